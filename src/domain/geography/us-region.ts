import type { Region } from '../rules/rule-set.ts';

/**
 * The four census regions share out all states: West, Midwest, South, Northeast. "US West" is the census West and so has
 * the mountain states; who means only the coast says US Pacific. Mountain, Pacific and New England are census divisions.
 * Southeast, Southwest and Mid-Atlantic cut across them as sales teams do, in the lines of the Bureau of Economic Analysis
 * (its Mideast is the Mid-Atlantic). Puerto Rico and the other territories are in none.
 */
const lists: Readonly<Record<string, string>> = {
  'US West': 'AK AZ CA CO HI ID MT NM NV OR UT WA WY',
  'US Midwest': 'IA IL IN KS MI MN MO ND NE OH SD WI',
  'US South': 'AL AR DC DE FL GA KY LA MD MS NC OK SC TN TX VA WV',
  'US Northeast': 'CT MA ME NH NJ NY PA RI VT',
  'US Pacific': 'AK CA HI OR WA',
  'US Mountain': 'AZ CO ID MT NM NV UT WY',
  'New England': 'CT MA ME NH RI VT',
  'Mid-Atlantic': 'DC DE MD NJ NY PA',
  'US Southeast': 'AL AR FL GA KY LA MS NC SC TN VA WV',
  'US Southwest': 'AZ NM OK TX',
};

export const usRegions: Region[] = Object.entries(lists).map(([name, states]) => ({
  name,
  places: [{ country: 'US', states: states.split(' ') }],
}));
