import { z } from 'zod';
import { canonical } from '../domain/audit.ts';
import { factsOf, type Known, leadFactsOf, type StoredAccount } from '../domain/facts.ts';
import type { Catalogue, Facts } from '../domain/rules/attribute.ts';
import { digest } from './audit.ts';
import { type Db, plannedRows } from './database.ts';
import { maybe, time } from './json.ts';
import type { Version } from './rule-sets.ts';

/**
 * Each part is served by an index that leads with the account: its key, account_domains_account_id_idx and
 * deals_account_id_status_idx.
 */
const READ_ACCOUNTS = `
  SELECT a.id, a.name, a.attributes, r.email AS owner, p.name AS parent, pr.email AS "parentOwner",
    ur.email AS "familyOwner", coalesce(held.domains, '{}') AS domains,
    coalesce(open.value, 0)::float8 AS "dealValue", open.owner AS "dealOwner"
  FROM accounts a
    LEFT JOIN reps r ON r.id = a.owner_id
    LEFT JOIN accounts p ON p.id = a.parent_id AND p.deleted_at IS NULL
    LEFT JOIN reps pr ON pr.id = p.owner_id
    LEFT JOIN accounts u ON u.id = a.ultimate_parent_id AND u.deleted_at IS NULL
    LEFT JOIN reps ur ON ur.id = u.owner_id
    LEFT JOIN LATERAL (SELECT array_agg(domain ORDER BY domain) AS domains
      FROM account_domains WHERE account_id = a.id) held ON true
    LEFT JOIN LATERAL (SELECT sum(d.amount) AS value,
        (array_agg(dr.email ORDER BY d.amount DESC NULLS LAST, d.crm_id)
          FILTER (WHERE dr.email IS NOT NULL))[1] AS owner
      FROM deals d LEFT JOIN reps dr ON dr.id = d.owner_id
      WHERE d.account_id = a.id AND d.status = 'open') open ON true
  WHERE a.workspace_id = $1 AND a.id = ANY($2::uuid[]) AND a.deleted_at IS NULL`;
/** The same of one account, with the rules that it is under; served by rule_sets_one_published as well. */
const READ_UNDER_RULES = `
  SELECT f.*, v.id AS "versionId", v.number, v.published_at AS "publishedAt"
  FROM (${READ_ACCOUNTS}) f LEFT JOIN rule_sets v ON v.workspace_id = $1 AND v.status = 'published'`;
const READ_LEADS = `
  SELECT l.id, l.name, l.email, l.attributes, coalesce(l.account_id, m.account_id) AS "accountId",
    r.email AS owner
  FROM leads l LEFT JOIN reps r ON r.id = l.owner_id LEFT JOIN lead_matches m ON m.lead_id = l.id
  WHERE l.workspace_id = $1 AND l.id = ANY($2::uuid[]) AND l.deleted_at IS NULL`;

const attributes = z.record(
  z.string(),
  z.object({ value: z.unknown(), source: z.string(), at: time }),
);
const accountRow = z.object({
  id: z.string(),
  name: z.string(),
  attributes,
  owner: maybe(z.string()),
  parent: maybe(z.string()),
  parentOwner: maybe(z.string()),
  familyOwner: maybe(z.string()),
  domains: z.array(z.string()),
  dealValue: z.number(),
  dealOwner: maybe(z.string()),
});
const underRulesRow = accountRow.extend({
  versionId: maybe(z.string()),
  number: maybe(z.number()),
  publishedAt: maybe(time),
});
const leadRow = z.object({
  id: z.string(),
  name: z.string(),
  email: maybe(z.string()),
  attributes,
  accountId: maybe(z.string()),
  owner: maybe(z.string()),
});

/** What is known of these accounts, by id, in one query; those that are gone are left out. */
export async function readFacts(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
  catalogue?: Catalogue,
): Promise<Map<string, Known>> {
  const found = await plannedRows(db, READ_ACCOUNTS, workspaceId, accountIds);
  return new Map(
    found.map((row) => {
      const { id, ...account } = accountRow.parse(row);
      return [id, factsOf(storedAccount(account), catalogue)];
    }),
  );
}

/** One account as it is stored. */
export async function readStored(
  db: Db,
  workspaceId: string,
  accountId: string,
): Promise<StoredAccount | undefined> {
  const [row] = await plannedRows(db, READ_ACCOUNTS, workspaceId, [accountId]);
  if (row === undefined) return undefined;
  const { id: _, ...account } = accountRow.parse(row);
  return storedAccount(account);
}

export type FactsUnderRules = { known: Known; version?: Version };

/** What is known of one account, and which rules hold: for people who wait for an answer. */
export async function readFactsUnderRules(
  db: Db,
  workspaceId: string,
  accountId: string,
): Promise<FactsUnderRules | undefined> {
  const [row] = await plannedRows(db, READ_UNDER_RULES, workspaceId, [accountId]);
  if (row === undefined) return undefined;
  const { id: _, versionId, number, publishedAt, ...account } = underRulesRow.parse(row);
  const known = factsOf(storedAccount(account));
  const isUnder = versionId && number && publishedAt;
  return { known, ...(isUnder && { version: { id: versionId, number, publishedAt } }) };
}

function storedAccount({
  parent,
  parentOwner,
  dealValue,
  dealOwner,
  ...account
}: Omit<z.infer<typeof accountRow>, 'id'>): StoredAccount {
  return {
    ...account,
    ...(parent !== undefined && { parent: { name: parent, owner: parentOwner } }),
    openDeals: { value: dealValue, owner: dealOwner },
  };
}

/** The same of leads, with what is known of the accounts that they belong to. */
export async function readLeadFacts(
  db: Db,
  workspaceId: string,
  leadIds: readonly string[],
  catalogue?: Catalogue,
): Promise<Map<string, Known>> {
  const rows = await plannedRows(db, READ_LEADS, workspaceId, leadIds);
  const leads = rows.map((row) => leadRow.parse(row));
  const accountIds = new Set(leads.flatMap(({ accountId }) => accountId ?? []));
  const accounts = await readFacts(db, workspaceId, [...accountIds], catalogue);
  return new Map(
    leads.map(({ id, accountId, ...lead }) => [
      id,
      leadFactsOf(lead, accounts.get(accountId ?? ''), catalogue),
    ]),
  );
}

/** The same for the same content: neither the order of keys or words nor what is not known counts. */
export function hashFacts(facts: Facts): string {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  const content = known.map(([key, value]) => [
    key,
    Array.isArray(value) ? value.toSorted() : value,
  ]);
  return digest(canonical(Object.fromEntries(content)));
}
