import type { Company } from '../company/company.ts';
import type { Person } from '../company/person.ts';
import type { Answer, Call } from './call.ts';
import { ownersSince, type Portal } from './portal.ts';
import { invalid, notFound } from './problem.ts';
import { isoTime } from './record.ts';
import { hasLeft } from './staff.ts';

export function listOwners(portal: Portal, { query }: Call): Answer {
  const archived = query.get('archived') === 'true';
  const email = query.get('email')?.toLowerCase();
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 500)) throw invalid('limit must be between 1 and 500');
  const after = Number(query.get('after') ?? 0);
  const rest = portal.company.people.filter(
    (person) =>
      hasLeft(portal, person) === archived &&
      Number(person.crmOwnerId) > after &&
      (email === undefined || person.email === email),
  );
  const page = rest.slice(0, limit);
  const last = page.at(-1)?.crmOwnerId;
  const more = rest.length > limit && last ? { paging: { next: { after: last } } } : {};
  const results = page.map((person) => showOwner(portal, person));
  return { status: 200, body: { results, ...more } };
}

export function getOwner(portal: Portal, { query }: Call, id: string): Answer {
  const archived = query.get('archived') === 'true';
  const byUser = query.get('idProperty') === 'userId';
  const person = portal.company.people.find(
    (one) =>
      hasLeft(portal, one) === archived && (byUser ? String(one.crmUserId) : one.crmOwnerId) === id,
  );
  if (!person) throw notFound(`Owner ${id}`);
  return { status: 200, body: showOwner(portal, person) };
}

export function listTeams(portal: Portal): Answer {
  const results = portal.company.teams.map(({ crmId, name, members }) => ({
    id: crmId,
    name,
    userIds: members
      .filter((member) => !hasLeft(portal, member))
      .map(({ crmUserId }) => String(crmUserId)),
    secondaryUserIds: [],
  }));
  return { status: 200, body: { results } };
}

export function listUsers(portal: Portal): Answer {
  const { company } = portal;
  const present = company.people.filter((person) => !hasLeft(portal, person));
  const results = present.map((person) => ({
    id: String(person.crmUserId),
    email: person.email,
    firstName: person.firstName,
    lastName: person.lastName,
    roleIds: [],
    primaryTeamId: teamOf(company, person)?.crmId ?? null,
    secondaryTeamIds: [],
    superAdmin: person.job === 'revops',
  }));
  return { status: 200, body: { results } };
}

/** Of somebody deactivated HubSpot keeps the address and the number, not the name. */
function showOwner({ company, leavers }: Portal, person: Person): object {
  const leftAt = leavers.get(person.crmOwnerId);
  const left = leftAt !== undefined;
  const team = teamOf(company, person);
  return {
    id: person.crmOwnerId,
    email: person.email,
    type: 'PERSON',
    firstName: left ? '' : person.firstName,
    lastName: left ? '' : person.lastName,
    userId: left ? null : person.crmUserId,
    userIdIncludingInactive: person.crmUserId,
    createdAt: isoTime(ownersSince),
    updatedAt: isoTime(leftAt ?? ownersSince),
    archived: left,
    ...(team ? { teams: [{ id: team.crmId, name: team.name, primary: true }] } : {}),
  };
}

function teamOf(company: Company, person: Person): Company['teams'][number] | undefined {
  return company.teams.find(({ name }) => name === person.team);
}
