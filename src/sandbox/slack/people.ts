import type { PageUser } from './page-contract.ts';
import { seconds, tell, type World } from './world.ts';

export type PersonSeed = {
  id: string;
  name: string;
  realName?: string;
  title?: string;
  email?: string;
  /** A team other than the workspace's makes the person a stranger (Slack Connect). */
  teamId?: string;
  colour?: string;
  bot?: boolean;
  admin?: boolean;
  deactivated?: boolean;
  /** Let into a few channels only. */
  guest?: boolean;
  timeZone?: string;
  status?: { emoji: string; text: string };
  /** What this person is for in the sandbox; only personas can be played. */
  persona?: string;
};

export type Person = Required<Omit<PersonSeed, 'status' | 'persona'>> &
  Pick<PersonSeed, 'status' | 'persona'>;

const colours = ['#1d6fa5', '#8a3ffc', '#0a7d4f', '#b3261e', '#b25c00', '#5b5f97', '#00796b'];

export function personFrom(seed: PersonSeed, teamId: string): Person {
  const sum = [...seed.id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return {
    realName: seed.name,
    title: '',
    email: '',
    teamId,
    colour: colours[sum % colours.length] ?? '#1d6fa5',
    bot: false,
    admin: false,
    ...{ deactivated: false, guest: false },
    timeZone: 'Europe/Berlin',
    ...seed,
  };
}

export function isStranger(world: World, person: Person): boolean {
  return person.teamId !== world.team.id;
}

export function changePerson(world: World, id: string, changes: Partial<PersonSeed>): Person {
  const former = world.people.get(id);
  if (!former) throw new Error(`No user ${id} in the sandbox.`);
  const person = { ...former, ...changes, id };
  world.people.set(id, person);
  tell(world, world.people.keys(), { kind: 'user', user: pageUser(world, person) });
  return person;
}

export function pageUser(world: World, person: Person): PageUser {
  const { id, name, realName, title, email, bot, deactivated, status, persona, colour } = person;
  const initials = realName
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('');
  return {
    ...{ id, name, realName, title, email, bot, deactivated },
    avatar: { initials, colour },
    stranger: isStranger(world, person),
    ...(status && { status }),
    ...(persona && { persona }),
  };
}

/** Strangers and the deactivated show less of themselves, as in Slack. */
export function slackUser(world: World, person: Person, options: { email: boolean }) {
  const stranger = isStranger(world, person);
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deactivated,
    color: person.colour.slice(1),
    real_name: person.realName,
    profile: slackProfile(person, { email: options.email && !stranger }),
    is_bot: person.bot,
    is_app_user: false,
    updated: seconds(world),
    ...(stranger && { is_stranger: true }),
    ...(!person.deactivated && {
      tz: person.timeZone,
      tz_label: person.timeZone,
      tz_offset: zoneOffset(person.timeZone, world.clock()),
      is_admin: person.admin,
      is_owner: false,
      is_primary_owner: false,
      is_restricted: person.guest,
      is_ultra_restricted: false,
    }),
  };
}

export function slackProfile(person: Person, options: { email: boolean }) {
  const [first = '', ...rest] = person.realName.split(' ');
  return {
    title: person.title,
    phone: '',
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.name,
    display_name_normalized: person.name,
    first_name: first,
    last_name: rest.join(' '),
    status_text: person.status?.text ?? '',
    status_emoji: person.status?.emoji ?? '',
    status_expiration: 0,
    team: person.teamId,
    ...(options.email && person.email && { email: person.email }),
  };
}

function zoneOffset(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
