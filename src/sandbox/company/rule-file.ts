import type { Account } from './account.ts';
import {
  namedAccountRules,
  type RuleStaff,
  relationshipRules,
  remainingRules,
  sizeRules,
  strategicRules,
  verticalRules,
} from './account-rules.ts';
import { regionTexts } from './area.ts';
import { geographyRules } from './area-rules.ts';
import type { Company } from './company.ts';
import { poolTexts } from './pool-text.ts';
import { layerText, type RuleText } from './rule-text.ts';

const dayMs = 86_400_000;

/** The rules that the company's operations team keeps: `cadastre rules publish rules.txt`. */
export function ruleFile(company: Company): string {
  const { people } = company;
  const ops = people.find(({ job }) => job === 'revops')?.email ?? '';
  const layers = Object.entries(layersOf(company)).map(([layer, groups]) =>
    layerText(layer, groups, ops),
  );
  return `${[heading, listTexts(company), regionTexts(), poolTexts(people), ...layers].join('\n\n')}\n`;
}

const heading = `# Tallgrass: who gets which account, and why.
rule set "Routing 2026"
layers named accounts, existing relationship, strategic, vertical, size, geography, catch-all
ties most specific, smallest territory, oldest`;

function layersOf(company: Company): Record<string, RuleText[][]> {
  const staff = staffOf(company);
  const day = (days: number) =>
    new Date(company.setting.today + days * dayMs).toISOString().slice(0, 10);
  return {
    'named accounts': namedAccountRules(staff),
    'existing relationship': relationshipRules,
    strategic: strategicRules(staff),
    vertical: verticalRules(staff, { from: day(-200), until: day(120) }),
    size: sizeRules,
    geography: geographyRules,
    'catch-all': remainingRules,
  };
}

function staffOf({ people, setting }: Company): RuleStaff {
  const sdrOf = (team: string) =>
    people.find((person) => person.job === 'sdr' && person.team === team)?.email ?? '';
  const holderOf = (territory: string) =>
    setting.sales.holders.get(territory)?.acting ?? { name: 'nobody', email: '' };
  return {
    vp: people.find(({ job }) => job === 'vp')?.email ?? '',
    westernSdr: sdrOf('Enterprise West'),
    easternSdr: sdrOf('Enterprise East'),
    newYork: holderOf('ent-new-york'),
    northeast: holderOf('mm-northeast'),
  };
}

function listTexts(company: Company): string {
  const large = largestOf(company);
  const unowned = large.find(({ owner, country }) => owner === '' && country !== 'United States');
  const lists = {
    'Board accounts': ['acme.com', 'acme-health.de', 'acme.co.jp', ...domainsOf(unowned)],
    Partners: ['acmelogistics.co.uk'],
    'Strategic accounts': strategicOf(company, large).flatMap(domainsOf),
    'Healthcare and life sciences': healthcare,
    Finance: ['Banking', 'Insurance', '"Financial Services"'],
  };
  return Object.entries(lists)
    .map(([name, values]) => `list "${name}" = ${values.join(', ') || 'none'}`)
    .join('\n');
}

const healthcare = ['Healthcare', 'Pharmaceuticals', 'Biotechnology', '"Medical Devices"'];

/** Enough to find some large ones among, and few enough for a company of any size. */
const LOOKED_AT = 2000;
const LARGEST = 40;
const STRATEGIC = 6;

/** Prospects with a clean domain, the largest first. */
function largestOf({ account, accountCount }: Company): Account[] {
  return Array.from({ length: Math.min(accountCount, LOOKED_AT) }, (_, index) => account(index))
    .filter(
      ({ domain, standing }) => standing === 'prospect' && /^[a-z0-9-]+(\.[a-z]+)+$/.test(domain),
    )
    .toSorted((one, other) => (other.employees ?? 0) - (one.employees ?? 0))
    .slice(0, LARGEST);
}

/** At home, and either nobody's or an enterprise executive's who is here. */
function strategicOf({ people }: Company, large: Account[]): Account[] {
  const enterprise = people.filter(
    ({ job, team, left }) => job === 'ae' && !left && team?.startsWith('Enterprise'),
  );
  const owners = new Set(['', ...enterprise.map(({ crmOwnerId }) => crmOwnerId)]);
  return large
    .filter(({ country, owner }) => country === 'United States' && owners.has(owner))
    .slice(0, STRATEGIC);
}

function domainsOf(account: Account | undefined): string[] {
  return account ? [account.domain] : [];
}
