import { z } from 'zod';
import type { Viewer } from '../domain/account-deed.ts';
import { hasLeft } from '../domain/leaving.ts';
import { type Person, type Role, type RosterFile, roles } from '../domain/roster.ts';
import { type Db, plannedRows, rows } from './database.ts';
import { unnameRole } from './roles.ts';
import { unnameZone } from './slack-people.ts';

const REP = `id, name, slack_user_id AS "slackUserId"`;
const BY_EMAIL = `SELECT ${REP} FROM reps WHERE workspace_id = $1 AND email = lower($2)`;
const BY_SLACK_USER = `SELECT ${REP} FROM reps WHERE workspace_id = $1 AND slack_user_id = $2`;
const IDS_BY_EMAIL = 'SELECT email, id FROM reps WHERE workspace_id = $1';
const OWNERS =
  'jsonb_to_recordset($2::jsonb) AS o (id text, email text, name text, archived boolean)';
/** Somebody's address changed in the CRM: they stay who they are … */
const MOVE_ADDRESSES = `
  UPDATE reps SET email = o.email FROM ${OWNERS}
  WHERE reps.workspace_id = $1 AND reps.crm_owner_id = o.id AND reps.email <> o.email
    AND NOT EXISTS (SELECT FROM reps r WHERE r.workspace_id = $1 AND r.email = o.email)`;
/** … unless the registry has somebody under the new address already. */
const RELEASE_NUMBERS = `
  UPDATE reps SET crm_owner_id = NULL FROM ${OWNERS}
  WHERE reps.workspace_id = $1 AND reps.crm_owner_id = o.id AND reps.email <> o.email`;
/** What is still owned there by a number that gives way to another one is theirs all the same … */
const KEEP_NUMBERS = `
  INSERT INTO former_crm_owners (workspace_id, crm_owner_id, rep_id)
  SELECT DISTINCT ON (r.crm_owner_id) $1, r.crm_owner_id, r.id FROM ${OWNERS}
    JOIN reps r ON r.workspace_id = $1 AND r.email = o.email AND r.crm_owner_id <> o.id
  ON CONFLICT (workspace_id, crm_owner_id) DO UPDATE SET rep_id = excluded.rep_id`;
/** … and so is what is owned by one that never came to be the one we write. */
const NOTE_NUMBERS = `
  INSERT INTO former_crm_owners (workspace_id, crm_owner_id, rep_id)
  SELECT DISTINCT ON (o.id) $1, o.id, r.id FROM ${OWNERS}
    JOIN reps r ON r.workspace_id = $1 AND r.email = o.email AND r.crm_owner_id IS DISTINCT FROM o.id
  ON CONFLICT (workspace_id, crm_owner_id) DO UPDATE SET rep_id = excluded.rep_id`;
const SAVE_OWNERS = `
  INSERT INTO reps (workspace_id, email, name, crm_owner_id, left_at, left_by, skills, languages, certificates)
  SELECT DISTINCT ON (o.email) $1, o.email, o.name, o.id,
    CASE WHEN o.archived THEN $3::timestamptz END, CASE WHEN o.archived THEN 'crm' END, '{}'::text[], '{}'::text[], '{}'::text[]
  FROM ${OWNERS} ORDER BY o.email, o.archived, o.id
  ON CONFLICT (workspace_id, email) DO UPDATE SET
    -- Of somebody archived the CRM may have forgotten the name: ours is the better one.
    name = CASE WHEN excluded.left_at IS NULL THEN excluded.name ELSE reps.name END,
    crm_owner_id = excluded.crm_owner_id,
    -- A day that the roster has set stands, whatever the CRM goes on to say of them.
    left_at = CASE WHEN reps.left_by IS DISTINCT FROM 'crm' THEN coalesce(reps.left_at, excluded.left_at)
      WHEN excluded.left_at IS NOT NULL THEN reps.left_at END,
    left_by = CASE WHEN reps.left_at IS NULL OR reps.left_by = 'crm' THEN excluded.left_by ELSE reps.left_by END
  -- Who left and came back has two numbers in the CRM: the old one does not displace the new.
  WHERE excluded.left_at IS NULL OR reps.left_by = 'crm'
    OR reps.crm_owner_id IS NULL OR reps.crm_owner_id = excluded.crm_owner_id`;
const SAVE_TEAMS = `
  INSERT INTO teams (workspace_id, name)
  SELECT DISTINCT $1, o.team FROM jsonb_to_recordset($2::jsonb) AS o (team text) WHERE o.team IS NOT NULL
  ON CONFLICT (workspace_id, name) DO NOTHING`;
