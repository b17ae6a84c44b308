import anyAscii from 'any-ascii';
import type { Dice } from './chance.ts';
import { type Industry, localTrades } from './industry.ts';
import type { Country, Place } from './place.ts';
import { inventWord, type Tongue } from './tongue.ts';

/** A company's name in parts, so that a subsidiary or a sloppy copy can reuse some of them. */
export type CompanyName = { brand: string; trade: string; suffix: string; script: Tongue };

const ordinary = list(
  'Blue Red Green Silver Golden Iron Copper Stone Oak Cedar Maple Pine Birch Willow River Lake Harbor Bay Coastal Mountain Summit Ridge Valley Prairie Meadow Canyon Desert Island North South East West Northern Southern Eastern Western Central Midland Upper Lower Grand First United National Global Allied Premier Pioneer Heritage Legacy Liberty Patriot Keystone Cornerstone Beacon Compass Anchor Lighthouse Bridge Gateway Crossroads Frontier Horizon Sunrise Sunset Morning Evening Bright Clear Swift Steady Noble Royal Crown Castle Tower Granite Marble Slate Flint Quartz Amber Crimson Emerald Sapphire Ivory Ebony Falcon Heron Osprey Raven Otter Badger Fox Wolf Bison Elk Trout Salmon Juniper Sage Clover Thistle Fern Orchard Harvest Mill Forge Anvil Lantern Quill Ledger Abacus Vector Pixel Quantum Vertex Zenith Orbit Comet Nova Polar Arctic Pacific Atlantic Caspian Cascade Tidal Current Delta Summerfield Winterbourne Foxglove Millrace Kingfisher Sandpiper Whitewater Stonebridge Oakhurst Redwood Goldfinch',
);
const surnames = list(
  'Abernethy Aldous Ashdown Atwell Bagley Balfour Barrow Beckwith Bellamy Birchall Blakeway Brackett Calloway Carrow Chadwick Claxton Cobbold Corrigan Crabtree Dalgleish Daventry Denholm Dunmore Eastham Ellery Fairweather Fenwick Finlayson Gillespie Greenhalgh Hadley Halloran Hargreave Hathersage Holloway Inglethorpe Jessop Kilbride Kirkbride Lathrop Ledbetter Lockhart Lorimer Maitland Marchbank Merriweather Mowbray Netherby Oakes Ollerton Pemberley Penhallow Prescott Quayle Radcliffe Ravenscroft Rushworth Saltmarsh Satterfield Selwyn Sheffield Stanhope Tattersall Thackeray Thornbury Tillotson Underhill Vandermeer Wakefield Wexford Whitcombe Winslow Wolcott Woolley Yardley Yelverton Zimmer',
);

const latinSuffixes: Partial<Record<Tongue, string[]>> = {
  japanese: ['K.K.', 'Co., Ltd.', 'KK', 'G.K.'],
  chinese: ['Co., Ltd.', 'Co. Ltd'],
  korean: ['Co., Ltd.', 'Corp.'],
  cyrillic: ['OOO', 'LLC', 'AD'],
  greek: ['S.A.', 'Ltd'],
  arabic: ['LLC', 'FZ-LLC', 'FZE'],
  hebrew: ['Ltd', 'Ltd.'],
};

export function nameCompany(place: Place, industry: Industry, dice: Dice): CompanyName {
  const { country } = place;
  if (country.tongue === 'english' || !dice.happens(country.native)) {
    return { ...englishName(place, industry, dice), suffix: pickSuffix(country, 'english', dice) };
  }
  const script = country.tongue;
  const brand = inventWord(script, dice);
  const trade = dice.happens(0.72) ? dice.lean(localTrades[script]) : '';
  return { brand, trade, suffix: pickSuffix(country, script, dice), script };
}

export function pickSuffix(country: Country, script: Tongue, dice: Dice): string {
  const latin = script === country.tongue ? undefined : latinSuffixes[country.tongue];
  return dice.lean(latin ?? country.suffixes);
}

export function writeName({ brand, trade, suffix, script }: CompanyName): string {
  switch (script) {
    case 'japanese':
      return suffix === '株式会社' && brand.length % 2 === 0
        ? `${suffix}${brand}${trade}`
        : `${brand}${trade}${suffix}`;
    case 'chinese':
      return `${brand}${trade}${suffix}`;
    case 'korean':
      return `${suffix} ${brand}${trade}`;
    case 'cyrillic':
      return `${suffix} «${brand}${trade}»`;
    case 'arabic':
      return `شركة ${[brand, trade, suffix].filter(Boolean).join(' ')}`;
    default:
      return [brand, trade, suffix].filter(Boolean).join(' ');
  }
}

/** Letters and digits in ASCII, for domains: `Brélois & Fils` → `breloisfils`. */
export function slug(text: string): string {
  return anyAscii(text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** `Blue Heron Freight` → `BHF`; one word gives its first three letters. */
export function initials(text: string): string {
  const letters = anyAscii(text).match(/[A-Za-z]+/g) ?? ['X'];
  const first = letters.map((word) => word.charAt(0)).join('');
  return (first.length > 1 ? first : (letters[0] ?? 'X').slice(0, 3)).toUpperCase().slice(0, 4);
}

function englishName(place: Place, industry: Industry, dice: Dice): Omit<CompanyName, 'suffix'> {
  const trade = dice.lean(industry.words);
  const name = (brand: string, of = trade) => ({ brand, trade: of, script: 'english' as const });
  const kind = dice.roll();
  if (kind < 0.54) return name(inventWord('english', dice));
  if (kind < 0.66) return name(`${dice.lean(ordinary)} ${inventWord('english', dice)}`);
  if (kind < 0.8) return name(`${dice.pick(ordinary)} ${dice.pick(ordinary)}`);
  if (kind < 0.88) return name(inventWord('english', dice), '');
  if (kind < 0.94) return name(`${dice.pick(surnames)} & ${inventWord('english', dice)}`);
  if (kind < 0.98) return name(`${place.city} ${inventWord('english', dice)}`);
  return name(`${letter(dice)}${letter(dice)}${letter(dice)} ${dice.pick(ordinary)}`);
}

function letter(dice: Dice): string {
  return dice.pick([...'ABCDEFGHIJKLMNOPRSTUVWXZ']);
}

function list(text: string): string[] {
  return text.split(' ');
}
