import {
  type Finding,
  type Flaw,
  type FlawCount,
  type FlawedRecord,
  type FlawKind,
  fixOf,
  flawKinds,
  type Matter,
  matterOf,
} from '../quality.ts';

/** So many samples show what a kind is about; not all of them of one matter. */
const SAMPLES = 60;
const SAMPLES_OF_MATTER = 12;
const MATTERS = 50;
const RULES = 20;

type Held = { records: number; rules: Map<string, number> };
type Pile = { records: number; fixes: number; matters: Map<string, Held>; samples: Finding[] };

/** Counts flaws as they pass by, and keeps no more of them than a few of each matter. */
export function createTally() {
  const piles = new Map<FlawKind, Pile>();
  for (const kind of flawKinds) {
    piles.set(kind, { records: 0, fixes: 0, matters: new Map(), samples: [] });
  }
  return {
    add: (record: FlawedRecord, flaws: readonly Flaw[]) => {
      for (const kind of new Set(flaws.map((flaw) => flaw.kind))) {
        const pile = piles.get(kind);
        if (pile) pile.records += 1;
      }
      for (const flaw of flaws) {
        const pile = piles.get(flaw.kind);
        if (pile) addTo(pile, { record, flaw });
      }
    },
    counts: (): FlawCount[] =>
      [...piles].map(([kind, { records, fixes, matters }]) => {
        return { kind, records, fixes, matters: largest(matters) };
      }),
    samples: (): Finding[] => [...piles.values()].flatMap(({ samples }) => samples),
  };
}

function addTo(pile: Pile, finding: Finding): void {
  const { flaw } = finding;
  if (fixOf(flaw)) pile.fixes += 1;
  const name = matterOf(flaw);
  const matter = pile.matters.get(name) ?? { records: 0, rules: new Map() };
  pile.matters.set(name, matter);
  matter.records += 1;
  const isTelling = matter.records <= SAMPLES_OF_MATTER && pile.samples.length < SAMPLES;
  if (isTelling) pile.samples.push(short(finding));
  if (flaw.kind !== 'missing') return;
  for (const rule of flaw.rules) matter.rules.set(rule, (matter.rules.get(rule) ?? 0) + 1);
}

/** A record of which little is known may blind thousands of rules. */
function short({ record, flaw }: Finding): Finding {
  return { record, flaw: 'rules' in flaw ? { ...flaw, rules: flaw.rules.slice(0, RULES) } : flaw };
}

function largest(matters: Map<string, Held>): Matter[] {
  const named = [...matters].map(([name, { records, rules }]) => {
    const worst = mostFirst([...rules].map(pair)).slice(0, RULES);
    return { name, records, blind: rules.size, rules: worst };
  });
  return mostFirst(named).slice(0, MATTERS);
}

function pair([name, records]: [string, number]) {
  return { name, records };
}

function mostFirst<Counted extends { name: string; records: number }>(all: Counted[]): Counted[] {
  return all.sort((a, b) => b.records - a.records || (a.name < b.name ? -1 : 1));
}