const NOTE_TEAMS = `
  UPDATE reps SET crm_team = o.team FROM jsonb_to_recordset($2::jsonb) AS o (id text, team text)
  WHERE reps.workspace_id = $1 AND reps.crm_owner_id = o.id AND reps.crm_team IS DISTINCT FROM o.team`;
/** What the roster says of a team stands: the CRM fills in where it says nothing. */
const JOIN_TEAMS = `
  UPDATE reps SET team_id = t.id
  FROM jsonb_to_recordset($2::jsonb) AS o (id text, team text) JOIN teams t ON t.workspace_id = $1 AND t.name = o.team
  WHERE reps.workspace_id = $1 AND reps.crm_owner_id = o.id AND reps.team_id IS NULL`;
/** A number that somebody has now is theirs, whoever had it. */
const REPS_BY_CRM_OWNER = `
  SELECT f.crm_owner_id AS "crmOwnerId", r.id, r.name, r.slack_user_id AS "slackUserId"
  FROM former_crm_owners f JOIN reps r ON r.id = f.rep_id WHERE f.workspace_id = $1
    AND NOT EXISTS (SELECT FROM reps p WHERE p.workspace_id = $1 AND p.crm_owner_id = f.crm_owner_id)
  UNION ALL
  SELECT crm_owner_id, ${REP} FROM reps WHERE workspace_id = $1 AND crm_owner_id IS NOT NULL`;
/** Whose a record of the CRM is: joins `reps` by the number that stands there. */
export const OWNER_BY = (crmOwnerId: string) => `
  CROSS JOIN LATERAL (SELECT coalesce(
    (SELECT id FROM reps WHERE workspace_id = $1 AND crm_owner_id = ${crmOwnerId}),
    (SELECT rep_id FROM former_crm_owners WHERE workspace_id = $1 AND crm_owner_id = ${crmOwnerId})) AS id) r`;

export async function findRepByEmail(
  db: Db,
  workspaceId: string,
  email: string,
): Promise<Person | undefined> {
  const [row] = await rows<Person>(db, BY_EMAIL, workspaceId, email);
  return row;
}

export async function findRepBySlackUser(
  db: Db,
  workspaceId: string,
  slackUserId: string,
): Promise<Person | undefined> {
  const [row] = await rows<Person>(db, BY_SLACK_USER, workspaceId, slackUserId);
  return row;
}

const READ_VIEWER = `
  SELECT id AS "repId", role FROM reps WHERE workspace_id = $1 AND slack_user_id = $2`;
const viewer = z.object({ repId: z.string(), role: z.enum(roles) });

/** Whoever looks at an account. */
export async function readViewer(
  db: Db,
  workspaceId: string,
  slackUserId: string,
): Promise<Viewer> {
  const [row] = await plannedRows(db, READ_VIEWER, workspaceId, slackUserId);
  return { slackUserId, ...(row !== undefined && viewer.parse(row)) };
}

const MANAGER_OF = `
  SELECT m.id, m.name, m.slack_user_id AS "slackUserId" FROM reps r
    JOIN teams t ON t.id = r.team_id JOIN reps m ON m.id = t.manager_id AND m.id <> r.id
  WHERE r.workspace_id = $1 AND r.id = $2::uuid`;

export async function findManagerOf(
  db: Db,
  workspaceId: string,
  repId: string,
): Promise<Person | undefined> {
  const [row] = await rows<Person>(db, MANAGER_OF, workspaceId, repId);
  return row;
}

/** What somebody may do here; undefined for people whom the roster does not have. */
export async function readRole(
  db: Db,
  workspaceId: string,
  slackUserId: string,
): Promise<Role | undefined> {
  const where = { workspaceId_slackUserId: { workspaceId, slackUserId } };
  const rep = await db.rep.findUnique({ where, select: { role: true } });
  return rep ? z.enum(roles).parse(rep.role) : undefined;
}

/** Whether somebody of the roster has left by it, or by the CRM. */
export async function readHasLeft(
  db: Db,
  workspaceId: string,
  who: { id: string } | { slackUserId: string },
  at: Date,
): Promise<boolean> {
  const rep = await db.rep.findFirst({ where: { workspaceId, ...who }, select: { leftAt: true } });
  return rep !== null && hasLeft(rep, at);
}

/** CRM owner id → rep, for a sync that meets the same few owners a million times. */
export async function readRepsByCrmOwner(
  db: Db,
  workspaceId: string,
): Promise<Map<string, Person>> {
  const found = await rows<Person & { crmOwnerId: string }>(db, REPS_BY_CRM_OWNER, workspaceId);
  return new Map(found.map(({ crmOwnerId, ...person }) => [crmOwnerId, person]));
}

