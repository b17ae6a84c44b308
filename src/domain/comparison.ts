import type { Flag } from './flag.ts';
import type { Subject } from './ownership.ts';

/** Whoever has something or is to have it: a rep by id, since names are not their own; or a pool. */
export type Party = { key: string; name: string };
export const nobody: Party = { key: '', name: 'nobody' };

/** What would become of an account or lead if it came in now. */
export type Fate =
  | { kind: 'stays' }
  | { kind: 'goes'; to: Party }
  | { kind: 'waits'; to?: Party; why: Flag['kind'][] };

/** Where one rule set leads something: by which rule, into which territory, and what comes of it. */
export type Lead = { rule: string; territory: string; fate: Fate };

/** One account or lead under two rule sets. */
export type Compared = {
  record: Subject['kind'];
  name: string;
  crmId: string;
  owner: Party;
  published: Lead;
  other: Lead;
};

/** How much somebody or something has under each rule set, and how much of it is other than before. */
export type Tally = { name: string; before: number; after: number; gained: number; lost: number };

/** What the other rules would do that the published ones would not. */
export type Part = {
  count: number;
  goes: number;
  waits: number;
  stays: number;
  /** From what everybody has now. */
  byOwner: Tally[];
  /** From what the published rules say. */
  byTerritory: Tally[];
  byRule: Tally[];
};
export type Comparison = { accounts: Part; leads: Part };

/** Counts page after page, and keeps nothing else: a book may be a million accounts. */
export function createComparison() {
  const parts = { account: createPart(), lead: createPart() };
  return {
    add: (compared: Compared): void => parts[compared.record].add(compared),
    result: (): Comparison => ({
      accounts: parts.account.result(),
      leads: parts.lead.result(),
    }),
  };
}

function createPart() {
  const [owners, territories, rules] = [createTallies(), createTallies(), createTallies()];
  const found = { count: 0, goes: 0, waits: 0, stays: 0 };
  return {
    add(compared: Compared): void {
      const { owner, published, other } = compared;
      found.count += 1;
      const { fate } = other;
      const goesTo = isChanged(compared) && fate.kind === 'goes' ? fate.to : owner;
      owners.move(owner, goesTo);
      territories.move(called(published.territory), called(other.territory));
      rules.move(called(published.rule), called(other.rule));
      if (isChanged(compared)) found[fate.kind] += 1;
    },
    result: (): Part => ({
      ...found,
      byOwner: owners.result(),
      byTerritory: territories.result(),
      byRule: rules.result(),
    }),
  };
}

/** Whether the two rule sets would not do the same. */
export function isChanged({ published, other }: Compared): boolean {
  const [was, is] = [published.fate, other.fate];
  return was.kind !== is.kind || partyOf(was)?.key !== partyOf(is)?.key;
}

export function changedIn({ goes, waits, stays }: Part): number {
  return goes + waits + stays;
}

function partyOf(fate: Fate): Party | undefined {
  return fate.kind === 'stays' ? undefined : fate.to;
}

function called(name: string): Party {
  return { key: name, name };
}

function createTallies() {
  const tallies = new Map<string, Tally>();
  const tallyOf = ({ key, name }: Party): Tally => {
    const known = tallies.get(key);
    if (known) return known;
    const fresh = { name, before: 0, after: 0, gained: 0, lost: 0 };
    tallies.set(key, fresh);
    return fresh;
  };
  return {
    move(from: Party, to: Party): void {
      const [was, is] = [tallyOf(from), tallyOf(to)];
      was.before += 1;
      is.after += 1;
      if (was === is) return;
      was.lost += 1;
      is.gained += 1;
    },
    result: () =>
      [...tallies.values()]
        .filter(({ name }) => name !== '')
        .sort((a, b) => b.gained + b.lost - (a.gained + a.lost) || a.name.localeCompare(b.name)),
  };
}
