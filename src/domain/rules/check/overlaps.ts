import { type Box, commonBox } from '../boxes/box.ts';
import type { Decision } from '../decision.ts';
import type { Draft } from './finding.ts';
import { neighboursAmong } from './neighbours.ts';
import { type Effort, search } from './search.ts';
import type { Conflict, Seen } from './seen.ts';
import type { Survey } from './survey.ts';
import { counted, named, wordAccount } from './wording.ts';

/** Examples for one pair, and what they may cost for all; pairs looked at for one rule and for all. */
const MOST_EXAMPLES = 8;
const MOST_SPENT = 30_000;
const MOST_PAIRS = 2000;
const PAIRS_IN_ALL = 300_000;

type Part = { rule: number; box: Box };
type Work = {
  survey: Survey;
  examples: Effort;
  pairs: number;
  found: Conflict[];
  told: Set<number>;
};

/**
 * Rules that tie for an account and want different things of it. Every one is certain, since the engine was asked. First
 * those that samples met, the most frequent of each winner; then, for each rule that no sample met, one that an account
 * made up from both conditions meets.
 */
export function overlapsOf(survey: Survey, { conflicts }: Seen): Conflict[] {
  const work: Work = {
    survey,
    examples: { each: MOST_EXAMPLES, left: MOST_SPENT },
    pairs: PAIRS_IN_ALL,
    found: [],
    told: new Set(),
  };
  const winners = new Set<number>();
  for (const conflict of conflicts.toSorted((a, b) => b.count - a.count)) {
    if (!winners.has(conflict.winner)) tell(conflict, work);
    winners.add(conflict.winner);
  }
  const { tieEnds } = survey.compiled.order;
  for (let start = 0; start < tieEnds.length; start = Math.max(start + 1, tieEnds[start] ?? 0)) {
    overlapsAmong(start, tieEnds[start] ?? 0, work);
  }
  return work.found;
}

function tell(conflict: Conflict, { found, told }: Work): void {
  found.push(conflict);
  told.add(conflict.winner).add(conflict.rival);
}

/** Among rules that tie, the numbers from start up to below end. */
function overlapsAmong(start: number, end: number, work: Work): void {
  if (end - start < 2) return;
  const parts: Part[] = [];
  for (let rule = start; rule < end; rule++) {
    for (const box of work.survey.taking[rule] ?? []) parts.push({ rule, box });
  }
  const neighbours = neighboursAmong(parts.map(({ box }) => box));
  for (const [place, part] of parts.entries()) {
    if (work.pairs <= 0 || work.examples.left <= 0) return;
    if (!work.told.has(part.rule)) overlapOf(part, parts, neighbours(part.box, place + 1), work);
  }
}

function overlapOf(
  part: Part,
  parts: readonly Part[],
  neighbours: Iterable<number>,
  work: Work,
): void {
  const { survey, examples } = work;
  const { wants } = survey.compiled.order;
  let left = Math.min(MOST_PAIRS, work.pairs);
  for (const number of neighbours) {
    const other = parts[number];
    work.pairs -= 1;
    left -= 1;
    if (!other || left <= 0 || examples.left <= 0) return;
    if (wants[other.rule] === wants[part.rule]) continue;
    const both = commonBox(part.box, other.box);
    const found = both && search([both], part.rule, survey, examples);
    if (found?.kind !== 'reached' || found.decision.rival < 0) continue;
    tell(conflictOf(part.rule, other.rule, found.decision), work);
    return;
  }
}

/** Where the moment settles ties, only the engine knows who is left; else all that match are, these two among them. */
function conflictOf(one: number, other: number, decision: Decision): Conflict {
  const { winner, rival, facts, at, compiled } = decision;
  const isSettledLater = compiled.order.later.length > 0;
  const pair = isSettledLater ? { winner, rival } : { winner: one, rival: other };
  return { ...pair, facts, at, count: 0 };
}

export function overlapFindings(
  overlaps: readonly Conflict[],
  { compiled, around, ruleSet }: Survey,
): Draft[] {
  return overlaps.flatMap(({ winner, rival, facts, count }) => {
    const [one, other] = [compiled.rules[winner], compiled.rules[rival]];
    if (!one || !other) return [];
    const account = wordAccount(facts, around.catalogue);
    const accounts = count > 1 ? `${counted(count, 'account')}, such as ${account}` : account;
    const ties = ruleSet.tieBreakers.length > 0 ? ', and no tie-breaker parts them' : '';
    const place = `${one.layer}, priority ${one.priority}`;
    return {
      severity: 'warning',
      kind: 'overlap',
      about: { statement: 'rule', name: one.name, clause: 'in' },
      message: `${named(one.name)} and ${named(other.name)} (both in ${place}) want different things of ${accounts}${ties}.`,
      remedy: 'Give one of them another priority, or narrow one until they no longer meet.',
    };
  });
}
