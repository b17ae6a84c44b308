import { z } from 'zod';
import type { Seat, Seats, Territory } from '../domain/routing.ts';
import { type Db, plannedRows } from './database.ts';
import { maybe, time } from './json.ts';

const READ_SEATS = `
  SELECT id, name, slack_user_id AS "slackUserId", email, left_at AS "leftAt", capacity
  FROM reps WHERE workspace_id = $1`;
const READ_TERRITORIES = `
  SELECT t.id, t.key, t.name, coalesce((SELECT json_object_agg(c.role, CASE
      WHEN c.rep_id IS NOT NULL THEN json_build_object('kind', 'rep', 'email', r.email)
      ELSE json_build_object('kind', 'pool', 'pool', p.name) END)
    FROM covers c LEFT JOIN reps r ON r.id = c.rep_id LEFT JOIN pools p ON p.id = c.pool_id
    WHERE c.territory_id = t.id), '{}') AS cover
  FROM territories t WHERE t.workspace_id = $1`;
/** Few enough of both that no index is missed. */
const NAMED_TERRITORY = `(lower(t.key) = $2 OR lower(t.name) = $2)`;
const READ_TERRITORY = `${READ_TERRITORIES} AND ${NAMED_TERRITORY}`;
const READ_SEATS_NAMED = `
  ${READ_SEATS} AND (email = ANY($3::text[]) OR id IN (
    SELECT c.rep_id FROM covers c JOIN territories t ON t.id = c.territory_id
    WHERE t.workspace_id = $1 AND ${NAMED_TERRITORY}))`;
const READ_BOOKS = `
  SELECT rep_id AS id, accounts AS load FROM books WHERE workspace_id = $1 AND rep_id = ANY($2::uuid[])`;

const seat = z.object({
  id: z.string(),
  name: z.string(),
  slackUserId: maybe(z.string()),
  email: z.string(),
  leftAt: maybe(time),
  capacity: maybe(z.number()),
});
const territory = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  cover: z.record(
    z.string(),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('rep'), email: z.string() }),
      z.object({ kind: z.literal('pool'), pool: z.string() }),
    ]),
  ),
});

/** Everybody and every territory that a rule may name. */
export async function readSeats(
  db: Db,
  workspaceId: string,
): Promise<Seats & { byId: ReadonlyMap<string, Seat> }> {
  const seats: Seat[] = (await plannedRows(db, READ_SEATS, workspaceId)).map((row) =>
    seat.parse(row),
  );
  const found: Territory[] = (await plannedRows(db, READ_TERRITORIES, workspaceId)).map((row) =>
    territory.parse(row),
  );
  return { ...seatsFrom(seats, found), byId: new Map(seats.map((one) => [one.id, one])) };
}

/** Only these people, this territory, and whoever covers it. */
export async function readSeatsNamed(
  db: Db,
  workspaceId: string,
  { emails, territory: named }: { emails: readonly string[]; territory: string },
): Promise<Seats> {
  const [people, places] = [
    await plannedRows(db, READ_SEATS_NAMED, workspaceId, named, emails),
    await plannedRows(db, READ_TERRITORY, workspaceId, named),
  ];
  return seatsFrom(
    people.map((row) => seat.parse(row)),
    places.map((row) => territory.parse(row)),
  );
}

function seatsFrom(seats: Seat[], found: Territory[]): Seats {
  // A key wins over another territory's name.
  const territories = new Map(found.map((one) => [one.name.toLowerCase(), one]));
  for (const one of found) territories.set(one.key.toLowerCase(), one);
  return { byEmail: new Map(seats.map((one) => [one.email, one])), territories };
}

/** How many accounts each of these reps has. */
export async function countBooks(
  db: Db,
  workspaceId: string,
  repIds: string[],
): Promise<Map<string, number>> {
  if (repIds.length === 0) return new Map();
  const found = await plannedRows<{ id: string; load: number }>(
    db,
    READ_BOOKS,
    workspaceId,
    repIds,
  );
  return new Map(found.map(({ id, load }) => [id, load]));
}
