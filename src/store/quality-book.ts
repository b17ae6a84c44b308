import { z } from 'zod';
import type { LeadSeen, OwnerSeen } from '../domain/quality/flaws.ts';
import type { Spelling } from '../domain/quality/house-style.ts';
import type { Attributes } from '../domain/reading/attributes.ts';
import { type Db, rows } from './database.ts';
import { maybe, time } from './json.ts';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** The whole book, page by page along the primary key; what it joins is found by key as well. */
const READ_ACCOUNTS = `
  SELECT a.id, a.name, a.crm_id AS "crmId", a.attributes, a.others, a.crm_changed_at AS "touchedAt",
    r.name AS "ownerName", r.left_at AS "leftAt", p.deleted_at IS NOT NULL AS "isParentGone",
    EXISTS (SELECT FROM account_domains d WHERE d.account_id = a.id) AS "hasDomain"
  FROM accounts a
    LEFT JOIN reps r ON r.id = a.owner_id
    LEFT JOIN accounts p ON p.id = a.parent_id
  WHERE a.workspace_id = $1 AND a.id > $2::uuid AND a.deleted_at IS NULL ORDER BY a.id LIMIT $3`;
const READ_LEADS = `
  SELECT l.id, l.name, l.crm_id AS "crmId", l.email, l.crm_changed_at AS "touchedAt",
    r.name AS "ownerName", r.left_at AS "leftAt", a.id IS NOT NULL AS "hasAccount"
  FROM leads l
    LEFT JOIN reps r ON r.id = l.owner_id
    LEFT JOIN accounts a ON a.id = l.account_id AND a.deleted_at IS NULL
  WHERE l.workspace_id = $1 AND l.id > $2::uuid AND l.deleted_at IS NULL ORDER BY l.id LIMIT $3`;
/** Few pairs are the custom of a book; of those that hardly anybody writes none is. */
const COUNT_SPELLINGS = `
  SELECT attributes->'country'->>'value' AS country, attributes->'state'->>'value' AS state,
    count(*)::int AS count
  FROM accounts WHERE workspace_id = $1 AND deleted_at IS NULL AND attributes ? 'country'
  GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 20000`;

const seen = {
  id: z.string(),
  name: z.string(),
  crmId: z.string(),
  touchedAt: maybe(time),
  ownerName: maybe(z.string()),
  leftAt: maybe(time),
};
const stored = z.record(z.string(), z.object({ value: z.unknown(), source: z.string(), at: time }));
const accountRow = z.object({
  ...seen,
  ...{ attributes: stored, others: stored },
  isParentGone: z.boolean(),
  hasDomain: z.boolean(),
});
const leadRow = z.object({ ...seen, email: maybe(z.string()), hasAccount: z.boolean() });
const spelling = z.object({
  country: maybe(z.string()),
  state: maybe(z.string()),
  count: z.number(),
});

/** What is stored of an account, beside the facts that rules read from it. */
export type BookLine = {
  record: { kind: 'account'; id: string; name: string; crmId: string };
  attributes: Attributes;
  /** What other properties say, by their names. */
  others: Attributes;
  hasDomain: boolean;
  isParentGone: boolean;
  owner?: OwnerSeen | undefined;
  touchedAt?: Date | undefined;
};

export async function readBookPage(
  db: Db,
  workspaceId: string,
  after: string | undefined,
  size: number,
): Promise<BookLine[]> {
  const found = await rows(db, READ_ACCOUNTS, workspaceId, after ?? BEFORE_ALL, size);
  return found.map((row) => {
    const { id, name, crmId, ownerName, leftAt, ...line } = accountRow.parse(row);
    const owner = ownerName === undefined ? undefined : { name: ownerName, leftAt };
    return { ...line, record: { kind: 'account', id, name, crmId }, owner };
  });
}

export async function readLeadPage(
  db: Db,
  workspaceId: string,
  after: string | undefined,
  size: number,
): Promise<LeadSeen[]> {
  const found = await rows(db, READ_LEADS, workspaceId, after ?? BEFORE_ALL, size);
  return found.map((row) => {
    const { id, name, crmId, ownerName, leftAt, ...line } = leadRow.parse(row);
    const owner = ownerName === undefined ? undefined : { name: ownerName, leftAt };
    return { ...line, record: { kind: 'lead', id, name, crmId }, owner };
  });
}

export async function countSpellings(db: Db, workspaceId: string): Promise<Spelling[]> {
  const found = await rows(db, COUNT_SPELLINGS, workspaceId);
  return found.map((row) => spelling.parse(row));
}
