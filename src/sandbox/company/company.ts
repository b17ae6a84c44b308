import type { Account, Setting } from './account.ts';
import { accountAt } from './accounts.ts';
import { type Activity, activitiesOf } from './activity.ts';
import { type Contact, contactsOf } from './contact.ts';
import { type Deal, dealsOf } from './deal.ts';
import { kinOf } from './kin.ts';
import { salesOf } from './owner-history.ts';
import { type Person, staff } from './person.ts';
import { type Territory, territories } from './territory.ts';
import {
  type Persona,
  personas,
  type SlackChannel,
  type SlackUser,
  slackChannels,
  slackUsers,
  teamChannels,
  type Workspace,
  workspaceOf,
} from './workspace.ts';

type Team = {
  crmId: string;
  name: string;
  channel: string;
  manager: Person;
  members: Person[];
};

export type Company = {
  setting: Setting;
  workspace: Workspace;
  /** Everybody on the payroll, and two who left. */
  people: Person[];
  /** The people who sell: account executives and development reps. */
  reps: Person[];
  teams: Team[];
  territories: Territory[];
  users: SlackUser[];
  channels: SlackChannel[];
  personas: Persona[];
  accountCount: number;
  account(index: number): Account;
  childrenOf(index: number): number[];
  contactsOf(index: number): Contact[];
  dealsOf(index: number): Deal[];
  activitiesOf(index: number): Activity[];
};

export type CompanyOptions = {
  seed: number;
  accounts: number;
  /** The moment that all dates of the company are told from, ISO 8601. */
  today?: string;
};

/** Nothing of an account is kept: it is told anew from (seed, index), the same each time. */
export function createCompany(options: CompanyOptions): Company {
  const { seed, accounts, today = '2026-11-18T17:00:00.000Z' } = options;
  const workspace = workspaceOf(seed);
  const now = Date.parse(today);
  const people = staff({ seed, today: now, domain: workspace.emailDomain, accounts });
  const setting = { seed, today: now, sales: salesOf(people) };
  return {
    setting,
    workspace,
    people,
    reps: people.filter(({ job }) => job === 'ae' || job === 'sdr'),
    teams: teamsOf(people),
    territories,
    users: slackUsers(people, seed, now),
    channels: slackChannels(people, seed),
    personas: personas(people),
    accountCount: accounts,
    account: (index) => accountAt(setting, index),
    childrenOf: (index) => childrenOf(seed, index).filter((child) => child < accounts),
    contactsOf: (index) => contactsOf(setting, accountAt(setting, index)),
    dealsOf: (index) => dealsOf(setting, accountAt(setting, index)),
    activitiesOf: (index) => activitiesOf(setting, accountAt(setting, index)),
  };
}

function childrenOf(seed: number, index: number): number[] {
  if (index === 0) return [1, 2, 3];
  const kin = kinOf(seed, index);
  return kin.kind === 'parent' || kin.kind === 'child' ? kin.children : [];
}

function teamsOf(people: Person[]): Team[] {
  return Object.entries(teamChannels).flatMap(([name, channel], nth) => {
    const members = people.filter(({ team }) => team === name);
    const manager = members.find(({ job }) => job === 'manager');
    return manager ? [{ crmId: String(88_100 + nth), name, channel, manager, members }] : [];
  });
}
