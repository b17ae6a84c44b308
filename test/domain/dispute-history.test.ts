import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DisputeDecision,
  type DisputeEvent,
  disputeEvent,
} from '../../src/domain/dispute-event.ts';
import { replay } from '../../src/domain/dispute-history.ts';
import { gainersOf, outcomeKinds } from '../../src/domain/dispute-outcome.ts';
import { ladderOf } from '../../src/domain/dispute-policy.ts';
import { isHearing } from '../../src/domain/dispute-state.ts';
import { play, type Story } from '../support/dispute-history.ts';
import { script } from '../support/dispute-script.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
/** Played once: each of them is looked at for everything that must hold. */
const stories = fc.sample(script, { numRuns: 1200, seed }).map(play);

function always(holds: (story: Story) => void): void {
  for (const [nth, story] of stories.entries()) {
    try {
      holds(story);
    } catch (error) {
      const told = story.events.map(({ kind }) => kind).join(' ');
      throw new Error(`story ${nth} of seed ${seed}: ${told}`, { cause: error });
    }
  }
}

describe('whatever happens to a dispute', () => {
  it('ends with a verdict or by an exit, once nobody says anything any more', () => {
    always(({ end, events }) => {
      expect(['closed', 'withdrawn', 'merged', 'data-fix']).toContain(end.status);
      if (end.status !== 'closed') return;
      expect(events.some(({ kind }) => kind === 'decided')).toBe(true);
      expect(end.ended.decision.verdict.kind).toMatch(/agreed|ruled|lapsed|in-band/);
    });
  });

  it('skips no rung: it begins at the lowest, each is followed by the next, and it comes back to whoever decided', () => {
    always(({ events, policy }) => {
      const ladder = ladderOf(policy);
      let last = -1;
      let decided = -1;
      for (const event of events) {
        if (event.kind === 'decided') {
          const { rung } = event.decision;
          decided = rung ? ladder.indexOf(rung) : -1;
        }
        if (event.kind !== 'reached') continue;
        const begins: Partial<Record<typeof event.because.kind, number>> = {
          ...{ opened: 0, 'hold-over': Math.max(decided, 0), impossible: Math.max(decided, 0) },
          // By the next rung; the last one hears an appeal of its own.
          appeal: Math.min(decided + 1, ladder.length - 1),
        };
        expect(ladder.indexOf(event.rung)).toBe(begins[event.because.kind] ?? last + 1);
        last = ladder.indexOf(event.rung);
      }
    });
  });

  it('is ruled by nobody who is a side, who has it or gains by it, nor by who has spoken for a side', () => {
    always(({ events, sides, owners }) => {
      for (const [index, event] of events.entries()) {
        if (event.kind !== 'decided' || event.decision.verdict.kind !== 'ruled') continue;
        const { verdict, ruling, rung } = event.decision;
        const deciders = verdict.by.map(({ id }) => id);
        expect(rung).not.toBe('peers');
        expect(deciders.length).toBeGreaterThan(0);
        const gainers = gainersOf(ruling.outcome);
        const voices = events
          .slice(0, index)
          .flatMap((one) => ('side' in one && one.by.id !== one.side ? [one.by.id] : []));
        for (const id of [...(sides[index] ?? []), ...gainers, ...voices, owners[index]]) {
          expect(deciders).not.toContain(id);
        }
        const inPlaceOf = verdict.by.flatMap((one) => one.inPlaceOf?.id ?? []);
        for (const id of gainers) expect(inPlaceOf).not.toContain(id);
      }
    });
  });

  it('is agreed only where every side there said yes to the same, its owner among them', () => {
    always(({ events, states, owners }) => {
      for (const [index, event] of events.entries()) {
        if (event.kind !== 'decided' || event.decision.verdict.kind !== 'agreed') continue;
        const before = states[index - 2];
        const offer = before && isHearing(before) ? before.offer : undefined;
        expect(event.decision.verdict.by.length).toBeGreaterThan(1);
        expect(event.decision.verdict.by.map(({ id }) => id)).toContain(owners[index]);
        expect(offer?.agreed.map(({ side }) => side)).toEqual(
          expect.arrayContaining(event.decision.verdict.by.map(({ id }) => id)),
        );
        expect(event.decision.ruling).toEqual(offer?.ruling);
      }
    });
  });

  it('is never decided by silence below the top, and at the top silence keeps the owner', () => {
    always(({ events, policy }) => {
      for (const event of events) {
        if (event.kind !== 'decided' || event.decision.verdict.kind !== 'lapsed') continue;
        expect(event.decision.rung).toBe(ladderOf(policy).at(-1));
        expect(event.decision.ruling).toEqual({ outcome: { kind: 'keep' } });
      }
    });
  });

  it('has clocks that never run backwards', () => {
    always(({ events }) => {
      let last = 0;
      for (const event of events) {
        expect(event.at.getTime()).toBeGreaterThanOrEqual(last);
        last = event.at.getTime();
        if (event.kind !== 'reached') continue;
        const { since, remindAt, dueAt } = event.clock;
        expect(since.getTime()).toBeLessThanOrEqual(remindAt.getTime());
        expect(remindAt.getTime()).toBeLessThanOrEqual(dueAt.getTime());
      }
    });
  });

  it('splits credit only into shares of 100 % for a role', () => {
    always(({ events }) => {
      for (const event of events) {
        if (event.kind !== 'decided' || event.decision.ruling.outcome.kind !== 'split-credit') {
          continue;
        }
        const byRole = Map.groupBy(event.decision.ruling.outcome.shares, ({ role }) => role);
        for (const [, shares] of byRole) {
          const total = shares.reduce((sum, { percent }) => sum + percent, 0);
          expect(total).toBeCloseTo(100, 6);
        }
      }
    });
  });

  it('is what its events make it, also after they were written down and read again', () => {
    always(({ events, end }) => {
      const kept = events.map((event) => disputeEvent.parse(JSON.parse(JSON.stringify(event))));
      expect(kept).toEqual(events);
      expect(replay(kept)).toEqual(end);
    });
  });

  it('hears nothing any more once it has ended, but for one appeal', () => {
    always(({ events }) => {
      const counted = (of: string) => events.filter(({ kind }) => kind === of).length;
      expect(counted('appealed') - counted('appeal-dropped')).toBeLessThanOrEqual(1);
      for (const [index, { kind }] of events.entries()) {
        const isExit = [
          'closed',
          'withdrawn',
          'merged',
          'data-fixed',
          'appeal-dropped',
          'appeal-lapsed',
        ];
        if (!isExit.includes(kind)) continue;
        const next = events[index + 1]?.kind;
        expect(['appealed', undefined]).toContain(next);
        if (kind !== 'closed' && kind !== 'appeal-dropped') expect(next).toBeUndefined();
      }
    });
  });
});

