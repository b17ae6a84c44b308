import type { WebClient } from '@slack/web-api';
import { addMinutes } from 'date-fns/addMinutes';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { Clock } from '../ports.ts';

export type Asker = { workspaceId: string; userId: string };

/** Says who may ask, from Slack's own word on them; remembered for a while, forgotten on a change. */
export type Askers = {
  admit: (
    client: WebClient,
    at: { teamId?: string; enterpriseId?: string; userId?: string },
  ) => Promise<Asker>;
  forget: (userId: string) => void;
};

type Standing = 'member' | 'guest' | 'stranger' | 'deactivated';

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

export function createAskers(clock: Clock): Askers {
  const known = new Map<string, { standing: Standing; until: Date }>();

  const lookUp = async (client: WebClient, userId: string, workspaceId: string) => {
    const held = known.get(userId);
    if (held && held.until > clock.now()) return held.standing;
    const { user } = await client.users.info({ user: userId });
    const standing = standingOf(user, workspaceId);
    if (known.size >= REMEMBER_PEOPLE) known.clear();
    known.set(userId, { standing, until: addMinutes(clock.now(), REMEMBER_MINUTES) });
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
    forget: (userId) => void known.delete(userId),
  };
}

/** What Slack says of somebody, as one workspace sees them. */
export function standingOf(said: unknown, workspaceId: string): Standing {
  const user = person.parse(said);
  if (user.deleted) return 'deactivated';
  const ours = [user.team_id, user.enterprise_user?.enterprise_id].includes(workspaceId);
  if (user.is_stranger || !ours) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}
