import { type Dice, dice } from '../../src/sandbox/company/chance.ts';

/** An account as the engine is asked about it. Revenue and employees are unknown of one in ten. */
export type BenchAccount = {
  name: string;
  domain: string;
  country: string;
  state: string | null;
  zip: string | null;
  industry: string;
  employees: number | null;
  revenue: number | null;
  score: number;
  type: string;
  parent: string;
};

const SEED = 20_260_101;
const PARENTS = 5000;

export const countries = ['US', ...codes(59)];
export const states = codes(51);
/** How postal codes begin in 918 areas, each in a state. */
export const areas = Array.from({ length: 918 }, (_, place) => String(place + 10).padStart(3, '0'));
export const industries = Array.from({ length: 120 }, (_, place) => `Industry ${place + 1}`);
export const types = ['prospect', 'customer', 'partner', 'competitor', 'vendor', 'other'];

function codes(count: number): string[] {
  const letters = [...'ABCDEFGHIJ'];
  return letters.flatMap((one) => letters.map((other) => `${one}${other}`)).slice(0, count);
}

export function stateOfArea(area: number): string {
  return states[area % states.length] ?? '';
}

export function anyParent(rolls: Dice): string {
  return `Parent ${zipf(PARENTS, rolls)} Holdings`;
}

export function nameOf(account: number): string {
  return `Company ${account} Industries`;
}

export function domainOf(account: number): string {
  return `company-${account}.example.com`;
}

/** A place in a list of that length: the first ones are much more likely. */
export function zipf(length: number, rolls: Dice): number {
  return Math.floor((length + 1) ** rolls.roll()) - 1;
}

export function accountsOf(count: number): BenchAccount[] {
  return Array.from({ length: count }, (_, number) => accountNumbered(number));
}

function accountNumbered(number: number): BenchAccount {
  const rolls = dice(SEED, 'trade', number);
  const country = countries[zipf(countries.length, rolls)] ?? 'US';
  const isHome = country === 'US';
  const area = rolls.below(areas.length);
  const size = Math.exp(1.6 * rolls.normal());
  return {
    name: nameOf(number),
    domain: domainOf(number),
    country,
    state: isHome ? stateOfArea(area) : null,
    zip: isHome ? `${areas[area]}${String(rolls.below(100)).padStart(2, '0')}` : null,
    industry: rolls.pick(industries),
    employees: rolls.happens(0.1) ? null : Math.ceil(120 * size * Math.exp(0.4 * rolls.normal())),
    revenue: rolls.happens(0.1) ? null : Math.ceil(2e7 * size * Math.exp(0.6 * rolls.normal())),
    score: rolls.below(101),
    type: rolls.pick(types),
    // One without a parent is its own.
    parent: rolls.happens(0.15) ? anyParent(rolls) : nameOf(number),
  };
}
