import type { NamePool } from './person-name.ts';
import { leaves } from './territory.ts';

export type Job =
  | 'ae'
  | 'sdr'
  | 'manager'
  | 'vp'
  | 'revops'
  | 'marketing'
  | 'customer success'
  | 'finance';

/** A chair of the organisation before a person is put on it. */
export type Seat = {
  job: Job;
  title: string;
  team: string | null;
  territory: string | null;
  pool: NamePool;
  timeZone: string;
  languages: string[];
};

type Ground = { pool: NamePool; timeZone: string; languages: string[] };

const grounds: Record<string, Ground> = {
  'na-west': ground('american', 'America/Los_Angeles', 'en'),
  'na-east': ground('american', 'America/New_York', 'en'),
  'ent-mountain': ground('american', 'America/Denver', 'en'),
  'ent-texas': ground('american', 'America/Chicago', 'en es'),
  'mm-texas': ground('american', 'America/Chicago', 'en es'),
  'ent-midwest': ground('american', 'America/Chicago', 'en'),
  'mm-midwest': ground('american', 'America/Chicago', 'en'),
  'smb-midwest': ground('american', 'America/Chicago', 'en'),
  'ent-canada': ground('american', 'America/Toronto', 'en fr'),
  'latin-america': ground('latin', 'America/Mexico_City', 'es pt en'),
  'uk-ireland': ground('british', 'Europe/London', 'en'),
  dach: ground('german', 'Europe/Berlin', 'de en'),
  'france-benelux': ground('french', 'Europe/Paris', 'fr nl en'),
  nordics: ground('nordic', 'Europe/Stockholm', 'sv fi en'),
  'southern-europe': ground('southern', 'Europe/Madrid', 'es it pt en'),
  'eastern-europe-mea': ground('eastern', 'Europe/Warsaw', 'pl ar en'),
  'japan-korea': ground('japanese', 'Asia/Tokyo', 'ja en'),
  'greater-china': ground('chinese', 'Asia/Singapore', 'zh en'),
  anz: ground('australian', 'Australia/Sydney', 'en'),
  'india-sea': ground('indian', 'Asia/Kolkata', 'en hi'),
};

const accountExecutive: Record<string, string> = {
  'Enterprise West': 'Enterprise Account Executive',
  'Enterprise East': 'Enterprise Account Executive',
  'Mid-Market': 'Mid-Market Account Executive',
  SMB: 'Account Executive, SMB',
  EMEA: 'Account Executive, EMEA',
  APAC: 'Account Executive, APAC',
};

/** Where a team's manager and its development rep sit. */
const teamGrounds: Record<string, Ground> = {
  'Enterprise West': grounded('na-west'),
  'Enterprise East': grounded('na-east'),
  'Mid-Market': grounded('ent-texas'),
  SMB: grounded('na-east'),
  EMEA: grounded('uk-ireland'),
  APAC: grounded('anz'),
};

export const seats: Seat[] = [
  office('vp', 'VP Sales', 'na-east'),
  ...Object.keys(teamGrounds).map((team) => inTeam('manager', 'Regional Sales Director', team)),
  ...leaves.map((leaf) => ({
    ...grounded(leaf.key, leaf.parent),
    job: 'ae' as const,
    title: accountExecutive[leaf.team ?? ''] ?? 'Account Executive',
    team: leaf.team,
    territory: leaf.key,
  })),
  ...Object.keys(teamGrounds).map((team) => inTeam('sdr', 'Sales Development Rep', team)),
  office('revops', 'Director of Revenue Operations', 'na-west'),
  office('revops', 'Revenue Operations Manager', 'na-east'),
  office('revops', 'Sales Operations Analyst', 'uk-ireland'),
  office('marketing', 'Head of Account-Based Marketing', 'na-east'),
  office('customer success', 'Customer Success Manager', 'na-west'),
  office('customer success', 'Customer Success Manager', 'na-east'),
  office('customer success', 'Customer Success Manager', 'france-benelux'),
  office('customer success', 'Customer Success Manager', 'india-sea'),
  office('finance', 'Commissions Analyst', 'na-east'),
];

function office(job: Job, title: string, place: string): Seat {
  return { ...grounded(place), job, title, team: null, territory: null };
}

function inTeam(job: 'manager' | 'sdr', title: string, team: string): Seat {
  const base = teamGrounds[team] ?? grounded('na-east');
  return { ...base, job, title: `${title}, ${team}`, team, territory: null };
}

function grounded(place: string, region?: string | null): Ground {
  return grounds[place] ?? grounds[region ?? ''] ?? ground('american', 'America/New_York', 'en');
}

function ground(pool: NamePool, timeZone: string, languages: string): Ground {
  return { pool, timeZone, languages: languages.split(' ') };
}
