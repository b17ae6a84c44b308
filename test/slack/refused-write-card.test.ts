import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import { obstacleToAnswer, type RefusedWrite } from '../../src/domain/refused-write.ts';
import { refusedModal, refusedPost } from '../../src/slack/views/refused-list.ts';
import { refusedWriteCard } from '../../src/slack/views/refused-write-card.ts';
import { aRefusedWrite } from '../support/builders.ts';
import { anyText, beyond } from '../support/texts.ts';

const by = { kind: 'rep', id: 'r8', name: 'Olga Ops' } as const;
const at = new Date('2026-11-20T10:31:00Z');
const shown = (fields: Partial<RefusedWrite> = {}) =>
  JSON.stringify(refusedWriteCard(aRefusedWrite(fields)));
/** Each write of a list is another one. */
const unlike = (view: ReturnType<typeof refusedModal>) => ({
  ...view,
  blocks: view.blocks.map(({ block_id: _, ...block }) => block),
});
const retried = (outcome: 'on-its-way' | 'taken' | 'moved' | 'refused') =>
  shown({ state: { kind: 'decided', verdict: { kind: 'retry', by, at }, outcome } });

describe('a new owner that the CRM does not take', () => {
  it('says who moved what from whom to whom, and what the CRM has against it', () => {
    const text = shown();
    expect(text).toMatch(/\*Acme Corporation\* goes from Bo Lind to <@U0ANA>/);
    expect(text).toMatch(
      /Mo Keller decided so when asked \(Large companies in the West are Ana’s\.\)/,
    );
    expect(text).toContain('Correct the rule that refuses it.');
    expect(text).toContain(
      'Once this account is changed in HubSpot, it is written again by itself.',
    );
    expect(text).toMatch(/refused:retry.*refused:undo.*Undo: back to Bo Lind.*link:crm/);
  });

  it('shows the answer with who, when and what came of it, without buttons', () => {
    const undone = {
      kind: 'decided',
      verdict: { kind: 'undo', by, at },
      outcome: 'moved',
    } as const;
    const texts = [
      [shown({ state: undone }), /\*Undone\* by Olga Ops.*Bo Lind’s again/],
      [retried('on-its-way'), /\*Retried\* by Olga Ops.*on its way to HubSpot/],
      [retried('taken'), /HubSpot has it now/],
      [retried('moved'), /a newer owner by now/],
      [retried('refused'), /did not take it again/],
      [shown({ state: { kind: 'taken' } }), /Settled by itself/],
      [shown({ state: { kind: 'withdrawn' } }), /\*Closed\*: it has a newer owner/],
    ] as const;
    for (const [text, words] of texts) {
      expect(text).toMatch(words);
      expect(text).not.toContain('refused:');
    }
  });

  it('is taken by Slack whatever it says', () => {
    fc.assert(
      fc.property(anyText(1500), (words) => {
        const person = { id: 'r', name: words };
        const { owned } = aRefusedWrite();
        const said = { problem: words, reason: words, wanted: person, former: person };
        const write = aRefusedWrite({ ...said, owned: { ...owned, name: words } });
        const problems = validateMessage(refusedWriteCard(write));
        expect(beyond(problems)).toEqual([]);
        const list = { crm: words, total: 900, writes: Array(20).fill(write) };
        const posted = validateMessage(refusedPost({ kind: 'refused', key: 'k', ...list }));
        expect(beyond([...validateView(unlike(refusedModal(list))), ...posted])).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a list of them', () => {
  it('offers both answers for each, and says how many more there are', () => {
    const list = JSON.stringify(
      refusedModal({ crm: 'HubSpot', total: 3, writes: [aRefusedWrite()] }),
    );
    expect(list).toMatch(/HubSpot does not take 3 new owners.*Acme.*Correct the rule/);
    expect(list).toMatch(/refused:retry.*refused:undo.*and 2 more/);
    const none = JSON.stringify(refusedModal({ crm: 'HubSpot', total: 0, writes: [] }));
    expect(none).toContain('No refused owner waits for you');
  });

  it('is a message to whoever decided them', () => {
    const post = refusedPost({ kind: 'refused', crm: 'HubSpot', total: 6, key: 'k' });
    expect(post.text).toBe('HubSpot does not take 6 new owners that you chose');
    expect(JSON.stringify(post)).toContain('refused:look');
  });
});

describe('whoever may answer it', () => {
  const manager = { person: { id: 'r9', name: 'Mo Keller' }, role: 'manager' } as const;
  it.each([
    ['ops', { person: { id: 'r8', name: 'Olga' }, role: 'ops' } as const, undefined],
    ['whoever decided it', manager, undefined],
    ['another manager', { ...manager, person: { id: 'r7', name: 'Max' } }, 'not-your-write'],
    ['somebody who is not in the roster', undefined, 'not-your-write'],
  ])('is %s', (_, asker, refusal) => {
    expect(obstacleToAnswer(aRefusedWrite(), asker)?.kind).toBe(refusal);
  });

  it('is ops alone where a machine moved it', () => {
    expect(obstacleToAnswer({}, manager)).toMatchObject({ kind: 'not-your-role' });
  });
});
