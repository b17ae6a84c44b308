import type { RuleText } from './rule-text.ts';

/** Whom the rules name. */
export type RuleStaff = {
  vp: string;
  /** Development reps who stand beside the owner. */
  westernSdr: string;
  easternSdr: string;
  /** Executives who cover these. */
  newYork: Named;
  northeast: Named;
};
type Named = { name: string; email: string };

const universities = 'country = US and (industry = Education or name contains "university")';
const healthcare = 'industry in list "Healthcare and life sciences"';
const largest = 'country in (US, CA) and revenue >= 250M';

export function namedAccountRules({ vp, easternSdr }: RuleStaff): RuleText[][] {
  const keeps: RuleText = {
    name: 'Board accounts',
    says: 'The board looks after these companies together with their present owner.',
    when: 'domain in list "Board accounts" and owner exists',
    gives: 'keep owner',
    more: [`needs approval by ${vp}`],
  };
  const waits: RuleText = {
    name: 'Board accounts without an owner',
    says: 'The board itself names the owner of a company that it looks after.',
    when: 'domain in list "Board accounts" and owner missing',
    gives: 'review',
  };
  const partners: RuleText = {
    name: 'Partners stay',
    says: 'Partners stay with whoever built the partnership.',
    when: 'owner exists and (domain in list Partners or type = partner)',
    gives: 'keep owner',
  };
  const strategic: RuleText = {
    name: 'Strategic accounts',
    says: 'The accounts on the strategic list go to the enterprise rep who fits best, once the VP agrees.',
    when: 'domain in list "Strategic accounts"',
    gives: 'pool "Strategic desk"',
    more: [`with SDR ${easternSdr}`, 'tags strategic', `needs approval by ${vp}`],
  };
  return [[keeps], [waits], [partners], [strategic]];
}

/** What is dealt further down is for newcomers: whoever has an account of that kind keeps it. */
export const relationshipRules: RuleText[][] = [
  [
    {
      name: 'Open deals stay',
      says: 'While a deal of $10,000 or more is open, the account stays with whoever works the deal.',
      when: 'open_deal_owner exists and open_deal_value >= 10k',
      gives: 'owner of open deal',
    },
  ],
  [staying('Customers stay', 'Customers keep the owner they know.', 'type = customer')],
  [
    staying(
      'Win-backs stay',
      'Former customers stay with the rep who is winning them back.',
      'former_customer = yes',
    ),
  ],
  [
    staying(
      'First sixty days',
      'Nobody loses an account in the first 60 days after it came to us.',
      'record = account and created within 60 days',
    ),
  ],
  [
    {
      name: 'Subsidiaries go with their parent',
      says: 'A new subsidiary goes to the owner of its parent company.',
      when: 'record = account and owner missing and parent_owner exists',
      gives: 'owner of parent',
    },
  ],
  [
    staying(
      'Families stay',
      'A subsidiary stays with the owner it has.',
      'record = account and family_owner exists',
    ),
  ],
  [
    {
      name: 'Leads of known accounts',
      says: 'A lead from a company we know goes to the owner of that account.',
      when: 'record = lead and matched_owner exists',
      gives: 'owner of match',
    },
  ],
  [
    staying(
      'Largest companies stay',
      'Companies above $250M in the US and Canada keep the rep they have.',
      largest,
    ),
    staying(
      'Universities stay',
      'US universities and schools keep the rep they have.',
      universities,
    ),
    staying(
      'Western companies stay',
      'Western companies above $50M with fewer than 1,000 employees keep the rep they have.',
      'in region "US West" and revenue > 50M and employees < 1000',
    ),
  ],
];

export function strategicRules({ westernSdr }: RuleStaff): RuleText[][] {
  const newcomers: RuleText = {
    name: 'Largest newcomers',
    says: 'New companies above $250M in the US and Canada go to the enterprise rep who fits best.',
    when: `record = account and ${largest}`,
    gives: 'pool "Strategic desk"',
    more: [`with SDR ${westernSdr}`, 'tags large, new'],
  };
  const abroad: RuleText = {
    name: 'Largest companies abroad',
    says: 'Whom a company above $500M outside the US and Canada should go to is decided by hand.',
    when: 'record = account and owner missing and country not in (US, CA) and revenue >= 500M',
    gives: 'review',
  };
  return [[newcomers], [abroad]];
}

