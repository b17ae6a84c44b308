import { describe, expect, it } from 'vitest';
import { roleGiven, type Standing, wordGrant } from '../../src/domain/role-grant.ts';
import { type RoleGrant, rosterFile } from '../../src/domain/roster.ts';

const grants: RoleGrant[] = [
  { group: '@sales-ops', role: 'ops' },
  { group: 'S0ADMINS', role: 'admin' },
  { crmTeam: 'West managers', role: 'manager' },
  { crmTeam: 'Partners', role: 'viewer' },
];
const members = new Map([
  ['@sales-ops', ['U1', 'U2']],
  ['S0ADMINS', ['U2']],
]);
const given = (standing: Partial<Standing>) =>
  roleGiven({ baseRole: 'rep', ...standing }, grants, members).role;

describe('a role', () => {
  it.each([
    ['of a user group', { slackUserId: 'U1' }, 'ops'],
    ['the strongest of several', { slackUserId: 'U2', crmTeam: 'West managers' }, 'admin'],
    ['of a team of the CRM, however it is written', { crmTeam: ' west Managers' }, 'manager'],
    ['never less than what they are anyhow', { crmTeam: 'Partners' }, 'rep'],
    ['of nobody’s, as it is', { slackUserId: 'U9', crmTeam: 'East' }, 'rep'],
    ['more than that of whoever owns nothing', { baseRole: 'viewer', slackUserId: 'U1' }, 'ops'],
    ['of the roster, whatever groups say', { rosterRole: 'rep', slackUserId: 'U2' }, 'rep'],
  ] satisfies [string, Partial<Standing>, string][])('is that %s', (_, standing, role) => {
    expect(given(standing)).toBe(role);
  });

  it('says where it comes from', () => {
    expect(wordGrant(grants[0])).toBe('in the user group @sales-ops');
    expect(wordGrant(grants[2])).toBe('in the CRM’s team West managers');
    expect(wordGrant(undefined)).toContain('no group');
  });
});

it('is given by a group or a team, not by both or neither', () => {
  const read = (role: object) => rosterFile.safeParse({ roles: [role] }).success;
  expect(read({ group: '@sales-ops', role: 'ops' })).toBe(true);
  expect(read({ crmTeam: 'West managers', role: 'manager' })).toBe(true);
  expect(read({ group: '@sales-ops', crmTeam: 'West', role: 'ops' })).toBe(false);
  expect(read({ role: 'ops' })).toBe(false);
  expect(read({ group: '@sales-ops', role: 'king' })).toBe(false);
});
