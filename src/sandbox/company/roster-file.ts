import type { Company } from './company.ts';
import type { Person } from './person.ts';
import type { Job } from './seat.ts';

/** What an operator imports into the bot: `cadastre import roster.json`. People are named by e-mail. */
export type RosterFile = {
  teams: { name: string; channel: string; manager: string }[];
  reps: RosterRep[];
  /** Parents come before their children; the root has none. */
  territories: {
    key: string;
    name: string;
    parent: string | null;
    coverage: { role: 'AE' | 'SDR' | 'CSM'; email: string }[];
  }[];
  pins: RosterPin[];
};

type RosterRep = {
  email: string;
  name: string;
  title: string;
  slackUserId: string;
  role: 'rep' | 'manager' | 'ops' | 'viewer';
  team: string | null;
  skills: string[];
  languages: string[];
  certificates: string[];
  /** Accounts that the person can care for; null where nobody counts. */
  capacity: number | null;
  weight: number;
  timeZone: string;
  /** Local hours per weekday; a day without an entry is free. */
  workingHours: Partial<Record<Weekday, { from: string; until: string }[]>>;
  absences: { from: string; until: string; reason: string; backup: string | null }[];
};

type RosterPin = ({ domain: string } | { crmId: string }) & {
  who: string;
  why: string;
  until: string | null;
};

type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Leavers are not in it: the bot learns of them from the CRM and from Slack. */
export function rosterFile(company: Company): RosterFile {
  return {
    teams: company.teams.map(({ name, channel, manager }) => ({
      name,
      channel: channelId(company, channel),
      manager: manager.email,
    })),
    reps: company.people.filter(({ left }) => !left).map(rosterRep),
    territories: company.territories.map(({ key, name, parent }) => ({
      key,
      name,
      parent,
      coverage: coverageOf(company, key),
    })),
    pins: pinsOf(company),
  };
}

/** Slack posts to an id; a name is only how people find it. */
function channelId({ channels }: Company, named: string): string {
  return channels.find(({ name }) => name === named)?.id ?? named;
}

function rosterRep(person: Person): RosterRep {
  const { from, until } = person.languages.includes('es')
    ? { from: '09:30', until: '18:30' }
    : { from: '09:00', until: '17:30' };
  const day = [{ from, until }];
  return {
    email: person.email,
    name: person.name,
    title: person.title,
    slackUserId: person.slackUserId,
    role: roles[person.job],
    team: person.team,
    skills: person.skills,
    languages: person.languages,
    certificates: person.certificates,
    capacity: person.capacity,
    weight: person.weight,
    timeZone: person.timeZone,
    workingHours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    absences: person.absences,
  };
}

const roles: Record<Job, RosterRep['role']> = {
  ae: 'rep',
  sdr: 'rep',
  manager: 'manager',
  vp: 'manager',
  revops: 'ops',
  marketing: 'viewer',
  'customer success': 'viewer',
  finance: 'viewer',
};

const successManagers = ['na-west', 'na-east', 'emea', 'apac'];

function coverageOf(company: Company, key: string): RosterFile['territories'][number]['coverage'] {
  const territory = company.territories.find((one) => one.key === key);
  const holder = company.setting.sales.holders.get(key);
  if (!territory || !holder) return [];
  const sdr = company.people.find(({ job, team }) => job === 'sdr' && team === territory.team);
  const csms = company.people.filter(({ job }) => job === 'customer success');
  const csm = csms[successManagers.indexOf(territory.parent ?? '')];
  return [
    { role: 'AE', email: holder.acting.email },
    ...(sdr ? [{ role: 'SDR' as const, email: sdr.email }] : []),
    ...(csm ? [{ role: 'CSM' as const, email: csm.email }] : []),
  ];
}

function pinsOf(company: Company): RosterPin[] {
  const { today, sales } = company.setting;
  const vp = company.people.find(({ job }) => job === 'vp')?.email ?? '';
  const inDays = (days: number) => new Date(today + days * 86_400_000).toISOString();
  const pins: RosterPin[] = [
    { domain: 'acme.com', who: vp, why: 'Executive sponsor: renewal in Q1', until: inDays(75) },
  ];
  const brick = company.accountCount > 5 ? company.account(5) : undefined;
  const manager = sales.managers.find(({ team }) => team === 'Mid-Market')?.email ?? vp;
  if (brick) pins.push({ crmId: brick.crmId, who: manager, why: 'In legal review', until: null });
  return pins;
}
