import type { Slot, Vocabulary } from '../vocabulary.ts';
import { type Marks, marksOf, noMarks } from './marks.ts';
import type { Part } from './term.ts';

/** Parts that the index can answer, and what their slots have to tell apart for that. */
export type Fit = { parts: Map<Part, FittingPart>; marks: Map<Slot, Marks> };
type FittingPart = { looksInside: boolean };

/** Where the parts tell too much apart on a slot, those with its rarer marks are left out. */
export function fitOf(uses: ReadonlyMap<Part, number>, vocabulary: Vocabulary, most: number): Fit {
  const marksOfPart = new Map<Part, Map<Slot, Marks>>();
  const counts = new Map<Slot, Map<string, number>>();
  for (const [part, times] of uses) {
    const marks = marksOf(part.condition, vocabulary);
    marksOfPart.set(part, marks);
    for (const [slot, each] of marks) {
      const count = counts.get(slot) ?? new Map<string, number>();
      counts.set(slot, count);
      for (const key of keysOf(each)) count.set(key, (count.get(key) ?? 0) + times);
    }
  }
  const kept = new Map([...counts].map(([slot, count]) => [slot, mostUsed(count, most)]));
  const found: Fit = { parts: new Map(), marks: new Map() };
  for (const [part, marks] of marksOfPart) {
    const fits = [...marks].every(([slot, each]) => allIn(each, kept.get(slot)));
    if (!fits) continue;
    for (const [slot, each] of marks) join(found.marks, slot, each);
    const looksInside = [...marks].some(([{ type }, each]) => type === 'set' || each.looksInside);
    found.parts.set(part, { looksInside });
  }
  return found;
}

function keysOf({ cuts, texts, beginnings }: Marks): string[] {
  return [
    ...[...cuts].map(String),
    ...[...texts].map((text) => `=${text}`),
    ...[...beginnings].map((text) => `^${text}`),
  ];
}

/** Nothing where everything is kept. */
function mostUsed(counts: Map<string, number>, most: number): Set<string> | undefined {
  if (counts.size <= most) return undefined;
  const byUse = [...counts].sort(([, a], [, b]) => b - a);
  return new Set(byUse.slice(0, most).map(([key]) => key));
}

function allIn(marks: Marks, kept: Set<string> | undefined): boolean {
  return kept === undefined || keysOf(marks).every((key) => kept.has(key));
}

function join(marks: Map<Slot, Marks>, slot: Slot, more: Marks): void {
  const joined = marks.get(slot) ?? noMarks();
  marks.set(slot, joined);
  for (const cut of more.cuts) joined.cuts.add(cut);
  for (const text of more.texts) joined.texts.add(text);
  for (const text of more.beginnings) joined.beginnings.add(text);
  joined.looksInside ||= more.looksInside;
}
