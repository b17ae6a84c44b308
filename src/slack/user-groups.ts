import type { WebClient } from '@slack/web-api';
import { Refusal } from '../domain/refusal.ts';
import type { SlackPerson } from '../domain/roster.ts';
import type { Notifier } from '../ports.ts';
import { type Askers, standingOf, zoneOf } from './askers.ts';
import { unless } from './web-answers.ts';

/** The part of the notifier that says who is who. */
export function readingPeople(
  clientOf: (workspaceId: string) => Promise<WebClient>,
  askers: Askers,
): Pick<Notifier, 'findPerson' | 'membersOf' | 'describePerson'> {
  return {
    findPerson: async (workspaceId, email) =>
      findMember(await clientOf(workspaceId), workspaceId, email),
    membersOf: async (workspaceId, groups) => readMembers(await clientOf(workspaceId), groups),
    describePerson: async (teamId, userId) =>
      describeMember(await clientOf(teamId), askers, { teamId, userId }),
  };
}

/** A full member with this address. */
async function findMember(
  client: WebClient,
  workspaceId: string,
  email: string,
): Promise<SlackPerson | undefined> {
  const found = await unless(['users_not_found'], () => client.users.lookupByEmail({ email }));
  const { id, is_bot } = found?.user ?? {};
  if (!id || is_bot || standingOf(found?.user, workspaceId) !== 'member') return undefined;
  const timeZone = zoneOf(found?.user);
  return { slackUserId: id, ...(timeZone && { timeZone }) };
}

/** Who is in each of these user groups: they are named by id, or by handle. */
async function readMembers(client: WebClient, groups: string[]): Promise<Map<string, string[]>> {
  const { usergroups = [] } = await client.usergroups.list();
  const members = new Map<string, string[]>();
  for (const named of groups) {
    const handle = named.replace(/^@/, '').toLowerCase();
    const found = usergroups.find(
      (one) => one.id === named || one.handle?.toLowerCase() === handle,
    );
    if (!found?.id) continue;
    const { users = [] } = await client.usergroups.users.list({ usergroup: found.id });
    members.set(named, users);
  }
  return members;
}

/** A full member of the workspace, by the name and the address that Slack knows. */
async function describeMember(
  client: WebClient,
  askers: Askers,
  at: { teamId: string; userId: string },
): Promise<{ name: string; email: string } | undefined> {
  try {
    await askers.admit(client, at);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  const { user } = await client.users.info({ user: at.userId });
  const { email } = user?.profile ?? {};
  if (!user || user.is_bot || !email) return undefined;
  return { name: user.real_name || user.name || email, email };
}
