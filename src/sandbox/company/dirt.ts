import type { Account } from './account.ts';
import { type Dice, dice } from './chance.ts';

type Stain = (account: Account, rolls: Dice) => Partial<Account>;

/** What people and imports do to records. */
const stains: Stain[] = [
  () => ({ country: '' }),
  () => ({ country: '', state: '', city: '', zip: '' }),
  ({ country }) => ({ country: shortCountries[country] ?? country.toUpperCase() }),
  ({ name }) => ({ name: name.toUpperCase() }),
  ({ name }) => ({ name: name.toLowerCase() }),
  ({ name }) => ({ name: `${name}  ` }),
  ({ name }) => ({ name: name.replace(' ', '  ') }),
  ({ city, state }) => ({ city: state, state: city }),
  ({ name, domain }) => ({ name: domain, website: name }),
  ({ domain }) => ({ domain: `http://www.${domain}/` }),
  ({ domain }) => ({ domain: domain.replace('.', ',') }),
  (_, rolls) => ({ domain: rolls.pick(['gmail.com', 'n/a', 'unknown', 'linkedin.com']) }),
  () => ({ domain: '', website: '' }),
  () => ({ industry: '' }),
  () => ({ employees: 0 }),
  ({ zip }) => ({ zip: zip.replace(/\D/g, '').replace(/^0+/, '') }),
];

const shortCountries: Record<string, string> = {
  'United States': 'USA',
  'United Kingdom': 'UK',
  'United Arab Emirates': 'UAE',
  Germany: 'Deutschland',
  Netherlands: 'The Netherlands',
  Brazil: 'Brasil',
};

export function soil(seed: number, account: Account): Account {
  const rolls = dice(seed, 'dirt', account.index);
  if (!rolls.happens(0.09)) return account;
  return { ...account, ...rolls.pick(stains)(account, rolls) };
}
