import { z } from 'zod';
import type { Sayings } from '../domain/source-word.ts';
import { type Db, rows } from './database.ts';
import { maybe, time } from './json.ts';

/** So many contacts say enough of where a company is. */
const MOST_CONTACTS = 500;
/** Of those that the CRM links, and of those that were found to belong there. Both are served by indexes that lead with the account. */
const CONTACTS = `
  (SELECT l.attributes FROM leads l WHERE l.account_id = a.id AND l.deleted_at IS NULL
   UNION ALL SELECT l.attributes FROM lead_matches m JOIN leads l ON l.id = m.lead_id
   WHERE m.account_id = a.id AND l.account_id IS NULL AND l.deleted_at IS NULL LIMIT ${MOST_CONTACTS})`;
/** Served by primary keys, and by the index of fixes on account and attribute. */
const READ = `
  SELECT a.attributes, a.others,
    CASE WHEN u.id IS NOT NULL THEN json_build_object('name', u.name, 'attributes', u.attributes) END AS head,
    (SELECT coalesce(json_agg(c), '[]') FROM (
        SELECT DISTINCT ON (f.attribute) f.attribute, f.proposed AS value, f.approved_by->>'name' AS by, f.approved_at AS at
        FROM fixes f WHERE f.account_id = a.id AND f.attribute = ANY($3::text[]) AND f.status = 'written'
          AND f.approved_by->>'kind' <> 'machine' ORDER BY f.attribute, f.approved_at DESC) c) AS corrected,
    (SELECT coalesce(json_agg(s), '[]') FROM (
        SELECT asked.key AS attribute, l.attributes->asked.key->>'value' AS value, count(*)::int AS count
        FROM ${CONTACTS} l CROSS JOIN unnest($3::text[]) AS asked (key)
        WHERE l.attributes->asked.key->>'value' <> '' GROUP BY 1, 2) s) AS contacts
  FROM accounts a LEFT JOIN accounts u ON u.id = a.ultimate_parent_id AND u.id <> a.id AND u.deleted_at IS NULL
  WHERE a.workspace_id = $1 AND a.id = $2::uuid AND a.deleted_at IS NULL`;

const attributes = z.record(
  z.string(),
  z.object({ value: z.unknown(), source: z.string(), at: time }),
);
const row = z.object({
  ...{ attributes, others: attributes, head: maybe(z.object({ name: z.string(), attributes })) },
  corrected: z.array(
    z.object({ attribute: z.string(), value: z.string(), by: z.string(), at: time }),
  ),
  contacts: z.array(z.object({ attribute: z.string(), value: z.string(), count: z.number() })),
});

/** What is kept of an account that may say what these attributes of it are; undefined where it is gone. */
export async function readSayings(
  db: Db,
  workspaceId: string,
  accountId: string,
  keys: readonly string[],
): Promise<Sayings | undefined> {
  const [found] = await rows(db, READ, workspaceId, accountId, keys);
  if (found === undefined) return undefined;
  const { corrected, contacts, ...said } = row.parse(found);
  return {
    ...said,
    corrected: new Map(corrected.map(({ attribute, ...one }) => [attribute, one])),
    contacts: Map.groupBy(contacts, ({ attribute }) => attribute),
  };
}
