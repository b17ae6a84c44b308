import { z } from 'zod';
import type { Colleague } from '../domain/dispute-bench.ts';
import { isHolidayRegion } from '../domain/holidays.ts';
import { workingHours } from '../domain/roster.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { type Db, plannedRows } from './database.ts';
import { maybe } from './json.ts';

/** Everybody with their manager, and who stands in for those who are away at this moment. */
const READ = `
  SELECT r.id, r.name, r.slack_user_id AS "slackUserId", r.time_zone AS "timeZone", r.hours,
    r.holiday_region AS "holidayRegion", r.role IN ('ops', 'admin') AS "isOps",
    coalesce(r.left_at <= $2, false) AS "hasLeft", t.manager_id AS "managerId",
    (SELECT x.backup_id FROM absences x WHERE x.rep_id = r.id AND x."from" <= $2 AND x.until > $2
      ORDER BY x."from" DESC LIMIT 1) AS "standInId"
  FROM reps r LEFT JOIN teams t ON t.id = r.team_id AND t.manager_id <> r.id
  WHERE r.workspace_id = $1`;

const row = z.object({
  id: z.string(),
  name: z.string(),
  slackUserId: maybe(z.string()),
  timeZone: z.string().refine(isTimeZone).catch('UTC'),
  hours: workingHours.catch({}),
  holidayRegion: maybe(z.string().refine(isHolidayRegion)).catch(undefined),
  isOps: z.boolean(),
  hasLeft: z.boolean(),
  managerId: maybe(z.string()),
  standInId: maybe(z.string()),
});

/** Who could sit on the bench of a case, by id. */
export async function readColleagues(
  db: Db,
  workspaceId: string,
  at: Date,
): Promise<Map<string, Colleague>> {
  const found = await plannedRows(db, READ, workspaceId, at);
  return new Map(
    found.map((one) => {
      const { timeZone, hours, holidayRegion, managerId, standInId, slackUserId, ...rest } =
        row.parse(one);
      const calendar = { timeZone, hours, absences: [], ...(holidayRegion && { holidayRegion }) };
      return [
        rest.id,
        {
          ...{ ...rest, calendar },
          ...(slackUserId && { slackUserId }),
          ...(managerId && { managerId }),
          ...(standInId && { standInId }),
        },
      ];
    }),
  );
}
