import { describe, expect, it } from 'vitest';
import { appealedCaseOf } from '../../src/domain/dispute-appeals.ts';
import type { DisputeEvent } from '../../src/domain/dispute-event.ts';
import type { DisputeOutcome, Ruling } from '../../src/domain/dispute-outcome.ts';

const at = new Date('2026-11-23T09:00:00Z');
const [ana, bo, cy] = ['ana', 'bo', 'cy'].map((id) => ({ id, name: id }));
if (!ana || !bo || !cy) throw new Error('three people');

const decided = (outcome: DisputeOutcome, more: Partial<Ruling> = {}): DisputeEvent => {
  const verdict = { kind: 'ruled' as const, by: [cy], code: 'other', text: 'So it is.' };
  return { kind: 'decided', at, decision: { at, verdict, ruling: { outcome, ...more } } };
};
const lapsed: DisputeEvent = { kind: 'appeal-lapsed', at };
const keep = { kind: 'keep' } as const;
const to = (party: typeof ana) => ({ kind: 'transfer', to: party }) as const;
const half = (rep: typeof ana) => ({ role: 'AE' as const, rep, percent: 50 });
const split = { kind: 'split-credit' as const, shares: [half(ana), half(bo)] };

/** Ana’s account; whose it was when the appeal was made. */
const aCase = (before: DisputeEvent, owner: typeof ana, ...after: DisputeEvent[]) => {
  const claim = { kind: 'owner-wrong' as const, wish: 'Mine.', reason: 'I called.', links: [] };
  const filed = { kind: 'filed' as const, at, by: bo, account: { id: 'a', name: 'Acme' }, claim };
  const submission = { at, by: bo, text: 'A mail.' };
  return appealedCaseOf([
    { ...filed, owner: ana, parties: [ana, bo] },
    before,
    { kind: 'appealed', at, by: bo, owner, submission },
    ...after,
  ]);
};

describe('an appealed case', () => {
  it.each([
    ['kept where the verdict had put it', aCase(decided(to(bo)), bo, decided(keep)), true, false],
    ['given back to whoever had it', aCase(decided(to(bo)), bo, decided(to(ana))), false, true],
    ['given to whoever was refused it', aCase(decided(keep), ana, decided(to(bo))), true, true],
    [
      'kept with another pin',
      aCase(decided(keep), ana, decided(keep, { pinUntil: at })),
      false,
      false,
    ],
    ['left alone by silence', aCase(decided(to(bo)), bo, lapsed), true, false],
    ['let be', aCase(decided(to(bo)), bo), true, false],
    ['still shared by silence', aCase(decided(split), ana, lapsed), true, false],
    [
      'still shared where it stays as it is',
      aCase(decided(split), ana, decided(keep)),
      true,
      false,
    ],
    ['no longer shared', aCase(decided(split), ana, decided({ kind: 'keep-alone' })), false, true],
    ['shared as before', aCase(decided(split), ana, decided(split)), true, false],
    [
      'kept as the rules had dealt it',
      aCase(decided({ kind: 're-route' }), cy, decided(keep)),
      true,
      false,
    ],
  ])('%s counts by what became of the account', (_, found, isUpheld, isOverturned) => {
    expect(found).toEqual({ isUpheld, isOverturned });
  });
});
