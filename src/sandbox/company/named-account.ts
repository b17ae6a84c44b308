import { type Account, createdAtOf, crmIdOf, modifiedAtOf, type Setting } from './account.ts';
import type { Person } from './person.ts';

/** The first accounts are written by hand: the family, the copy and the stranger that "acme" may mean. */
type Sketch = Pick<Account, 'name' | 'domain' | 'country' | 'state' | 'city' | 'zip' | 'industry'> &
  Partial<Account> & { leaf: string; holders: string[] };

const sketches: Sketch[] = [
  {
    name: 'Acme Corporation',
    domain: 'acme.com',
    moreDomains: ['acme.io'],
    aliases: ['ACM', 'Acme'],
    ticker: 'ACM',
    country: 'United States',
    state: 'CA',
    city: 'Oakland',
    zip: '94612',
    industry: 'MACHINERY',
    employees: 5400,
    revenue: 1_200_000_000,
    standing: 'customer',
    leaf: 'ent-northern-california',
    holders: ['ent-southwest', 'mm-california', 'ent-northern-california'],
  },
  {
    name: 'Acme Health GmbH',
    domain: 'acme-health.de',
    aliases: ['Acme Gesundheit'],
    country: 'Germany',
    state: 'Bayern',
    city: 'München',
    zip: '80331',
    industry: 'HOSPITAL_HEALTH_CARE',
    employees: 640,
    revenue: 88_000_000,
    standing: 'customer',
    parent: 0,
    leaf: 'dach',
    holders: ['nordics', 'dach'],
  },
  {
    name: 'Acme Robotics K.K.',
    domain: 'acme.co.jp',
    aliases: ['アクメロボティクス'],
    country: 'Japan',
    state: 'Tokyo',
    city: 'Tokyo',
    zip: '105-0011',
    industry: 'INDUSTRIAL_AUTOMATION',
    employees: 310,
    revenue: 54_000_000,
    parent: 0,
    leaf: 'japan-korea',
    holders: ['japan-korea'],
  },
  {
    name: 'Acme Logistics Ltd',
    domain: 'acmelogistics.co.uk',
    country: 'United Kingdom',
    state: 'Greater Manchester',
    city: 'Manchester',
    zip: 'M1 2AB',
    industry: 'LOGISTICS_AND_SUPPLY_CHAIN',
    employees: 190,
    revenue: 31_000_000,
    parent: 0,
    leaf: 'uk-ireland',
    holders: ['', 'uk-ireland'],
  },
  {
    name: 'ACME CORP',
    domain: 'www.acme.com',
    country: 'USA',
    state: 'California',
    city: 'Oakland',
    zip: '',
    industry: '',
    leaf: 'smb-california',
    holders: ['smb-california'],
  },
  {
    name: 'Acme Brick & Tile LLC',
    domain: 'acmebrickandtile.com',
    country: 'United States',
    state: 'TX',
    city: 'Dallas',
    zip: '75201',
    industry: 'CONSTRUCTION',
    employees: 420,
    revenue: 61_000_000,
    leaf: 'mm-texas',
    holders: ['mm-west', 'mm-texas'],
  },
];

const dayMs = 86_400_000;
/** Days before today at which the owners came, youngest last. */
const arrivals = [1460, 590, 96];

export function namedAccount(setting: Setting, index: number): Account {
  const { today, sales } = setting;
  const sketch = sketches[index];
  if (!sketch) throw new Error(`No named account ${index}`);
  const { leaf, holders, ...facts } = sketch;
  const owners = holders.map((place, nth) => ({
    owner: holderOf(sales.holders.get(place)),
    at: today - (arrivals[arrivals.length - holders.length + nth] ?? 0) * dayMs,
    by: sales.ops[nth % sales.ops.length]?.crmUserId ?? null,
    source: nth === 0 ? ('IMPORT' as const) : ('CRM_UI' as const),
  }));
  return {
    index,
    crmId: crmIdOf(index),
    website: `https://${facts.domain}`,
    moreDomains: [],
    aliases: [],
    ticker: '',
    formerNames: index === 0 ? [{ name: 'Acme Widgets Inc', until: today - 800 * dayMs }] : [],
    phone: '+1 510 5550100',
    employees: null,
    revenue: null,
    standing: 'prospect',
    parent: null,
    territory: leaf,
    owner: owners.at(-1)?.owner ?? '',
    owners,
    createdAt: createdAtOf(setting, index),
    modifiedAt: modifiedAtOf(setting, index),
    ...facts,
  };
}

function holderOf(holder: { executive: Person } | undefined): string {
  return holder?.executive.crmOwnerId ?? '';
}
