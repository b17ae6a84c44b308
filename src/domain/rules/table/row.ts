import { countryOf } from '../../geography/country.ts';
import { stateOf } from '../../geography/state.ts';
import { cited, type Problem, problemAt } from '../text/problem.ts';
import { isEmail } from '../text/value.ts';
import type { Field, Header } from './header.ts';
import type { Goal } from './place.ts';
import { type Codes, readCodes } from './postal-codes.ts';

/** What a row says, for one of its countries, states and postal codes. */
export type Claim = { country?: string; state?: string; codes?: Codes; goal: Goal; line: number };

/** A row with its title line, and where to say what is wrong with it. */
type Row = { cells: readonly string[]; line: number; header: Header; problems: Problem[] };

/** Everywhere. */
const ANY = '*';

/** A longer row is something else, pasted here. */
const LONGEST_CELL = 20_000;
const MOST_PLACES = 20_000;

/** As many claims as a row has entries; none where something in it cannot be read. */
export function readRow(row: Row): Claim[] {
  if (row.cells.every((cell) => cell === '')) return [];
  const before = row.problems.length;
  const goal = readGoal(row);
  const places = readPlaces(row);
  if (!goal || row.problems.length > before) return [];
  return places.map((place) => ({ ...place, goal, line: row.line }));
}

type ClaimedPlace = Pick<Claim, 'country' | 'state' | 'codes'>;

function readPlaces(row: Row): ClaimedPlace[] {
  const cells = [cellOf(row, 'country'), cellOf(row, 'state'), cellOf(row, 'zip')];
  if (cells.every((cell) => cell === '')) {
    complain(row, 'country', 'this row says no place', `write ${ANY} for everywhere`);
  }
  const places: ClaimedPlace[] = [];
  if (cells.some((cell) => cell.length > LONGEST_CELL)) return tooLarge(row);
  for (const country of readCountries(row)) {
    const states = readStates(row, country);
    const zips = readZips(row, country);
    if (places.length + states.length * zips.length > MOST_PLACES) return tooLarge(row);
    for (const state of states) {
      for (const codes of zips) {
        places.push({
          ...(country !== undefined && { country }),
          ...(state !== undefined && { state }),
          ...(codes && { codes }),
        });
      }
    }
  }
  return places;
}

function tooLarge(row: Row): ClaimedPlace[] {
  complain(row, 'zip', `this row names more than ${MOST_PLACES} places`, 'use several rows');
  return [];
}

function cellOf({ cells, header }: Row, field: Field): string {
  const index = header.get(field);
  return index === undefined ? '' : (cells[index] ?? '');
}

function complain(
  { line, header, problems }: Row,
  field: Field,
  message: string,
  remedy?: string,
): void {
  const column = (header.get(field) ?? 0) + 1;
  problems.push(problemAt({ line, column }, message, remedy));
}

function readGoal(row: Row): Goal | undefined {
  const territory = cellOf(row, 'territory');
  const rep = cellOf(row, 'owner');
  if (territory === '' && rep === '') {
    complain(row, 'owner', 'this row says nobody', 'name a territory or an owner');
    return undefined;
  }
  if (rep !== '' && !isEmail(rep)) {
    const remedy = 'write it like ana@example.com';
    complain(row, 'owner', `the owner ${cited(rep)} is no e-mail address`, remedy);
  }
  return { ...(territory !== '' && { territory }), ...(rep !== '' && { rep }) };
}

/** Several in one cell: CA, NV or CA; NV. */
function entriesOf(cell: string): string[] {
  const entries = cell.split(/[,;|/]/).map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

/** One that is left open, where the cell says nothing. */
function readCountries(row: Row): (string | undefined)[] {
  const cell = cellOf(row, 'country');
  if (cell === '' || cell === ANY) return [undefined];
  // "Korea, South" is one.
  const whole = countryOf(cell);
  if (whole !== undefined) return [whole];
  return entriesOf(cell).map((entry) => {
    const country = countryOf(entry);
    if (country === undefined) {
      const remedy = 'write a code of two letters, as US';
      complain(row, 'country', `unknown country ${cited(entry)}`, remedy);
    }
    return country;
  });
}

function readStates(row: Row, country: string | undefined): (string | undefined)[] {
  const cell = cellOf(row, 'state');
  if (cell === '' || cell === ANY) return [undefined];
  return entriesOf(cell).map((entry) => {
    const state = stateOf(entry, country);
    if (state === undefined) {
      const of = country === undefined ? '' : ` of ${country}`;
      const remedy = country === undefined ? 'say its country too' : 'write its code, as CA';
      complain(row, 'state', `unknown state ${cited(entry)}${of}`, remedy);
    }
    return state;
  });
}

function readZips(row: Row, country: string | undefined): (Codes | undefined)[] {
  const cell = cellOf(row, 'zip');
  if (cell === '' || cell === ANY) return [undefined];
  return entriesOf(cell).map((entry) => {
    const codes = readCodes(entry, country);
    if (!codes) {
      const remedy = 'write 94107, 941* or 94000-94999';
      complain(row, 'zip', `${cited(entry)} is no postal code`, remedy);
    }
    return codes;
  });
}
