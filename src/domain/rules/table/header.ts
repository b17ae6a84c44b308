import { cited, type Problem, problemAt } from '../text/problem.ts';
import { eitherOf, nearest } from '../text/suggestion.ts';

const fields = ['country', 'state', 'zip', 'territory', 'owner'] as const;
export type Field = (typeof fields)[number];

/** Which cell of a row says what. */
export type Header = ReadonlyMap<Field, number>;

/** What other products call them, in letters alone. */
const titles: Record<Field, string> = {
  country: 'country countrycode countryname countryregion nation',
  state: 'state statecode statename stateprovince stateregion province',
  zip: 'zip zips zipcode zipcodes zipprefix ziprange postalcode postcode postalcodeprefix zippostalcode zippostcode plz',
  territory: 'territory territoryname territorykey',
  owner:
    'owner owneremail accountowner rep repemail salesrep salesrepemail assignee assignedto email user ae',
};
const byTitle = new Map(
  fields.flatMap((field) => titles[field].split(' ').map((title) => [title, field] as const)),
);

/** Whose address it is matters to others only. */
const prefix = /^(?:billing|shipping|account|company|hq)(?=.)/;

export function readHeader(cells: readonly string[], problems: Problem[]): Header {
  const header = new Map<Field, number>();
  for (const [index, cell] of cells.entries()) {
    if (cell === '') continue;
    const field = fieldOf(cell);
    const place = { line: 1, column: index + 1 };
    if (!field) problems.push(problemAt(place, `unknown column ${cited(cell)}`, remedyFor(cell)));
    else if (header.has(field)) {
      problems.push(problemAt(place, `a second column of ${field}, ${cited(cell)}`, 'keep one'));
    } else header.set(field, index);
  }
  if (problems.length === 0) refuseEmpty(header, problems);
  return header;
}

function fieldOf(cell: string): Field | undefined {
  const title = cell
    .toLowerCase()
    .slice(0, 60)
    .replaceAll(/[^\p{L}]/gu, '');
  return byTitle.get(title) ?? byTitle.get(title.replace(prefix, ''));
}

function remedyFor(cell: string): string {
  const meant = nearest(cell, fields);
  return meant ? `did you mean ${meant}?` : `take it out, or call it ${eitherOf(fields)}`;
}

function refuseEmpty(header: Header, problems: Problem[]): void {
  const start = { line: 1, column: 1 };
  if (!header.has('country') && !header.has('state') && !header.has('zip')) {
    problems.push(problemAt(start, 'no column says where', 'add country, state or zip'));
  }
  if (!header.has('territory') && !header.has('owner')) {
    problems.push(problemAt(start, 'no column says who', 'add territory or owner'));
  }
}
