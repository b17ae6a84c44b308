import { type Copies, copiesOf, type Suspect } from '../domain/matching/owned-copy.ts';
import { type Db, plannedRows } from './database.ts';

/** Whatever many share tells nothing: so few of them are looked at. */
const MOST_SHARING = 20;
/**
 * Accounts that nobody owns, each with those that share a domain or the core of a name with it, but for those of which a
 * person has said that they are two. Served, one walk each, by
 * the keys of account_domains and account_names, account_domains_account_id_idx and account_names_sort_key: a core
 * ends where a space stands in the sort key, and nothing comes between a space and an exclamation mark.
 */
const FIND_SUSPECTS = `
  WITH shared AS MATERIALIZED (
    SELECT a.id AS asked, found.account_id AS suspect FROM accounts a, LATERAL (
      (SELECT o.account_id FROM account_domains d JOIN account_domains o
          ON o.workspace_id = $1 AND o.domain = d.domain AND o.account_id <> a.id
        WHERE d.account_id = a.id LIMIT ${MOST_SHARING})
      UNION
      (SELECT o.account_id FROM account_names n, LATERAL (SELECT account_id FROM account_names
          WHERE workspace_id = $1 AND sort_key >= split_part(n.sort_key, ' ', 1)
            AND sort_key < split_part(n.sort_key, ' ', 1) || '!' LIMIT ${MOST_SHARING}) o
        WHERE n.account_id = a.id AND o.account_id <> a.id LIMIT ${MOST_SHARING})) found
    WHERE a.workspace_id = $1 AND a.id = ANY($2::uuid[]) AND a.owner_id IS NULL),
  open AS (SELECT asked, suspect FROM shared s WHERE NOT EXISTS (
      SELECT FROM twins t WHERE t.account_id = least(s.asked, s.suspect) AND t.other_id = greatest(s.asked, s.suspect)
        AND t.verdict->>'kind' = 'distinct')),
  involved AS (SELECT asked AS id, asked FROM open UNION SELECT suspect, asked FROM open)
  SELECT i.asked, a.id, a.id = i.asked AS "isAsked", a.name, r.email AS owner,
    coalesce(a.ultimate_parent_id, a.id)::text AS family,
    ARRAY(SELECT domain FROM account_domains WHERE account_id = a.id) AS domains,
    a.attributes->'phone'->>'value' AS phone, a.attributes->'country'->>'value' AS country,
    a.attributes->'city'->>'value' AS city, a.attributes->'zip'->>'value' AS zip
  FROM involved i JOIN accounts a ON a.id = i.id AND a.deleted_at IS NULL
    LEFT JOIN reps r ON r.id = a.owner_id`;

type Row = {
  [Key in keyof Suspect]: Key extends 'id' | 'name' | 'domains' ? Suspect[Key] : string | null;
} & { asked: string; isAsked: boolean };

/** Of these accounts, those that nobody owns and that are probably one company with others, with those. */
export async function readCopies(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<Map<string, Copies>> {
  const rows = await plannedRows<Row>(db, FIND_SUSPECTS, workspaceId, accountIds);
  const copies = new Map<string, Copies>();
  for (const [asked, together] of Map.groupBy(rows, (row) => row.asked)) {
    const own = together.find(({ isAsked }) => isAsked);
    const suspects = together.filter(({ isAsked }) => !isAsked).map(suspectOf);
    if (own) copies.set(asked, copiesOf(suspectOf(own), suspects));
  }
  return copies;
}

function suspectOf({ id, name, domains, ...row }: Row): Suspect {
  return {
    ...{ id, name, domains, family: row.family ?? undefined, owner: row.owner ?? undefined },
    ...{ phone: row.phone ?? undefined, country: row.country ?? undefined },
    ...{ city: row.city ?? undefined, zip: row.zip ?? undefined },
  };
}
