import type { Rule, RuleSet } from './rule-set.ts';
import { readCells, writeCells } from './table/cells.ts';
import { rangeConflicts, spotConflicts } from './table/conflicts.ts';
import { exportLines, type Left } from './table/exported.ts';
import { readHeader } from './table/header.ts';
import type { Place, Spot } from './table/place.ts';
import { type Claim, readRow } from './table/row.ts';
import { rulesOf } from './table/rules.ts';
import { isTooLong, tooLong } from './text/length.ts';
import { inOrder, MOST_PROBLEMS, type Problem, problemAt, type Reading } from './text/problem.ts';

/** More beginnings than the world has postal codes in one country are a mistake. */
const MOST_SPOTS = 200_000;

/** A territory table as spreadsheets and other products save it, as rules of the layer geography. */
export function readTerritoryTable(csv: string): Reading<Rule[]> {
  if (isTooLong(csv)) return { kind: 'refused', problems: [tooLong(csv)] };
  const cells = readCells(csv);
  if (cells.kind === 'torn') return { kind: 'refused', problems: [cells.problem] };
  const problems: Problem[] = [];
  const claims = readClaims(cells.rows, problems);
  const spots = problems.length > 0 ? [] : spotsOf(claims, problems);
  problems.push(...rangeConflicts(claims), ...spotConflicts(spots));
  if (problems.length > 0) return { kind: 'refused', problems: inOrder(problems) };
  return { kind: 'read', value: rulesOf(spots) };
}

function readClaims([titles = [], ...rows]: string[][], problems: Problem[]): Claim[] {
  const header = readHeader(titles, problems);
  if (problems.length > 0) return [];
  const claims: Claim[] = [];
  for (const [index, cells] of rows.entries()) {
    if (problems.length >= MOST_PROBLEMS) break;
    claims.push(...readRow({ cells, line: index + 2, header, problems }));
  }
  return claims;
}

function spotsOf(claims: readonly Claim[], problems: Problem[]): Spot[] {
  const spots: Spot[] = [];
  for (const { country, state, codes, goal, line } of claims) {
    const place = {
      ...(country !== undefined && { country }),
      ...(state !== undefined && { state }),
    };
    if (!codes) spots.push({ place, goal, line });
    for (const zip of codes?.beginnings ?? []) spots.push({ place: { ...place, zip }, goal, line });
    if (spots.length <= MOST_SPOTS) continue;
    const message = `up to here the table names more than ${MOST_SPOTS} places`;
    problems.push(problemAt({ line, column: 1 }, message, 'use wider ranges, or several tables'));
    return [];
  }
  return spots;
}

/** The rules that are rows of such a table, and why the others are not. Read again, it gives every place to the same. */
export function writeTerritoryTable(ruleSet: RuleSet): { csv: string; left: Left[] } {
  const { lines, left } = exportLines(ruleSet);
  const rows = lines.map(({ place, goal }) => [
    ...placeCells(place),
    goal.territory ?? '',
    goal.rep ?? '',
  ]);
  return { csv: writeCells([['country', 'state', 'zip', 'territory', 'owner'], ...rows]), left };
}

function placeCells({ country = '', state = '', zip }: Place): string[] {
  if (country === '' && state === '' && zip === undefined) return ['*', '', ''];
  // Without the star, a beginning could be taken for a code that lost its zero.
  const isWhole = zip === undefined || (country === 'US' && /^\d{5}$/.test(zip));
  return [country, state, isWhole ? (zip ?? '') : `${zip}*`];
}
