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
const MOST_PLACES = 200_000;

/** A territory table as spreadsheets and other products save it, as rules of the layer geography. */
export function readTerritoryTable(csv: string): Reading<Rule[]> {
  if (isTooLong(csv)) return { kind: 'refused', problems: [tooLong(csv)] };
  const { rows, torn } = readCells(csv);
  // Without its titles nothing in a table can be read.
  if (torn.length > 0 && !rows[0]?.length) return { kind: 'refused', problems: torn };
  const problems: Problem[] = [];
  const claims = readClaims(rows, problems);
  const spots = problems.length > 0 ? [] : spotsOf(claims);
  const all = [...torn, ...problems, ...rangeConflicts(claims), ...spotConflicts(spots)];
  if (all.length > 0) return { kind: 'refused', problems: inOrder(all) };
  return { kind: 'read', value: rulesOf(spots) };
}

function readClaims([titles = [], ...rows]: string[][], problems: Problem[]): Claim[] {
  const header = readHeader(titles, problems);
  if (problems.length > 0) return [];
  const claims: Claim[] = [];
  let places = 0;
  for (const [index, cells] of rows.entries()) {
    const line = index + 2;
    for (const claim of readRow({ cells, line, header, problems })) {
      claims.push(claim);
      places += claim.codes?.beginnings.length ?? 1;
    }
    if (places > MOST_PLACES) {
      const message = `up to here the table names more than ${MOST_PLACES} places`;
      problems.push(problemAt({ line, column: 1 }, message, 'use wider ranges, or several tables'));
    }
    if (places > MOST_PLACES || problems.length >= MOST_PROBLEMS) return claims;
  }
  return claims;
}

function spotsOf(claims: readonly Claim[]): Spot[] {
  return claims.flatMap(({ country, state, codes, goal, line }) => {
    const place: Place = {
      ...(country !== undefined && { country }),
      ...(state !== undefined && { state }),
    };
    const places = codes ? codes.beginnings.map((zip) => ({ ...place, zip })) : [place];
    return places.map((each) => ({ place: each, goal, line }));
  });
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
