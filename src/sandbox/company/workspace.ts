import { type Person, slackId } from './person.ts';

export type Workspace = {
  id: string;
  name: string;
  domain: string;
  emailDomain: string;
  timeZone: string;
};

export type SlackUser = {
  id: string;
  name: string;
  realName: string;
  title: string;
  email: string;
  timeZone: string;
  deactivated: boolean;
  /** Slack Connect: a person of another workspace. */
  stranger: boolean;
  status?: { emoji: string; text: string };
};

export type SlackChannel = {
  id: string;
  name: string;
  kind: 'public' | 'private';
  topic: string;
  members: string[];
  /** Whether the bot was invited. */
  botIsMember: boolean;
};

export type Persona = { key: 'rep' | 'manager' | 'ops' | 'marketing'; userId: string };

/** The channel of each team. */
export const teamChannels: Record<string, string> = {
  'Enterprise West': 'sales-west',
  'Enterprise East': 'sales-east',
  'Mid-Market': 'sales-mid-market',
  SMB: 'sales-smb',
  EMEA: 'sales-emea',
  APAC: 'sales-apac',
};

export function workspaceOf(seed: number): Workspace {
  return {
    id: slackId('T', seed, 0),
    name: 'Tallgrass',
    domain: 'tallgrass',
    emailDomain: 'tallgrass.example',
    timeZone: 'America/Los_Angeles',
  };
}

export function slackUsers(people: Person[], seed: number, today: number): SlackUser[] {
  return [...people.map((person) => colleague(person, today)), stranger(seed)];
}

export function slackChannels(people: Person[], seed: number): SlackChannel[] {
  const present = people.filter((person) => !person.left);
  const ids = (member: (person: Person) => boolean) =>
    present.filter(member).map((person) => person.slackUserId);
  const leads = ids(({ job }) => job === 'manager' || job === 'vp' || job === 'revops');
  const everybody = ids(() => true);
  const rows: Omit<SlackChannel, 'id'>[] = [
    open('general', 'Company-wide announcements', everybody),
    ...Object.entries(teamChannels).map(([team, name]) =>
      open(name, `${team}: accounts, hand-overs, wins`, [
        ...ids((person) => person.team === team),
        ...ids(({ job }) => job === 'vp' || job === 'revops'),
      ]),
    ),
    open('revops', 'Territories, routing, rules of engagement', leads),
    open(
      'marketing',
      'Campaigns and target accounts',
      ids(({ job }) => job === 'marketing'),
    ),
    open(
      'customer-success',
      'Renewals',
      ids(({ job }) => job === 'customer success'),
    ),
    { ...open('sales-leadership', 'Managers and RevOps only', leads), kind: 'private' },
    { ...open('deal-desk', 'Pricing and approvals', leads), botIsMember: false },
  ];
  return rows.map((row, nth) => ({ id: slackId('C', seed, nth), ...row }));
}

export function personas(people: Person[]): Persona[] {
  const find = (key: Persona['key'], is: (person: Person) => boolean): Persona[] => {
    const person = people.find(is);
    return person ? [{ key, userId: person.slackUserId }] : [];
  };
  return [
    ...find('rep', ({ territory }) => territory === 'ent-northern-california'),
    ...find('manager', ({ job, team }) => job === 'manager' && team === 'Enterprise West'),
    ...find('ops', ({ job }) => job === 'revops'),
    ...find('marketing', ({ job }) => job === 'marketing'),
  ];
}

function colleague(person: Person, today: number): SlackUser {
  const absence = person.absences.find(
    ({ from, until }) => Date.parse(from) <= today && today < Date.parse(until),
  );
  return {
    id: person.slackUserId,
    name: person.email.split('@')[0] ?? person.email,
    realName: person.name,
    title: person.title,
    email: person.email,
    timeZone: person.timeZone,
    deactivated: person.left,
    stranger: false,
    ...(absence ? { status: { emoji: ':palm_tree:', text: `Away: ${absence.reason}` } } : {}),
  };
}

function stranger(seed: number): SlackUser {
  return {
    id: slackId('U', seed, 900),
    name: 'perrin.vossberg',
    realName: 'Perrin Vossberg',
    title: 'Channel partner at Wheelhouse Partners',
    email: 'perrin.vossberg@wheelhouse.example',
    timeZone: 'America/New_York',
    deactivated: false,
    stranger: true,
  };
}

function open(name: string, topic: string, members: string[]): Omit<SlackChannel, 'id'> {
  return { name, kind: 'public', topic, members: [...new Set(members)], botIsMember: true };
}
