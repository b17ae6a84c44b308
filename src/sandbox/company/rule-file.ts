import type { Company } from './company.ts';
import type { Person } from './person.ts';
import type { Job } from './seat.ts';

/** The rules that the company's operations team keeps: `cadastre rules publish rules.txt`. */
export function ruleFile(company: Company): string {
  const { people } = company;
  const ops = people.find(({ job }) => job === 'revops')?.email ?? '';
  const parts = [heading, pools(people), named(people), relationships, strategic, vertical];
  return [...parts, geography(), catchAll].join('\n').replaceAll('$ops', ops);
}

const heading = `# Tallgrass: who gets which account, and why.
rule set "Routing 2026"
layers named accounts, existing relationship, strategic, vertical, geography, catch-all
ties most specific, smallest territory, oldest

list "Board accounts" = acme.com, acme-health.de, acme.co.jp
list "Partners" = acmelogistics.co.uk
list "Target industries" = Healthcare, Pharmaceuticals, Biotechnology
`;

function pools(people: Person[]): string {
  const named = (job: Job, holds: (person: Person) => boolean) =>
    people
      .filter((person) => person.job === job && !person.left && holds(person))
      .map(({ email, weight }) => (weight === 1 ? email : `${email} weight ${weight}`))
      .join(', ');
  const plain = (list: string) => list.replaceAll(/ weight [\d.]+/g, '');
  const inTeam = (team: string) => (person: Person) => person.team === team;
  const enterprise = named('ae', ({ team }) => team?.startsWith('Enterprise') ?? false);
  return `pool "Healthcare desk" round robin = ${plain(named('ae', () => true))}
  requires certificate HIPAA
  overflow "Inbound desk"

pool "Inbound desk" round robin = ${named('sdr', () => true)}

pool "Strategic desk" best fit by skills, language = ${plain(enterprise)}

pool "Mid-Market desk" weighted = ${named('ae', inTeam('Mid-Market'))}
  overflow "Inbound desk"

pool "SMB desk" least loaded by count = ${plain(named('ae', inTeam('SMB')))}
  overflow "Inbound desk"

pool "Public sector desk" claim = ${plain(enterprise)}
  requires certificate "FedRAMP basics"
`;
}

function named(people: Person[]): string {
  const vp = people.find(({ job }) => job === 'vp')?.email ?? '';
  return `${rule('Board accounts', 'named accounts', 1, {
    says: 'The board looks after these companies together with their present owner.',
    when: 'domain in list "Board accounts" and owner exists',
    gives: 'keep owner',
  })}  needs approval by ${vp}

${rule('Board accounts without an owner', 'named accounts', 2, {
  says: 'A board account without an owner is given away by hand.',
  when: 'domain in list "Board accounts"',
  gives: 'review',
})}
${rule('Partners stay', 'named accounts', 3, {
  says: 'Partners stay with whoever built the partnership.',
  when: 'owner exists and (domain in list Partners or type = partner)',
  gives: 'keep owner',
})}`;
}

const relationships = [
  rule('Open deals stay', 'existing relationship', 1, {
    says: 'While a deal is open, the account stays with whoever works the deal.',
    when: 'open_deal_owner exists and open_deal_value >= 10k',
    gives: 'owner of open deal',
  }),
  rule('Customers stay', 'existing relationship', 2, {
    says: 'Customers keep the owner they know.',
    when: 'type = customer and owner exists',
    gives: 'keep owner',
  }),
  rule('Families of customers', 'existing relationship', 3, {
    says: 'A new company of a family we know goes to the owner of its head.',
    when: 'owner missing and family_owner exists and record = account',
    gives: 'owner of family',
  }),
  rule('Families stay', 'existing relationship', 4, {
    says: 'A company of a family we know stays with the owner it has.',
    when: 'owner exists and family_owner exists and record = account',
    gives: 'keep owner',
  }),
  rule('Leads of known accounts', 'existing relationship', 5, {
    says: 'A lead from a company we know goes to the owner of that account.',
    when: 'record = lead and matched_owner exists',
    gives: 'owner of match',
  }),
  rule('Win-backs', 'existing relationship', 6, {
    says: 'Former customers stay with the rep who is winning them back.',
    when: 'former_customer = yes and owner exists',
    gives: 'keep owner',
  }),
  rule('Specialists stay', 'existing relationship', 7, {
    says: 'Hospitals, universities and the largest companies stay with the owner they have.',
    when: 'record = account and owner exists and (industry in (Healthcare, Education) or revenue >= 2bn)',
    gives: 'keep owner',
  }),
].join('\n');

const strategic = [
  rule('Strategic newcomers', 'strategic', 1, {
    says: 'New companies above $2bn go to the enterprise rep who fits best.',
    when: 'record = account and revenue >= 2bn and country in (US, CA)',
    gives: 'pool "Strategic desk"',
  }),
  rule('Giants abroad', 'strategic', 2, {
    says: 'New companies above $5bn outside North America are looked at by hand.',
    when: 'record = account and revenue >= 5bn and country not in (US, CA)',
    gives: 'review',
  }),
].join('\n');

