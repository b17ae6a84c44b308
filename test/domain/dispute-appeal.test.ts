import { describe, expect, it } from 'vitest';
import type { Party } from '../../src/domain/dispute-claim.ts';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { aCase, ana, bo, keep, later, max, mia, mine, toBo } from '../support/dispute-case.ts';

/** Bo has filed on Ana’s account, and it is decided and carried out. */
function aClosedCase(ruling: Ruling) {
  const story = aCase({ claim: { ...mine, wanted: bo } });
  story.say({ kind: 'pass-up', by: ana, why: '' });
  story.rule(mia, ruling);
  story.say({ kind: 'second', by: max, number: 1 });
  if ('to' in ruling.outcome) story.give(ruling.outcome.to);
  story.say({ kind: 'apply', grounds: {} });
  let links = 0;
  const appeal = (by: Party, at = later(1)) => {
    links += 1;
    const link = `https://mail.example/${links}`;
    return story.say({ kind: 'appeal', by, text: 'A mail.', link, isTaken: false }, at);
  };
  const drop = (by: Party, at: Date) => story.say({ kind: 'withdraw', by, reason: '' }, at);
  return { ...story, appeal, drop };
}

describe('an appeal', () => {
  it('is not for whoever has by the verdict what they asked for, but for what is held over', () => {
    expect(aClosedCase(toBo).appeal(bo)).toMatch(/nothing to appeal/);
    expect(aClosedCase(toBo).appeal(ana)).toBe('appealed reached');
    expect(aClosedCase(keep).appeal(ana)).toMatch(/nothing to appeal/);
    const holdover = { deals: 'all', until: later(24 * 30), fallback: 'stay' } as const;
    expect(aClosedCase({ ...toBo, holdover }).appeal(bo)).toBe('appealed reached');
  });

  it('that is let be takes it from nobody else, nor any of their time', () => {
    const shared = { outcome: { kind: 'shared-cover', with: bo, role: 'SDR' } } as const;
    const { appeal, drop, now } = aClosedCase(shared);
    const before = now();
    expect(appeal(bo, later(90))).toBe('appealed reached');
    expect(drop(bo, later(162))).toBe('appeal-dropped');
    expect(now()).not.toHaveProperty('appeal');
    expect(appeal(bo, later(163))).toMatch(/let it be/);
    if (before.status !== 'closed') throw new Error(before.status);
    const { appealUntil } = before.ended;
    expect(later(163).getTime()).toBeGreaterThan(appealUntil.getTime());
    expect(appeal(ana, later(163))).toBe('appealed reached');
  });
});
