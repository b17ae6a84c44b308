import { z } from 'zod';
import { factsOf, type Known } from '../domain/facts.ts';
import { accountAsOf, type Former, type OwnersThen } from '../domain/past.ts';
import { type Db, rows } from './database.ts';
import { readStored } from './facts.ts';
import { maybe, time } from './json.ts';

/** Served by the index on account and end. */
const READ_LATER = `
  SELECT key, value, source, at, until FROM attribute_changes
  WHERE workspace_id = $1 AND account_id = $2::uuid AND until > $3 ORDER BY until, id`;
/** Served by primary keys and by the index of ownership changes on account and time. */
const READ_OWNERS = `
  SELECT a.id = own.id AS "isItself", a.id = own.parent_id AS "isParent", a.id = own.ultimate_parent_id AS "isHead",
    r.email AS owner, greatest(own.created_at, w.past_since) AS "since"
  FROM accounts own JOIN workspaces w ON w.id = own.workspace_id
    JOIN accounts a ON a.id = own.id OR (a.id IN (own.parent_id, own.ultimate_parent_id) AND a.deleted_at IS NULL)
    LEFT JOIN LATERAL (SELECT c.from_id, true AS "isLater" FROM ownership_changes c
      WHERE c.account_id = a.id AND c.at > $3 ORDER BY c.at, c.audit_seq LIMIT 1) next ON true
    LEFT JOIN reps r ON r.id = CASE WHEN next."isLater" THEN next.from_id ELSE a.owner_id END
  WHERE own.workspace_id = $1 AND own.id = $2::uuid`;

const former = z.object({
  ...{ key: z.string(), value: z.unknown(), source: maybe(z.string()), at: maybe(time) },
  until: time,
});
const ownedThen = z.object({
  ...{ isItself: z.boolean(), isParent: maybe(z.boolean()), isHead: maybe(z.boolean()) },
  ...{ owner: maybe(z.string()), since: time },
});

/** `past`: what has given way since. `since`: from when on the registry knows what was so. */
export type KnownThen = { known: Known; past: Former[]; since: Date };

/** What was known of an account at a moment, as far as its past is kept; undefined where there is no such account. */
export async function readFactsAsOf(
  db: Db,
  workspaceId: string,
  accountId: string,
  moment: Date,
): Promise<KnownThen | undefined> {
  const stored = await readStored(db, workspaceId, accountId);
  if (!stored) return undefined;
  const later = await rows(db, READ_LATER, workspaceId, accountId, moment);
  const past = later.map((row) => former.parse(row));
  const found = await rows(db, READ_OWNERS, workspaceId, accountId, moment);
  const kin = found.map((row) => ownedThen.parse(row));
  const owners: OwnersThen = {
    owner: kin.find(({ isItself }) => isItself)?.owner,
    parentOwner: kin.find(({ isParent }) => isParent)?.owner,
    familyOwner: kin.find(({ isHead }) => isHead)?.owner,
  };
  const known = factsOf(accountAsOf(stored, past, owners, moment));
  return { known, past, since: kin[0]?.since ?? moment };
}