const vertical = [
  rule('Inbound healthcare leads', 'vertical', 1, {
    says: 'Healthcare leads that come to us go to HIPAA-certified reps in turn.',
    when: 'record = lead and source = inbound and industry in list "Target industries"',
    gives: 'pool "Healthcare desk"',
  }),
  rule('New healthcare companies', 'vertical', 2, {
    says: 'New hospitals and clinics in the US go to HIPAA-certified reps in turn.',
    when: 'country = US and industry = Healthcare and employees between 200 and 999',
    gives: 'pool "Healthcare desk"',
  }),
  rule('Chicago healthcare', 'vertical', 3, {
    says: 'Healthcare around Chicago belongs to the Midwest team, whatever its size.',
    when: 'in region Chicago and industry = Healthcare',
    gives: 'territory mm-midwest',
  }),
  rule('New universities', 'vertical', 4, {
    says: 'New universities in the US are offered to reps who know the public sector.',
    when: 'country = US and industry = Education and employees >= 1000',
    gives: 'pool "Public sector desk"',
  }),
].join('\n');

const states: Record<string, string> = {
  northwest: 'WA, OR, ID, AK',
  mountain: 'CO, UT, MT, WY',
  southwest: 'AZ, NV, NM, HI',
  texas: 'TX, OK, LA, AR',
  midwest: 'IL, OH, MN, MI, MO, IN, WI, NE, IA, KS, SD, ND, KY',
  southeast: 'GA, FL, NC, TN, SC, AL, MS',
  'mid-atlantic': 'PA, MD, VA, DE, DC, WV, NJ',
  'new-york': 'NY',
  'new-england': 'MA, CT, RI, NH, VT, ME',
};
const inState = (...areas: string[]) =>
  `country = US and state in (${areas.map((area) => states[area]).join(', ')})`;
const southernCalifornia = ['90', '91', '92', '930', '931', '932', '933', '934', '935']
  .map((start) => `zip starts with ${start}`)
  .join(' or ');

/** Where, as an area and its condition; the size makes it a territory. */
const enterprise: Record<string, string> = {
  'northern-california': `country = US and state = CA and not (${southernCalifornia})`,
  'southern-california': `country = US and state = CA and (${southernCalifornia})`,
  ...Object.fromEntries(Object.keys(states).map((area) => [area, inState(area)])),
  canada: 'country = CA',
};
const northeast = `(country = CA or ${inState('mid-atlantic', 'new-york', 'new-england')})`;
const midMarket: Record<string, string> = {
  california: 'country = US and state = CA',
  west: inState('northwest', 'mountain', 'southwest'),
  texas: inState('texas'),
  midwest: inState('midwest'),
  northeast,
  southeast: inState('southeast'),
};
const small: Record<string, string> = {
  west: inState('northwest', 'mountain', 'southwest'),
  california: 'country = US and state = CA',
  midwest: inState('midwest'),
  northeast,
  southeast: inState('texas', 'southeast'),
};
const abroad: Record<string, string> = {
  'uk-ireland': 'in region "UK & Ireland"',
  dach: 'in region DACH',
  'france-benelux': 'country = FR or in region Benelux',
  nordics: 'in region Nordics',
  'southern-europe': 'country in (ES, IT, PT, GR)',
  'latin-america': 'in region LATAM',
  'japan-korea': 'in region "Japan & Korea"',
  'greater-china': 'in region "Greater China"',
  anz: 'in region ANZ',
  'india-sea': 'country = IN or in region ASEAN',
  'eastern-europe-mea': 'in region CEE or in region MENA or in region "Sub-Saharan Africa"',
};

function geography(): string {
  return [
    ...sized('Enterprise', 'ent', enterprise, 'employees >= 1000', 'from 1,000 employees'),
    ...sized(
      'Mid-Market',
      'mm',
      midMarket,
      'employees between 200 and 999',
      'of 200 to 999 employees',
    ),
    ...sized('SMB', 'smb', small, 'employees < 200', 'below 200 employees'),
    ...Object.entries(abroad).map(([key, when]) =>
      rule(`International ${key}`, 'geography', 4, {
        says: `All companies of this region belong to its own team.`,
        when,
        gives: `territory ${key}`,
      }),
    ),
  ].join('\n');
}

function sized(
  segment: string,
  prefix: string,
  areas: Record<string, string>,
  size: string,
  words: string,
): string[] {
  return Object.entries(areas).map(([area, where]) =>
    rule(`${segment} ${area}`, 'geography', 2, {
      says: `Companies ${words} in this area are ${segment}’s.`,
      when: `${where} and ${size}`,
      gives: `territory ${prefix}-${area}`,
    }),
  );
}

const catchAll = [
  rule('Inbound leads', 'catch-all', 1, {
    says: 'Leads that no other rule takes go to the inbound desk in turn.',
    when: 'record = lead',
    gives: 'pool "Inbound desk"',
  }),
  rule('Everything else', 'catch-all', 2, {
    says: 'What no rule takes is looked at by hand.',
    when: 'always',
    gives: 'review',
  }),
].join('\n');

function rule(
  name: string,
  layer: string,
  priority: number,
  { says, when, gives }: { says: string; when: string; gives: string },
): string {
  return `rule "${name}"
  in ${layer}, priority ${priority}
  says "${says}"
  when ${when}
  then ${gives}
  owner $ops
`;
}
