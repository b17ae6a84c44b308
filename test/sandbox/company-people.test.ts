import { describe, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { rosterFile } from '../../src/sandbox/company/roster-file.ts';

const company = createCompany({ seed: 7, accounts: 2000 });

describe('the people of the invented company', () => {
  it('are forty reps in six teams, each team with a manager and a channel', () => {
    expect(company.reps).toHaveLength(40);
    expect(company.teams).toHaveLength(6);
    const channels = company.channels.map(({ name }) => name);
    for (const { channel, manager, name } of company.teams) {
      expect(channels).toContain(channel);
      expect(manager.team).toBe(name);
    }
  });

  it('are told apart by name, e-mail, Slack id and CRM id', () => {
    for (const key of ['name', 'email', 'slackUserId', 'crmOwnerId', 'crmUserId'] as const) {
      expect(new Set(company.people.map((person) => person[key])).size).toBe(company.people.length);
    }
  });

  it('include two who left and still own accounts', () => {
    const leavers = company.people.filter(({ left }) => left);
    const owners = new Set(
      Array.from({ length: 2000 }, (_, index) => company.account(index).owner),
    );
    expect(leavers).toHaveLength(2);
    for (const { crmOwnerId } of leavers) expect(owners).toContain(crmOwnerId);
  });

  it('are partly away today, with somebody of the same team standing in', () => {
    const today = company.setting.today;
    const away = company.people.filter(({ absences }) =>
      absences.some(({ from, until }) => Date.parse(from) <= today && today < Date.parse(until)),
    );
    expect(away.length).toBeGreaterThanOrEqual(5);
    for (const { team, absences } of away) {
      const backup = company.people.find(({ email }) => email === absences[0]?.backup);
      if (backup) expect(backup.team).toBe(team);
    }
  });

  it('are in Slack as users, with the leavers deactivated and one guest from elsewhere', () => {
    expect(company.users.filter(({ deactivated }) => deactivated)).toHaveLength(2);
    expect(company.users.filter(({ stranger }) => stranger)).toHaveLength(1);
    for (const { id } of company.users) expect(id).toMatch(/^U[A-Z0-9]{10}$/);
  });

  it('have a private channel and one where the bot was never invited', () => {
    expect(company.channels.some(({ kind }) => kind === 'private')).toBe(true);
    expect(company.channels.some(({ botIsMember }) => !botIsMember)).toBe(true);
    expect(company.channels.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['general', 'sales-west', 'revops', 'marketing']),
    );
  });

  it('lend four of them as personas', () => {
    const ids = new Set(company.users.map(({ id }) => id));
    expect(company.personas.map(({ key }) => key)).toEqual(['rep', 'manager', 'ops', 'marketing']);
    for (const { userId } of company.personas) expect(ids).toContain(userId);
  });
});

describe('the roster file', () => {
  const roster = rosterFile(company);
  const emails = new Set(roster.reps.map(({ email }) => email));

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(roster))).toEqual(roster);
  });

  it('names only people who are in it', () => {
    const named = [
      ...roster.teams.map(({ manager }) => manager),
      ...roster.territories.flatMap(({ coverage }) => coverage.map(({ email }) => email)),
      ...roster.reps.flatMap(({ absences }) => absences.flatMap(({ backup }) => backup ?? [])),
      ...roster.pins.map(({ who }) => who),
    ];
    expect(named.filter((email) => !emails.has(email))).toEqual([]);
  });

  it('has each team write where Slack takes it: into a channel, by its id', () => {
    const ids = company.channels.map(({ id }) => id);
    for (const { channel } of roster.teams) expect(ids).toContain(channel);
  });

  it('leaves out who has left, and lets a manager act for them', () => {
    const { holders } = company.setting.sales;
    const holder = holders.get('mm-california');
    const coverage = roster.territories.find(({ key }) => key === 'mm-california')?.coverage;
    expect(emails.has(holder?.executive.email ?? '')).toBe(false);
    expect(coverage?.find(({ role }) => role === 'AE')?.email).toBe(holder?.acting.email);
  });

  it('has a tree of territories: parents first, every leaf with an AE, an SDR and a CSM', () => {
    const seen = new Set<string | null>([null]);
    const parents = new Set(roster.territories.map(({ parent }) => parent));
    for (const { key, parent, coverage } of roster.territories) {
      expect(seen).toContain(parent);
      seen.add(key);
      if (!parents.has(key)) {
        expect(coverage.map(({ role }) => role)).toEqual(['AE', 'SDR', 'CSM']);
      }
    }
  });

  it('has a territory for every account', () => {
    const keys = new Set(['', ...roster.territories.map(({ key }) => key)]);
    for (let index = 0; index < 2000; index += 1) {
      expect(keys).toContain(company.account(index).territory);
    }
  });

  it('pins Acme for its renewal', () => {
    expect(roster.pins).toContainEqual(expect.objectContaining({ domain: 'acme.com' }));
  });
});
