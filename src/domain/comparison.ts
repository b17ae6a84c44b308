import { csvLine } from './csv.ts';
import type { Target } from './routing.ts';

/** Where one rule set leads an account: by which rule, to whom, in which territory. */
export type Lead = { rule: string; to: string; territory: string };

/** One account that two rule sets lead to different places. */
export type Moved = { account: string; crmId: string; before: Lead; after: Lead };

/** How many accounts something has under each rule set, and how many of them are others than before. */
export type Tally = { name: string; before: number; after: number; gained: number; lost: number };

export type Comparison = {
  accounts: number;
  moved: Moved[];
  byRep: Tally[];
  byTerritory: Tally[];
  byRule: Tally[];
};

const NOBODY = 'a person looks';

export function leadOf(
  target: Target,
  rule: string | undefined,
  present: string | undefined,
): Lead {
  const by = rule ?? 'no rule';
  switch (target.kind) {
    case 'rep':
      return { rule: by, to: target.seat.name, territory: target.territory?.name ?? '' };
    case 'pool':
      return { rule: by, to: `pool ${target.pool}`, territory: target.territory?.name ?? '' };
    case 'present':
      return { rule: by, to: present ?? NOBODY, territory: '' };
    case 'nobody':
      return { rule: by, to: NOBODY, territory: '' };
  }
}

type Counts = Map<string, Tally>;

/** Counts page after page: a book may be a million accounts. */
export function createComparison() {
  const counts = { to: new Map(), territory: new Map(), rule: new Map() } satisfies Record<
    keyof Lead,
    Counts
  >;
  const moved: Moved[] = [];
  let accounts = 0;
  return {
    add(account: Omit<Moved, 'before' | 'after'>, before: Lead, after: Lead): void {
      accounts += 1;
      for (const part of ['to', 'territory', 'rule'] as const) {
        count(counts[part], before[part], after[part]);
      }
      if (before.to !== after.to) moved.push({ ...account, before, after });
    },
    result: (): Comparison => ({
      accounts,
      moved,
      byRep: mostChanged(counts.to),
      byTerritory: mostChanged(counts.territory),
      byRule: mostChanged(counts.rule),
    }),
  };
}

function count(tallies: Counts, before: string, after: string): void {
  const was = tallyOf(tallies, before);
  const is = tallyOf(tallies, after);
  was.before += 1;
  is.after += 1;
  if (was !== is) {
    was.lost += 1;
    is.gained += 1;
  }
}

function tallyOf(tallies: Counts, name: string): Tally {
  const known = tallies.get(name);
  if (known) return known;
  const fresh = { name, before: 0, after: 0, gained: 0, lost: 0 };
  tallies.set(name, fresh);
  return fresh;
}

function mostChanged(tallies: Counts): Tally[] {
  return [...tallies.values()]
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.gained + b.lost - (a.gained + a.lost) || a.name.localeCompare(b.name));
}

const COLUMNS = [
  'account',
  'CRM id',
  'now',
  'now by rule',
  'then',
  'then by rule',
  'territory then',
];

/** Every account that would move, for a spreadsheet. */
export function comparisonCsv({ moved }: Comparison): string {
  const lines = moved.map(({ account, crmId, before, after }) => [
    ...[account, crmId, before.to, before.rule],
    ...[after.to, after.rule, after.territory],
  ]);
  return [COLUMNS, ...lines].map(csvLine).join('');
}
