import { z } from 'zod';
import { type SlackStanding, slackStandings } from '../domain/roster.ts';
import { type Db, rows } from './database.ts';

/** Served by its key. */
const READ = 'SELECT standing FROM slack_standings WHERE workspace_id = $1 AND slack_user_id = $2';
const NOTE = `
  INSERT INTO slack_standings AS s (workspace_id, slack_user_id, standing) VALUES ($1, $2, $3)
  ON CONFLICT (workspace_id, slack_user_id) DO UPDATE SET standing = $3 WHERE s.standing <> $3`;
/** Most people are members and have never been anything else: of them there is no row. */
const NOTE_MEMBER = `
  UPDATE slack_standings SET standing = 'member'
  WHERE workspace_id = $1 AND slack_user_id = $2 AND standing <> 'member'`;
const row = z.object({ standing: z.enum(slackStandings) });

export async function readStanding(
  db: Db,
  workspaceId: string,
  slackUserId: string,
): Promise<SlackStanding | undefined> {
  const [found] = await rows(db, READ, workspaceId, slackUserId);
  return found === undefined ? undefined : row.parse(found).standing;
}

export async function saveStanding(
  db: Db,
  workspaceId: string,
  slackUserId: string,
  standing: SlackStanding,
): Promise<void> {
  if (standing === 'member') await db.$executeRawUnsafe(NOTE_MEMBER, workspaceId, slackUserId);
  else await db.$executeRawUnsafe(NOTE, workspaceId, slackUserId, standing);
}
