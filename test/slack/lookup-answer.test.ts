import { describe, expect, it } from 'vitest';
import { validateBlocks, validateMessage } from '../../src/block-kit/validate.ts';
import type { Suggestion } from '../../src/domain/lookup-answer.ts';
import type { MatchReason } from '../../src/domain/matching/match.ts';
import { type Reason, wordRefusal } from '../../src/domain/refusal.ts';
import { answerPicture } from '../../src/slack/views/lookup-answer.ts';
import { unfurlBlocks } from '../../src/slack/views/unfurl.ts';
import { anOwnerCard } from '../support/builders.ts';

const privately = { kind: 'private', canShare: true, viewer: { slackUserId: 'U0BO' } } as const;
const named = { nameKind: 'former', name: 'Acme Widgets' } as const;
const aSuggestion = (reason: MatchReason): Suggestion => ({
  accountId: '0a8f2b34-0000-4000-8000-000000000001',
  name: 'Acme',
  crmId: '7',
  owner: { id: 'r', name: 'Ana Ruiz' },
  place: 'CA, US',
  reason,
});
const errorsOf = (problems: { level: string }[]) =>
  problems.filter(({ level }) => level === 'error');

describe('the answer to a look-up', () => {
  it.each([
    [{ kind: 'crm-id', id: '7' }, 'CRM id 7'],
    [{ kind: 'contact', email: 'a@b.c' }, 'a contact has this address'],
    [{ kind: 'domain', domain: 'acme.com' }, 'domain acme.com'],
    [{ kind: 'name', ...named }, 'its former name is just that: “Acme Widgets”'],
    [{ kind: 'beginning', ...named, nameKind: 'name' }, 'its name begins so'],
    [{ kind: 'words', ...named, nameKind: 'alias' }, 'its other name has these words'],
    [{ kind: 'spelling', ...named, nameKind: 'short' }, 'its short form is spelt much like it'],
  ] as [MatchReason, string][])('says why an account is in the list: %o', (reason, words) => {
    const suggestions = [aSuggestion(reason), aSuggestion(reason)];
    const picture = answerPicture({ kind: 'several', asked: 'acme', suggestions }, privately);
    expect(JSON.stringify(picture.blocks)).toContain(`Ana Ruiz’s · CA, US · ${words}`);
    expect(errorsOf(validateMessage(picture))).toEqual([]);
  });

  it('names the others that fit beside the card', () => {
    const also = [aSuggestion({ kind: 'name', ...named })];
    const picture = answerPicture(
      { kind: 'found', asked: 'acme', card: anOwnerCard(), also },
      privately,
    );
    expect(JSON.stringify(picture.blocks)).toMatch(/“acme” also fits:.*Show another.*Acme/);
  });

  it('offers to ask ops only where ops can be asked', () => {
    const none = { kind: 'none', asked: 'zzz', nearest: [] } as const;
    const shown = (canAskOps: boolean) =>
      JSON.stringify(answerPicture({ ...none, nearest: [], canAskOps }, privately));
    expect(shown(true)).toContain('Ask ops');
    expect(shown(false)).not.toContain('Ask ops');
  });

  it('repeats what was asked without letting it do anything', () => {
    const asked = '<!channel> *x* & '.repeat(40);
    const picture = answerPicture({ kind: 'none', asked, nearest: [], canAskOps: true }, privately);
    expect(JSON.stringify(picture.blocks[0])).not.toContain('<!channel>');
    expect(errorsOf(validateMessage(picture))).toEqual([]);
  });
});

describe('the preview of a CRM link', () => {
  it('says who to turn to and never what a deal is worth', () => {
    const shown = JSON.stringify(unfurlBlocks(anOwnerCard()));
    expect(shown).toContain('*Acme Corporation* is <@U0ANA>’s · Enterprise West');
    expect(shown).not.toMatch(/deal|\$|Renewal/i);
    expect(errorsOf(validateBlocks(unfurlBlocks(anOwnerCard()), 'message'))).toEqual([]);
  });
});

describe('a refusal', () => {
  const account = 'Birch';
  it.each([
    [{ kind: 'unknown-account', asked: 'x' }, '/whoowns'],
    [{ kind: 'unknown-rep', asked: 'x' }, 'ops'],
    [{ kind: 'owner-has-changed', account, expected: 'Ana', present: 'Bo' }, 'Look again'],
    [{ kind: 'already-owner', account, owner: 'Ana' }, 'nothing was changed'],
    [{ kind: 'owner-has-left', rep: 'Gil' }, 'Choose somebody'],
    [{ kind: 'not-in-channel' }, '/invite'],
    [{ kind: 'no-ops-channel' }, 'opsChannel'],
    [{ kind: 'out-of-date' }, 'Ask again'],
  ] as [Reason, string][])('names the remedy: %o', (reason, remedy) => {
    expect(wordRefusal(reason)).toContain(remedy);
  });
});
