import fc from 'fast-check';
import { deal } from '../../src/domain/distribution.ts';
import { relist } from '../../src/domain/pool-list.ts';
import { openPool, type PoolState } from '../../src/domain/pool-state.ts';
import { aLead, aMember, aPool, away, tuesday } from './pools.ts';

/** What may happen to a pool between turns. */
type Event =
  | { kind: 'deal' }
  | { kind: 'away' | 'back' | 'leave' | 'join'; who: number }
  | { kind: 'weight'; who: number; weight: number }
  | { kind: 'return' };
const who = fc.integer({ min: 0, max: 7 });
const anyEvent = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Event>({ kind: 'deal' }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('away' as const, 'back' as const), who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'join' as const), who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('weight' as const),
      who,
      weight: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'return' }) },
);
export const anyHistory = fc.array(anyEvent, { minLength: 50, maxLength: 300 });

/** Keeps books of its own, in plain fractions: what everybody was due, and what they had. */
export class History {
  pool = aPool(
    ['ana', 'bo', 'cy', 'di', 'ed'].map((name) => aMember(name)),
    { method: { kind: 'weighted' } },
  );
  readonly owing = new Map<string, number>();
  readonly gone = new Set<string>();
  last: string | undefined;

  happen(event: Event): void {
    const { members } = this.pool;
    const name =
      'who' in event ? ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal'][event.who] : '';
    switch (event.kind) {
      case 'deal':
        this.turn();
        return;
      case 'away':
        if (name) this.gone.add(name);
        return;
      case 'back':
        if (name) this.gone.delete(name);
        return;
      case 'leave':
        if (members.length > 1) this.list(members.filter(({ rep }) => rep.id !== name));
        return;
      case 'join':
        if (name && !members.some(({ rep }) => rep.id === name)) {
          this.list([...members, aMember(name)]);
        }
        return;
      case 'weight':
        this.list(
          members.map((one) => (one.rep.id === name ? { ...one, weight: event.weight } : one)),
        );
        return;
      case 'return':
        this.giveBack();
        return;
    }
  }

  private turn(): void {
    const members = this.pool.members.map((one) => ({
      ...one,
      ...(this.gone.has(one.rep.id) ? away('2027-01-01') : { absences: [] }),
    }));
    const { answer, after } = deal(
      openPool({ ...this.pool, members }, tuesday),
      aLead(),
      new Map(),
    );
    if (answer.kind !== 'chosen') return;
    const present = members.filter(({ rep }) => !this.gone.has(rep.id));
    const total = present.reduce((sum, { weight }) => sum + weight, 0);
    const madeGood = present.some(({ owed }) => owed > 0);
    if (!madeGood) for (const one of present) this.owe(one.rep.id, one.weight / total);
    this.owe(answer.rep.id, -1);
    this.last = answer.rep.id;
    this.pool = { ...this.pool, turns: after.turns, members: after.seats };
  }

  private giveBack(): void {
    if (!this.pool.members.some(({ rep }) => rep.id === this.last)) return;
    this.owe(this.last ?? '', 1);
    const members = this.pool.members.map((one) =>
      one.rep.id === this.last ? { ...one, owed: one.owed + 1 } : one,
    );
    this.pool = { ...this.pool, members };
    this.last = undefined;
  }

  private list(wanted: PoolState['members']): void {
    const before = this.pool.members;
    const places = relist(
      before.map(({ rep, ...stake }) => ({ repId: rep.id, ...stake })),
      wanted.map(({ rep, weight }) => ({ repId: rep.id, weight })),
    );
    const stays = new Set(wanted.map(({ rep }) => rep.id));
    const leavers = before.filter(({ rep }) => !stays.has(rep.id));
    const heirs = wanted.filter(({ rep }) => before.some((one) => one.rep.id === rep.id));
    const total = heirs.reduce((sum, { weight }) => sum + weight, 0);
    for (const leaver of leavers) {
      // A turn that was to be made good goes with whoever leaves; the rest is shared.
      const open = (this.owing.get(leaver.rep.id) ?? 0) - leaver.owed;
      for (const heir of heirs) this.owe(heir.rep.id, (open * heir.weight) / total);
      this.owing.delete(leaver.rep.id);
    }
    const members = places.map(({ repId, ...place }) => {
      const known = wanted.find(({ rep }) => rep.id === repId) ?? aMember(repId);
      return { ...known, ...place };
    });
    this.pool = { ...this.pool, members };
  }

  private owe(name: string, turns: number): void {
    this.owing.set(name, (this.owing.get(name) ?? 0) + turns);
  }
}
