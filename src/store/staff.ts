import { z } from 'zod';
import { roles, workingHours } from '../domain/roster.ts';
import type { Member, Place, Staff } from '../domain/staff.ts';
import { type Db, plannedRows } from './database.ts';
import { absence, maybe, person, time } from './json.ts';

/** Who cannot be asked in Slack any more has left, as far as questions go. Few enough in any workspace to be read whole; only absences that are not over matter. */
const READ_MEMBERS = `
  SELECT r.id, r.name, r.slack_user_id AS "slackUserId", r.email, r.role,
    least(r.left_at, r.slack_left_at) AS "leftAt",
    nullif(t.manager_id, r.id) AS "managerId", r.time_zone AS "timeZone", r.hours, r.holiday_region AS "holidayRegion",
    coalesce((SELECT json_agg(json_build_object('from', x."from", 'until', x.until, 'reason', x.reason,
        'backup', CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'name', b.name,
          'slackUserId', b.slack_user_id) END) ORDER BY x."from")
      FROM absences x LEFT JOIN reps b ON b.id = x.backup_id WHERE x.rep_id = r.id AND x.until > $2), '[]') AS absences
  FROM reps r LEFT JOIN teams t ON t.id = r.team_id WHERE r.workspace_id = $1`;
const READ_PLACES = `
  SELECT t.id, t.key, t.name, t.parent_id AS "parentId",
    (SELECT c.rep_id FROM covers c WHERE c.territory_id = t.id AND c.role = 'AE') AS "coverId"
  FROM territories t WHERE t.workspace_id = $1`;

const member = person.extend({
  email: z.string(),
  role: z.enum(roles),
  leftAt: maybe(time),
  managerId: maybe(z.string()),
  timeZone: z.string(),
  hours: workingHours,
  holidayRegion: maybe(z.string()),
  absences: z.array(absence),
});
const place = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  parentId: maybe(z.string()),
  coverId: maybe(z.string()),
});

/** Everybody of the roster with whom they answer to and when they work, and who covers what. */
export async function readStaff(db: Db, workspaceId: string, at: Date): Promise<Staff> {
  const found = await plannedRows(db, READ_MEMBERS, workspaceId, at);
  const members = found.map((row) => memberOf(member.parse(row)));
  const places: Place[] = (await plannedRows(db, READ_PLACES, workspaceId)).map((row) =>
    place.parse(row),
  );
  return {
    byId: new Map(members.map((one) => [one.id, one])),
    byEmail: new Map(members.map((one) => [one.email, one])),
    places,
  };
}

function memberOf({ timeZone, hours, holidayRegion, ...rest }: z.infer<typeof member>): Member {
  return { ...rest, calendar: { timeZone, hours, ...(holidayRegion && { holidayRegion }) } };
}
