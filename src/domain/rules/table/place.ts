import { fold } from '../fold.ts';

/** As narrow as a row says; nothing at all is everywhere. A postal code is given by how it begins. */
export type Place = { country?: string; state?: string; zip?: string };

/** Who gets a place: a territory, a rep, or a rep who works it under the territory's name. */
export type Goal = { territory?: string; rep?: string };

/** Where in a row, whose it is, and where the table says so. */
export type Spot = { place: Place; goal: Goal; line: number };

export function placeKey({ country = '', state = '', zip = '' }: Place): string {
  return `${country}|${state}|${zip}`.toUpperCase();
}

export function goalKey({ territory = '', rep = '' }: Goal): string {
  return `${fold(territory)}|${fold(rep)}`;
}

export function nameOfGoal({ territory, rep }: Goal): string {
  if (territory === undefined) return rep ?? '';
  return rep === undefined ? territory : `${territory} (${rep})`;
}

export function nameOfPlace({ country, state, zip }: Place): string {
  return [country, state, zip].filter((part) => part !== undefined).join(' ') || 'everywhere';
}

/** Larger is narrower: a longer beginning of a postal code, then a state, then a country. */
export function narrowness({ country, state, zip = '' }: Place): number {
  return zip.length * 4 + (state === undefined ? 0 : 2) + (country === undefined ? 0 : 1);
}
