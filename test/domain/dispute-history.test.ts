import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisputeEvent, disputeEvent } from '../../src/domain/dispute-event.ts';
import { replay } from '../../src/domain/dispute-history.ts';
import { gainersOf } from '../../src/domain/dispute-outcome.ts';
import { ladderOf } from '../../src/domain/dispute-policy.ts';
import { isHearing } from '../../src/domain/dispute-state.ts';
import { play, type Story } from '../support/dispute-history.ts';
import { script } from '../support/dispute-script.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
/** Played once: each of them is looked at for everything that must hold. */
const stories = fc.sample(script, { numRuns: 400, seed }).map(play);

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

const of = <Kind extends DisputeEvent['kind']>({ events }: Story, kind: Kind) =>
  events.flatMap((event, index) => (event.kind === kind ? [{ event, index }] : []));

describe('whatever happens to a dispute', () => {
  it('ends with a verdict or by an exit, once nobody says anything any more', () => {
    always(({ end, events }) => {
      expect(['closed', 'withdrawn', 'merged', 'data-fix']).toContain(end.status);
      if (end.status !== 'closed') return;
      expect(events.some(({ kind }) => kind === 'decided')).toBe(true);
      expect(end.ended.decision.verdict.kind).toMatch(/agreed|ruled|lapsed|in-band/);
    });
  });

  it('skips no rung: it begins at the lowest, and each is followed by the next', () => {
    always((story) => {
      const ladder = ladderOf(story.policy);
      let last = -1;
      for (const { event } of of(story, 'reached')) {
        if (event.kind !== 'reached') continue;
        const { because, rung } = event;
        const isNewHearing = ['opened', 'appeal', 'hold-over'].includes(because.kind);
        if (because.kind === 'opened') expect(rung).toBe('peers');
        if (!isNewHearing) expect(ladder.indexOf(rung)).toBe(last + 1);
        last = ladder.indexOf(rung);
      }
    });
  });

  it('is ruled by nobody who is a side, who has it, or who gains by it', () => {
    always(({ events, sides, owners }) => {
      for (const [index, event] of events.entries()) {
        if (event.kind !== 'decided' || event.decision.verdict.kind !== 'ruled') continue;
        const { verdict, ruling, rung } = event.decision;
        const deciders = verdict.by.map(({ id }) => id);
        expect(rung).not.toBe('peers');
        expect(deciders.length).toBeGreaterThan(0);
        const barred = [...(sides[index] ?? []), ...gainersOf(ruling.outcome)];
        for (const id of [...barred, owners[index]]) {
          expect(deciders).not.toContain(id);
        }
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
      expect(events.filter(({ kind }) => kind === 'appealed').length).toBeLessThanOrEqual(1);
      for (const [index, { kind }] of events.entries()) {
        const isExit = ['closed', 'withdrawn', 'merged', 'data-fixed', 'appeal-dropped'];
        if (!isExit.includes(kind)) continue;
        const next = events[index + 1]?.kind;
        expect(['appealed', undefined]).toContain(next);
        if (kind !== 'closed') expect(next).toBeUndefined();
      }
    });
  });
});
