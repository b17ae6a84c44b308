import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { Handover } from '../../src/domain/handover.ts';
import { handoverCard } from '../../src/slack/views/handover-card.ts';
import { handOverModal, leaveModal } from '../../src/slack/views/verdict-modal.ts';
import { aHandover } from '../support/builders.ts';
import { anyText, beyond } from '../support/texts.ts';

const given = {
  by: { kind: 'rep', id: 'r9', name: 'Mo Keller' },
  at: new Date('2026-11-20T10:31:00Z'),
} as const;
const shown = (fields: Partial<Handover> = {}) => JSON.stringify(handoverCard(aHandover(fields)));

describe('the book of somebody who has left', () => {
  it('says what it holds and where the rules would lead', () => {
    const text = shown();
    expect(text).toMatch(
      /<@U0DEE> left .* holds \*41 accounts and 3 leads\*, with 2 open deals worth \$90K/,
    );
    expect(text).toMatch(/\*By the rules\* Ana Ruiz 30 · 11 would wait for a person\./);
    expect(text).toMatch(/handover:by-rules.*handover:to.*handover:leave/);
  });

  it('cannot go by the rules where there are none', () => {
    const { preview: _, ...without } = aHandover();
    const text = JSON.stringify(handoverCard(without));
    expect(text).toContain('No rules are published');
    expect(text).not.toContain('handover:by-rules');
  });

  it('says what was decided, by whom and why, without buttons', () => {
    const decided = (verdict: Extract<Handover['state'], { kind: 'decided' }>['verdict']) =>
      shown({ state: { kind: 'decided', verdict } });
    const to = { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' };
    const texts = [
      decided({ kind: 'by-rules', ...given, reason: '' }),
      decided({ kind: 'to', ...given, reason: 'knows them', to }),
      decided({ kind: 'left', ...given, reason: 'closing' }),
    ];
    expect(texts[0]).toMatch(/\*Handed over by the rules\* by Mo Keller/);
    expect(texts[1]).toMatch(/all goes to <@U0ANA>\.\\n>knows them/);
    expect(texts[2]).toMatch(/\*Left as it is\* by Mo Keller.*>closing/);
    for (const text of texts) expect(text).not.toContain('handover:');
    expect(shown({ state: { kind: 'withdrawn' } })).toContain('they are back');
  });

  it('says what the rules have left with whoever has left, and asks once more who gets it', () => {
    const byRules = { kind: 'by-rules', ...given, reason: '' } as const;
    const again = { state: { kind: 'open', byRules }, held: { accounts: 23, leads: 36 } } as const;
    const by = { id: 'r9', name: 'Mo Keller', slackUserId: 'U0MO' };
    const preview = { gain: [{ name: 'Mo Keller', count: 7 }], stay: 12, wait: 4 };
    const text = shown({ ...again, by, preview: { ...preview, toDecider: 7 } });
    expect(text).toMatch(/left .* and still holds \*23 accounts and 36 leads\*/);
    expect(text).toMatch(/Handed over by the rules\* by Mo Keller.*\*Not all has found somebody\*/);
    expect(text).toMatch(/The rules would give 7 accounts to <@U0MO>, who had them asked.*Ops can/);
    expect(text).toMatch(/handover:by-rules.*handover:to.*handover:leave/);
    const rest = shown({ ...again, by, preview: { gain: [], stay: 19, wait: 4 } });
    expect(rest).toMatch(/19 would stay.*handover:to.*handover:leave/);
    expect(rest).not.toContain('handover:by-rules');
    expect(handoverCard(aHandover(again)).text).toBe(
      'Dee Marsh has left and still holds 23 accounts and 36 leads. Who gets them?',
    );
  });

  it('says of somebody who is here what has gone, what is left, and why', () => {
    const { leftAt: _, ...here } = aHandover({
      held: { accounts: 4, leads: 0 },
      pinned: { count: 4, names: ['Elm', 'Fir', 'Gum'] },
      disputed: { count: 1, names: ['Oak'] },
    });
    const held = { accounts: 41, leads: 3 };
    const verdict = { kind: 'by-rules', ...given, reason: 'on leave', held } as const;
    const ordered = { ...here, state: { kind: 'decided', verdict } } as const;
    const text = JSON.stringify(handoverCard({ ...ordered, endedAt: given.at }));
    expect(text).toMatch(
      /The book of Dee Marsh is handed over.*by Mo Keller.*>on leave.*\*Gone\* 37 accounts and 3 leads, of 41 accounts and 3 leads\..*\*Left\* <@U0DEE> holds 4 accounts\..*Pinned, so they stay\* Elm, Fir, Gum and 1 more\..*In dispute, so they stay\* Oak, until/,
    );
    const preview = { gain: [], stay: 0, wait: 0, toDecider: 4 };
    const by = { id: 'r9', name: 'Mo Keller' };
    expect(JSON.stringify(handoverCard({ ...ordered, endedAt: given.at, by, preview }))).toMatch(
      /The rules would give 4 accounts to Mo Keller, who had them asked/,
    );
    expect(JSON.stringify(handoverCard(ordered))).toMatch(/is being handed over.*It is under way/);
    expect(text).not.toContain('handover:');
  });

  it('is taken by Slack whatever it holds', () => {
    fc.assert(
      fc.property(anyText(400), (name) => {
        const rep = { id: 'r', name };
        const gain = Array.from({ length: 40 }, () => ({ name, count: 3 }));
        const handover = aHandover({ rep, preview: { gain, stay: 1, wait: 2 } });
        const verdict = { kind: 'to', ...given, reason: name, to: rep } as const;
        const decided = aHandover({ rep, state: { kind: 'decided', verdict } });
        const problems = [
          ...[handover, decided].map(handoverCard).flatMap(validateMessage),
          ...[handOverModal(handover), leaveModal(handover)].flatMap(validateView),
        ];
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
