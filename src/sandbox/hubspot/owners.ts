import type { Company } from '../company/company.ts';
import type { Person } from '../company/person.ts';
import type { Answer, Call } from './call.ts';
import type { Portal } from './portal.ts';
import { invalid, notFound } from './problem.ts';

const since = '2021-03-01T09:00:00.000Z';

export function listOwners(portal: Portal, { query }: Call): Answer {
  const archived = query.get('archived') === 'true';
  const email = query.get('email')?.toLowerCase();
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 500)) throw invalid('limit must be between 1 and 500');
  const after = Number(query.get('after') ?? 0);
  const rest = portal.company.people.filter(
    (person) =>
      person.left === archived &&
      Number(person.crmOwnerId) > after &&
      (email === undefined || person.email === email),
  );
  const page = rest.slice(0, limit);
  const last = page.at(-1)?.crmOwnerId;
  const more = rest.length > limit && last ? { paging: { next: { after: last } } } : {};
  const results = page.map((person) => showOwner(portal.company, person));
  return { status: 200, body: { results, ...more } };
}

export function getOwner(portal: Portal, { query }: Call, id: string): Answer {
  const archived = query.get('archived') === 'true';
  const byUser = query.get('idProperty') === 'userId';
  const person = portal.company.people.find(
    ({ crmOwnerId, crmUserId, left }) =>
      left === archived && (byUser ? String(crmUserId) : crmOwnerId) === id,
  );
  if (!person) throw notFound(`Owner ${id}`);
  return { status: 200, body: showOwner(portal.company, person) };
}

export function listTeams({ company }: Portal): Answer {
  const results = company.teams.map(({ crmId, name, members }) => ({
    id: crmId,
    name,
    userIds: members.filter(({ left }) => !left).map(({ crmUserId }) => String(crmUserId)),
    secondaryUserIds: [],
  }));
  return { status: 200, body: { results } };
}

export function listUsers({ company }: Portal): Answer {
  const present = company.people.filter(({ left }) => !left);
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
function showOwner(company: Company, person: Person): object {
  const team = teamOf(company, person);
  return {
    id: person.crmOwnerId,
    email: person.email,
    type: 'PERSON',
    firstName: person.left ? '' : person.firstName,
    lastName: person.left ? '' : person.lastName,
    userId: person.left ? null : person.crmUserId,
    userIdIncludingInactive: person.crmUserId,
    createdAt: since,
    updatedAt: since,
    archived: person.left,
    ...(team ? { teams: [{ id: team.crmId, name: team.name, primary: true }] } : {}),
  };
}

function teamOf(company: Company, person: Person): Company['teams'][number] | undefined {
  return company.teams.find(({ name }) => name === person.team);
}
