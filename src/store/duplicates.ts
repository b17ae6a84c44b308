import { z } from 'zod';
import { type Reason, reason } from '../domain/matching/likeness.ts';
import type { Typed } from '../domain/matching/profile.ts';
import { asLines, type Database, type Db, LINES, rows } from './database.ts';
import { maybe } from './json.ts';

/** A page in the order of the key on workspace and CRM id, which serves it; domains by account_domains_account_id_idx. */
const READ_PAGE = `
  SELECT a.crm_id AS "crmId", a.id, a.name, coalesce(a.ultimate_parent_id, a.id) AS family, held.domains,
    a.attributes->'phone'->>'value' AS phone, a.attributes->'website'->>'value' AS website,
    a.attributes->'country'->>'value' AS country, a.attributes->'city'->>'value' AS city,
    a.attributes->'zip'->>'value' AS zip
  FROM accounts a LEFT JOIN LATERAL (SELECT string_agg(domain, ' ' ORDER BY domain) AS domains
    FROM account_domains WHERE account_id = a.id) held ON true
  WHERE a.workspace_id = $1 AND a.crm_id > $2 AND a.deleted_at IS NULL ORDER BY a.crm_id LIMIT ${10_000}`;
const FORGET_GROUPS = 'DELETE FROM duplicate_clusters WHERE workspace_id = $1';
const SAVE_GROUPS = `
  INSERT INTO duplicate_clusters (id, workspace_id, confidence, size, found_at)
  SELECT g.id, $1, g.confidence, g.size, $3
  FROM jsonb_to_recordset(${LINES}) AS g (id uuid, confidence float8, size int)`;
/** An account that has gone while the others were compared is in no group. */
const SAVE_MEMBERS = `
  INSERT INTO duplicate_members (account_id, workspace_id, cluster_id, like_id, score, reasons)
  SELECT m."accountId", $1, m."groupId", m."likeId", m.score, m.reasons
  FROM jsonb_to_recordset(${LINES}) AS m (
      "accountId" uuid, "groupId" uuid, "likeId" uuid, score float8, reasons jsonb)
    JOIN accounts a ON a.id = m."accountId" JOIN accounts o ON o.id = m."likeId"`;
/** Served by duplicate_clusters_workspace_id_confidence_idx and duplicate_members_cluster_id_idx. */
const READ_GROUPS = `
  SELECT g.id, g.confidence, jsonb_agg(jsonb_build_object('accountId', a.id, 'name', a.name, 'crmId', a.crm_id,
    'owner', r.name, 'likeId', m.like_id, 'score', m.score, 'reasons', m.reasons) ORDER BY a.crm_id) AS members
  FROM (SELECT * FROM duplicate_clusters WHERE workspace_id = $1 ORDER BY confidence DESC, id LIMIT $2) g
    JOIN duplicate_members m ON m.cluster_id = g.id
    JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL
    LEFT JOIN reps r ON r.id = a.owner_id
  GROUP BY g.id, g.confidence HAVING count(*) > 1 ORDER BY g.confidence DESC, g.id`;

export type BookPage = { ids: string[]; companies: Typed[] };

type Row = Record<keyof Omit<Typed, 'name' | 'domains'>, string | null> & {
  crmId: string;
  id: string;
  name: string;
  domains: string | null;
  website: string | null;
};

/** Every account of a workspace as matching sees it, page by page: memory holds one page, whatever the size of the book. */
export async function* readBook(
  { pool }: Pick<Database, 'pool'>,
  workspaceId: string,
): AsyncGenerator<BookPage> {
  for (let after = ''; ; ) {
    const { rows: page } = await pool.query<Row>(READ_PAGE, [workspaceId, after]);
    const last = page.at(-1);
    if (!last) return;
    after = last.crmId;
    yield { ids: page.map(({ id }) => id), companies: page.map(companyOf) };
  }
}

function companyOf({ name, domains, website, ...row }: Row): Typed {
  const known = [...(domains?.split(' ') ?? []), ...(website ? [website] : [])];
  return {
    ...{ name, domains: known, family: row.family ?? undefined, phone: row.phone ?? undefined },
    ...{
      country: row.country ?? undefined,
      city: row.city ?? undefined,
      zip: row.zip ?? undefined,
    },
  };
}

export type Grouped = {
  id: string;
  confidence: number;
  members: { accountId: string; likeId: string; score: number; reasons: Reason[] }[];
};

/** What the last search found makes way for what this one has. */
export async function replaceGroups(
  tx: Db,
  workspaceId: string,
  groups: Grouped[],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(FORGET_GROUPS, workspaceId);
  for (let from = 0; from < groups.length; from += PORTION) {
    const portion = groups.slice(from, from + PORTION);
    const heads = portion.map(({ members, ...group }) => ({ ...group, size: members.length }));
    const members = portion.flatMap(({ id, members: held }) =>
      held.map((member) => ({ groupId: id, ...member })),
    );
    await tx.$executeRawUnsafe(SAVE_GROUPS, workspaceId, asLines(heads), at);
    await tx.$executeRawUnsafe(SAVE_MEMBERS, workspaceId, asLines(members));
  }
}

const PORTION = 5000;

const groupRow = z.object({
  id: z.string(),
  confidence: z.number(),
  members: z.array(
    z.object({
      accountId: z.string(),
      name: z.string(),
      crmId: z.string(),
      owner: maybe(z.string()),
      likeId: z.string(),
      score: z.number(),
      reasons: z.array(reason),
    }),
  ),
});
export type DuplicateGroup = z.infer<typeof groupRow>;

/** The surest groups first. */
export async function readGroups(
  db: Db,
  workspaceId: string,
  most: number,
): Promise<DuplicateGroup[]> {
  const found = await rows(db, READ_GROUPS, workspaceId, most);
  return found.map((row) => groupRow.parse(row));
}