type CrmPerson = {
  id: string;
  email: string;
  name: string;
  archived: boolean;
  team?: string | undefined;
};

/** The CRM's owners become reps; somebody the CRM has archived has left. */
export async function saveCrmOwners(
  db: Db,
  workspaceId: string,
  owners: CrmPerson[],
  at: Date,
): Promise<void> {
  // Where the CRM has no address of somebody, their number there stands in its place.
  const people = owners.map((owner) => ({
    ...owner,
    email: (owner.email || owner.id).toLowerCase(),
  }));
  const lines = JSON.stringify(people);
  await db.$executeRawUnsafe(MOVE_ADDRESSES, workspaceId, lines);
  await db.$executeRawUnsafe(RELEASE_NUMBERS, workspaceId, lines);
  await db.$executeRawUnsafe(KEEP_NUMBERS, workspaceId, lines);
  await db.$executeRawUnsafe(SAVE_OWNERS, workspaceId, lines, at);
  await db.$executeRawUnsafe(NOTE_NUMBERS, workspaceId, lines);
  await db.$executeRawUnsafe(SAVE_TEAMS, workspaceId, lines);
  await db.$executeRawUnsafe(JOIN_TEAMS, workspaceId, lines);
  await db.$executeRawUnsafe(NOTE_TEAMS, workspaceId, lines);
}

const FREE_SLACK_USER = `
  UPDATE reps SET slack_user_id = NULL, slack_zone = NULL, time_zone = coalesce(roster_zone, 'UTC')
  WHERE workspace_id = $1 AND slack_user_id = $2 AND email <> $3`;
/** A line without a day of leaving takes back what an earlier file had said. */
const TAKE_BACK = `
  UPDATE reps SET left_at = NULL, left_by = NULL
  WHERE workspace_id = $1 AND email = $2 AND left_by = 'roster'`;

/**
 * Writes the people and teams of a roster file; what it does not name stays as it is. Returns the id
 * of everybody the registry now knows, by e-mail address.
 */
export async function saveRosterPeople(
  db: Db,
  workspaceId: string,
  roster: RosterFile,
): Promise<Map<string, string>> {
  for (const { name, channel } of roster.teams) {
    const fields = { slackChannel: channel ?? null };
    await db.team.upsert({
      where: { workspaceId_name: { workspaceId, name } },
      create: { workspaceId, name, ...fields },
      update: fields,
    });
  }
  await saveReps(db, workspaceId, roster, await readTeamIds(db, workspaceId));
  const known = await rows<{ email: string; id: string }>(db, IDS_BY_EMAIL, workspaceId);
  const reps = new Map(known.map(({ email, id }) => [email, id]));
  for (const { name, manager } of roster.teams) {
    const managerId = manager && reps.get(manager);
    if (managerId) {
      await db.team.update({
        where: { workspaceId_name: { workspaceId, name } },
        data: { managerId },
      });
    }
  }
  return reps;
}

/** Team name → id. */
export async function readTeamIds(db: Db, workspaceId: string): Promise<Map<string, string>> {
  const teams = await db.team.findMany({ where: { workspaceId } });
  return new Map(teams.map(({ name, id }) => [name, id]));
}

async function saveReps(
  db: Db,
  workspaceId: string,
  roster: RosterFile,
  teams: Map<string, string>,
): Promise<void> {
  for (const {
    absences: _,
    team,
    workingHours,
    leftOn,
    name,
    role,
    timeZone,
    ...rep
  } of roster.reps) {
    const fields = {
      ...rep,
      capacity: rep.capacity ?? null,
      holidayRegion: rep.holidayRegion ?? null,
      ...(team && { teamId: teams.get(team) ?? null }),
      hours: workingHours,
      ...(leftOn && { leftAt: new Date(leftOn), leftBy: 'roster' }),
      ...(name && { name }),
      ...(role && { role, rosterRole: role }),
      ...(timeZone && { timeZone, rosterZone: timeZone }),
    };
    if (!leftOn) await db.$executeRawUnsafe(TAKE_BACK, workspaceId, rep.email);
    if (!role) await unnameRole(db, workspaceId, rep.email);
    if (!timeZone) await unnameZone(db, workspaceId, rep.email);
    // By that account goes whom the roster says, whoever was taken for them before.
    if (rep.slackUserId)
      await db.$executeRawUnsafe(FREE_SLACK_USER, workspaceId, rep.slackUserId, rep.email);
    await db.rep.upsert({
      where: { workspaceId_email: { workspaceId, email: rep.email } },
      create: { workspaceId, ...fields, name: name ?? rep.email },
      update: fields,
    });
  }
}
