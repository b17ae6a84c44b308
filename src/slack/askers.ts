import type { WebClient } from '@slack/web-api';
import { addMinutes } from 'date-fns/addMinutes';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { SlackStanding } from '../domain/roster.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import type { Clock } from '../ports.ts';
import type { SlackStandings } from '../services/slack-people.ts';

export type Asker = { workspaceId: string; userId: string };

/** Says who may ask, from Slack's own word on them; remembered for a while, and no longer than until a replica hears of a change. */
export type Askers = {
  admit: (
    client: WebClient,
    at: { teamId?: string; enterpriseId?: string; userId?: string },
  ) => Promise<Asker>;
  /** Slack has told what somebody is now. */
  note: (workspaceId: string, said: { id: string }) => Promise<void>;
};

const REMEMBER_MINUTES = 10;
const REMEMBER_PEOPLE = 20_000;

const person = z.object({
  team_id: z.string().optional(),
  deleted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  enterprise_user: z.object({ enterprise_id: z.string() }).optional(),
});

export function createAskers(clock: Clock, standings: SlackStandings): Askers {
  const known = new Map<string, { standing: SlackStanding; until: Date }>();
  const keyOf = (workspaceId: string, userId: string) => `${workspaceId} ${userId}`;

  const lookUp = async (client: WebClient, userId: string, workspaceId: string) => {
    const noted = await standings.read(workspaceId, userId);
    const held = known.get(keyOf(workspaceId, userId));
    const isSo = held !== undefined && (noted ?? held.standing) === held.standing;
    if (isSo && held.until > clock.now()) return held.standing;
    const { user } = await client.users.info({ user: userId });
    const standing = standingOf(user, workspaceId);
    if (known.size >= REMEMBER_PEOPLE) known.clear();
    const until = addMinutes(clock.now(), REMEMBER_MINUTES);
    known.set(keyOf(workspaceId, userId), { standing, until });
    // Slack may have told nobody that it is otherwise by now.
    if (noted !== undefined) await standings.note(workspaceId, userId, standing);
    return standing;
  };

  return {
    admit: async (client, { teamId, enterpriseId, userId }) => {
      const workspaceId = teamId ?? enterpriseId;
      if (!workspaceId || !userId)
        throw new Error('Slack sent a request without a workspace or user');
      const standing = await lookUp(client, userId, workspaceId);
      if (standing !== 'member') throw new Refusal({ kind: standing });
      return { workspaceId, userId };
    },
    note: async (workspaceId, said) => {
      known.delete(keyOf(workspaceId, said.id));
      await standings.note(workspaceId, said.id, standingOf(said, workspaceId));
    },
  };
}

/** What Slack says of somebody, as one workspace sees them. */
export function standingOf(said: unknown, workspaceId: string): SlackStanding {
  const user = person.parse(said);
  if (user.deleted) return 'deactivated';
  const ours = [user.team_id, user.enterprise_user?.enterprise_id].includes(workspaceId);
  if (user.is_stranger || !ours) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

const placed = z.object({ tz: z.string().refine(isTimeZone) });

/** By which clock somebody lives, where Slack says it in a way that is known here. */
export function zoneOf(said: unknown): string | undefined {
  const user = placed.safeParse(said);
  return user.success ? user.data.tz : undefined;
}