export function verticalRules(staff: RuleStaff, season: Season): RuleText[][] {
  return [
    ...healthcareRules,
    universityRules,
    softwareRules,
    campaignRules(season),
    financeRules(staff),
  ];
}

/** Chicago comes before the certificate: the declared order decides between a place and a trade. */
const healthcareRules: RuleText[][] = [
  [
    {
      name: 'Inbound healthcare leads',
      says: 'Healthcare and life-science leads who come to us go to HIPAA-certified reps in turn.',
      when: `record = lead and source = inbound and ${healthcare}`,
      gives: 'pool "Healthcare desk"',
    },
  ],
  [
    {
      name: 'Chicago healthcare',
      says: 'Healthcare and life sciences in and around Chicago belong to Mid-Market Midwest, whatever their size.',
      when: `record = account and ${healthcare} and in region Chicago`,
      gives: 'territory mm-midwest',
      more: ['labels chicago, pilot'],
    },
  ],
  [
    staying(
      'Healthcare stays',
      'Healthcare and life-science companies in the US keep the rep they have.',
      `record = account and country = US and ${healthcare}`,
    ),
  ],
  [
    {
      name: 'Healthcare newcomers',
      says: 'New healthcare and life-science companies in the US go to HIPAA-certified reps in turn.',
      when: `record = account and country = US and ${healthcare}`,
      gives: 'pool "Healthcare desk"',
      more: ['tags healthcare'],
    },
  ],
];

const universityRules: RuleText[] = [
  {
    name: 'Universities',
    says: 'New US universities and schools belong to the enterprise rep who claims them first.',
    when: `record = account and ${universities}`,
    gives: 'pool "Public sector desk"',
  },
];

const softwareRules: RuleText[] = [
  {
    name: 'Mid-size software companies',
    says: 'Software companies in the US with 200 to 999 employees are shared by Mid-Market, by the time each rep has.',
    when: 'country = US and industry = Software and employees between 200 and 999',
    gives: 'pool "Mid-Market desk"',
  },
];

type Season = { from: string; until: string };

function campaignRules({ from, until }: Season): RuleText[] {
  return [
    {
      name: 'Campaign leads',
      says: 'While the campaign runs, leads that marketing has qualified go to the inbound desk in turn.',
      when: 'record = lead and lifecycle = "marketing qualified lead"',
      gives: 'pool "Inbound desk"',
      more: [`from ${from} until ${until}`, 'labels campaign'],
    },
  ];
}

/** Both fit an insurer in Manhattan, and neither comes first: a conflict that ops have not settled. */
function financeRules({ newYork, northeast }: RuleStaff): RuleText[] {
  return [
    {
      name: 'Insurers, New York State',
      says: `Insurance companies in New York State belong to ${newYork.name}.`,
      when: 'country = US and state = NY and industry = Insurance',
      gives: `rep ${newYork.email}`,
    },
    {
      name: 'Finance, Manhattan',
      says: `Banks, insurers and other finance companies in Manhattan belong to ${northeast.name}.`,
      when: 'country = US and zip starts with "100" and industry in list Finance',
      gives: `rep ${northeast.email}`,
    },
  ];
}

export const sizeRules: RuleText[][] = [
  [
    {
      name: 'Smallest companies',
      says: 'Companies in the US and Canada with fewer than 5 employees go to the small-business rep who has least.',
      when: 'country in (US, CA) and employees < 5',
      gives: 'pool "Small business desk"',
    },
  ],
];

export const remainingRules: RuleText[][] = [
  [
    {
      name: 'All other leads',
      says: 'Leads that no other rule takes go to the inbound desk in turn.',
      when: 'record = lead',
      gives: 'pool "Inbound desk"',
    },
  ],
  [
    {
      name: 'Everything else',
      says: 'What no rule takes is looked at by hand.',
      when: 'always',
      gives: 'review',
    },
  ],
];

function staying(name: string, says: string, when: string): RuleText {
  return { name, says, when: `owner exists and ${when}`, gives: 'keep owner' };
}
