import { type Dice, dice, mix } from './chance.ts';
import { mailbox, nameGiver, type PersonName } from './person-name.ts';
import { type Job, type Seat, seats } from './seat.ts';

type Absence = { from: string; until: string; reason: string; backup: string | null };

export type Person = {
  job: Job;
  firstName: string;
  lastName: string;
  name: string;
  title: string;
  email: string;
  slackUserId: string;
  crmOwnerId: string;
  crmUserId: number;
  team: string | null;
  territory: string | null;
  timeZone: string;
  languages: string[];
  skills: string[];
  certificates: string[];
  /** Accounts that the person can care for; null where nobody counts. */
  capacity: number | null;
  weight: number;
  absences: Absence[];
  /** Left the company: deactivated in Slack and CRM, still the owner of accounts. */
  left: boolean;
};

const skills = list(
  'security,healthcare,public sector,manufacturing,fintech,retail,energy,logistics,new logo,expansion,channel,education',
);
const certificates = list(
  'MEDDPICC,FedRAMP basics,HIPAA,Solution Architect,Value Selling,Partner Co-Sell,GDPR',
);
const leaversOf = ['mm-california', 'ent-southeast'];
/** What share of all accounts one executive can care for. */
const shares: Record<string, number> = {
  'Enterprise West': 0.004,
  'Enterprise East': 0.004,
  'Mid-Market': 0.022,
  SMB: 0.085,
  EMEA: 0.07,
  APAC: 0.035,
};

export type Staffing = { seed: number; today: number; domain: string; accounts: number };

export function staff(staffing: Staffing): Person[] {
  const { seed, today } = staffing;
  const giveName = nameGiver(dice(seed, 'people', 0));
  const people = seats.map((seat, nth) => seatPerson(seat, nth, giveName(seat.pool), staffing));
  return people.map((person) => ({ ...person, absences: absencesOf(person, people, today) }));
}

/** Slack ids look like U07ABCDEFGH: a letter for the kind, then ten of a small alphabet. */
export function slackId(kind: 'U' | 'C' | 'T' | 'B', seed: number, nth: number): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const low = mix(seed, 'ids', nth * 4 + kind.charCodeAt(0) * 7919);
  const high = mix(low, 'ids', nth);
  const letters = Array.from({ length: 8 }, (_, place) =>
    alphabet.charAt(((place < 4 ? low : high) >>> ((place % 4) * 5)) & 31),
  );
  return `${kind}07${letters.join('')}`;
}

function seatPerson(
  seat: Seat,
  nth: number,
  name: PersonName,
  { seed, domain, accounts }: Staffing,
): Person {
  const rolls = dice(seed, 'people', nth + 1);
  const sells = seat.job === 'ae';
  return {
    job: seat.job,
    firstName: name.first,
    lastName: name.last,
    name: `${name.first} ${name.last}`,
    title: seat.title,
    email: `${mailbox(name)}@${domain}`,
    slackUserId: slackId('U', seed, nth),
    crmOwnerId: String(410_200 + nth * 37),
    crmUserId: 5_120_300 + nth * 11,
    team: seat.team,
    territory: seat.territory,
    timeZone: seat.timeZone,
    languages: seat.languages,
    skills: sells ? some(skills, rolls) : [],
    certificates: sells ? some(certificates, rolls) : [],
    capacity: sells ? Math.max(40, Math.round(accounts * (shares[seat.team ?? ''] ?? 0))) : null,
    weight: sells && rolls.happens(0.18) ? 0.5 : 1,
    absences: [],
    left: sells && leaversOf.includes(seat.territory ?? ''),
  };
}

/** Some are away today, some will be; a mate of the same team stands in, except where it was forgotten. */
function absencesOf(person: Person, people: Person[], today: number): Absence[] {
  if (person.job !== 'ae' || person.left) return [];
  const mates = people.filter(
    (mate) => mate.job === 'ae' && mate.team === person.team && !mate.left,
  );
  const place = mates.indexOf(person);
  const backup = mates[(place + 1) % mates.length];
  if (place === 1) {
    const leave = person.team === 'EMEA' ? 'parental leave' : 'vacation';
    return [away(today, -3, leave === 'vacation' ? 6 : 80, leave, backup)];
  }
  if (place === 3) return [away(today, 12, 19, 'vacation', backup)];
  if (place === 4 && person.team === 'SMB') return [away(today, -1, 2, 'sick', undefined)];
  return [];
}

function away(
  today: number,
  from: number,
  until: number,
  reason: string,
  backup: Person | undefined,
): Absence {
  return {
    from: day(today, from),
    until: day(today, until),
    reason,
    backup: backup?.email ?? null,
  };
}

/** Midnight UTC, `offset` days from today. */
function day(today: number, offset: number): string {
  return new Date(Math.floor(today / 86_400_000 + offset) * 86_400_000).toISOString();
}

function some(all: string[], rolls: Dice): string[] {
  const first = rolls.below(all.length);
  const second = (first + 1 + rolls.below(all.length - 1)) % all.length;
  return [all[first], all[second]].filter((entry) => entry !== undefined);
}

function list(text: string): string[] {
  return text.split(',');
}