/** In how many stories something of this kind happens. */
function count(holds: (event: DisputeEvent, before: DisputeEvent[]) => boolean): number {
  return stories.filter(({ events }) =>
    events.some((event, nth) => holds(event, events.slice(0, nth))),
  ).length;
}
const verdicts = (holds: (decision: DisputeDecision) => boolean) =>
  count((event) => event.kind === 'decided' && holds(event.decision));

/** What is so rare that it does not come up says nothing: far fewer than there usually are. */
describe('the stories', () => {
  it('come to every kind of verdict, given by one and by two, and to appeals of it', () => {
    for (const kind of outcomeKinds) {
      const given = verdicts(({ ruling }) => ruling.outcome.kind === kind);
      expect(given, kind).toBeGreaterThan(2);
    }
    expect(verdicts(({ verdict }) => verdict.kind === 'agreed')).toBeGreaterThan(5);
    expect(verdicts(({ verdict }) => verdict.kind === 'lapsed')).toBeGreaterThan(50);
    const byTwo = verdicts(({ verdict }) => verdict.kind === 'ruled' && verdict.by.length > 1);
    expect(byTwo).toBeGreaterThan(10);
    const anew = count(
      ({ kind }, before) =>
        /^(decided|appeal-lapsed)$/.test(kind) && before.some((one) => one.kind === 'appealed'),
    );
    expect(anew).toBeGreaterThan(20);
  });

  it('come before each rung for every reason', () => {
    const reasons = ['silence', 'nobody', 'passed-up', 'appeal', 'impossible'];
    for (const because of [...reasons, 'differed', 'hold-over']) {
      const come = count((one) => one.kind === 'reached' && one.because.kind === because);
      expect(come, because).toBeGreaterThan(reasons.includes(because) ? 20 : 1);
    }
  });

  it('have sides that come, leave, get the account, and have decided before', () => {
    for (const kind of ['joined', 'changed-hands', 'moved', 'departed', 'withdrawn'] as const) {
      expect(
        count((one) => one.kind === kind),
        kind,
      ).toBeGreaterThan(20);
    }
    expect(count(({ kind }) => kind === 'left')).toBeGreaterThan(5);
    const deciders = count(
      (one, before) =>
        one.kind === 'joined' &&
        before.some((vote) => vote.kind === 'ruled' && vote.by.id === one.by.id),
    );
    expect(deciders).toBeGreaterThan(2);
  });
});
