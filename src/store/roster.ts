import type { Person, RosterFile } from '../domain/roster.ts';
import { type Db, rows } from './database.ts';

const REP = `id, name, slack_user_id AS "slackUserId"`;
const BY_CRM_OWNER = `SELECT ${REP} FROM reps WHERE workspace_id = $1 AND crm_owner_id = $2`;
const BY_EMAIL = `SELECT ${REP} FROM reps WHERE workspace_id = $1 AND email = lower($2)`;
const SAVE_OWNERS = `
  INSERT INTO reps (workspace_id, email, name, crm_owner_id, left_at, skills, languages, certificates)
  SELECT $1, o.email, o.name, o.id, CASE WHEN o.archived THEN $3::timestamptz END, '{}', '{}', '{}'
  FROM jsonb_to_recordset($2::jsonb) AS o (id text, email text, name text, archived boolean)
  ON CONFLICT (workspace_id, email) DO UPDATE SET
    -- Of somebody archived the CRM may have forgotten the name: ours is the better one.
    name = CASE WHEN excluded.left_at IS NULL THEN excluded.name ELSE reps.name END,
    crm_owner_id = excluded.crm_owner_id,
    left_at = CASE WHEN excluded.left_at IS NULL THEN NULL ELSE coalesce(reps.left_at, excluded.left_at) END`;
const REPS_BY_CRM_OWNER = `
  SELECT crm_owner_id AS "crmOwnerId", ${REP} FROM reps
  WHERE workspace_id = $1 AND crm_owner_id IS NOT NULL`;

export async function findRepByCrmOwner(
  db: Db,
  workspaceId: string,
  crmOwnerId: string,
): Promise<Person | undefined> {
  const [row] = await rows<Person>(db, BY_CRM_OWNER, workspaceId, crmOwnerId);
  return row;
}

export async function findRepByEmail(
  db: Db,
  workspaceId: string,
  email: string,
): Promise<Person | undefined> {
  const [row] = await rows<Person>(db, BY_EMAIL, workspaceId, email);
  return row;
}

/** CRM owner id → rep, for a sync that meets the same few owners a million times. */
export async function readRepsByCrmOwner(
  db: Db,
  workspaceId: string,
): Promise<Map<string, Person>> {
  const found = await rows<Person & { crmOwnerId: string }>(db, REPS_BY_CRM_OWNER, workspaceId);
  return new Map(found.map(({ crmOwnerId, ...person }) => [crmOwnerId, person]));
}

type CrmPerson = { id: string; email: string; name: string; archived: boolean };

/** The CRM's owners become reps; somebody the CRM has archived has left. */
export async function saveCrmOwners(
  db: Db,
  workspaceId: string,
  owners: CrmPerson[],
  at: Date,
): Promise<void> {
  const people = owners.map((owner) => ({ ...owner, email: owner.email.toLowerCase() }));
  await db.$executeRawUnsafe(SAVE_OWNERS, workspaceId, JSON.stringify(people), at);
}

/** Writes the people and teams of a roster file; what it does not name stays as it is. */
export async function saveRosterPeople(
  db: Db,
  workspaceId: string,
  roster: RosterFile,
): Promise<Map<string, string>> {
  const teams = new Map<string, string>();
  for (const { name, channel } of roster.teams) {
    const fields = { slackChannel: channel ?? null };
    const team = await db.team.upsert({
      where: { workspaceId_name: { workspaceId, name } },
      create: { workspaceId, name, ...fields },
      update: fields,
    });
    teams.set(name, team.id);
  }
  const reps = await saveReps(db, workspaceId, roster, teams);
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

async function saveReps(
  db: Db,
  workspaceId: string,
  roster: RosterFile,
  teams: Map<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { absences: _, team, workingHours, leftOn, name, ...rep } of roster.reps) {
    const fields = {
      ...rep,
      slackUserId: rep.slackUserId ?? null,
      capacity: rep.capacity ?? null,
      teamId: (team && teams.get(team)) ?? null,
      hours: workingHours,
      ...(leftOn && { leftAt: new Date(leftOn) }),
      ...(name && { name }),
    };
    const saved = await db.rep.upsert({
      where: { workspaceId_email: { workspaceId, email: rep.email } },
      create: { workspaceId, ...fields, name: name ?? rep.email },
      update: fields,
    });
    ids.set(rep.email, saved.id);
  }
  return ids;
}

export async function saveAbsences(
  db: Db,
  workspaceId: string,
  roster: RosterFile,
  reps: Map<string, string>,
): Promise<void> {
  for (const { email, absences } of roster.reps) {
    const repId = reps.get(email);
    for (const { from, until, reason, backup } of repId ? absences : []) {
      const fields = {
        until: new Date(until),
        reason,
        backupId: (backup && reps.get(backup)) ?? null,
      };
      await db.absence.upsert({
        where: { repId_from: { repId: repId ?? '', from: new Date(from) } },
        create: { workspaceId, repId: repId ?? '', from: new Date(from), ...fields },
        update: fields,
      });
    }
  }
}
