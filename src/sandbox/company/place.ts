import type { Dice } from './chance.ts';
import { placeRows } from './place-rows.ts';
import type { Tongue } from './tongue.ts';

type City = { name: string; state: string; zip: string };

export type Country = {
  name: string;
  tongue: Tongue;
  /** Share of names written in the country's own script; the rest are in Latin letters. */
  native: number;
  tld: string;
  dial: string;
  suffixes: string[];
  cities: City[];
};

export type Place = { country: Country; city: string; state: string; zip: string };

const weighted: Country[] = [];

for (const row of placeRows.trim().split('\n')) {
  const [name = '', tongue = '', native = '', tld = '', dial = '', weight = '', suffixes, cities] =
    row.split('|');
  const country: Country = {
    name,
    tongue: tongue as Tongue,
    native: Number(native),
    tld,
    dial,
    suffixes: (suffixes ?? '').split(','),
    cities: (cities ?? '').split(';').map(parseCity),
  };
  for (let copies = Number(weight); copies > 0; copies -= 1) weighted.push(country);
}

export function pickPlace(dice: Dice): Place {
  const country = dice.pick(weighted);
  const city = dice.lean(country.cities);
  return { country, city: city.name, state: city.state, zip: fillZip(city.zip, dice) };
}

function parseCity(text: string): City {
  const [name = '', state = '', zip = ''] = text.split('/');
  return { name, state, zip };
}

/** `94## @` → digits for #, letters for @. */
function fillZip(pattern: string, dice: Dice): string {
  return pattern.replace(/[#@]/g, (mark) =>
    mark === '#' ? String(dice.below(10)) : dice.pick([...'ABDEFGHJLNPRSTUWXYZ']),
  );
}
