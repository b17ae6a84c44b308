import { z } from 'zod';
import {
  type Candidate,
  considered,
  type LeadMatch,
  type UnmatchedLead,
} from '../domain/matching/lead-match.ts';
import { asLines, type Db, LINES, plannedRows, rows } from './database.ts';
import { maybe } from './json.ts';

/** Served by the leads' key. */
const READ_UNMATCHED = `
  SELECT id, email, attributes->'company'->>'value' AS company, attributes->'website'->>'value' AS website,
    attributes->'country'->>'value' AS country, attributes->'state'->>'value' AS state,
    attributes->'city'->>'value' AS city
  FROM leads WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND account_id IS NULL AND deleted_at IS NULL`;
/** Served, a walk each, by the key of account_domains. A domain that many hold is told of no further. */
const FIND_HOLDERS = `
  SELECT asked.domain, held.account_id AS "accountId" FROM unnest($2::text[]) AS asked (domain), LATERAL (
    SELECT account_id FROM account_domains WHERE workspace_id = $1 AND domain = asked.domain
    ORDER BY account_id LIMIT 20) held`;
const READ_CANDIDATES = `
  SELECT a.id AS "accountId", a.name, coalesce(a.ultimate_parent_id, a.id)::text AS family,
    ARRAY(SELECT domain FROM account_domains WHERE account_id = a.id) AS domains,
    a.attributes->'country'->>'value' AS country, a.attributes->'state'->>'value' AS state,
    a.attributes->'city'->>'value' AS city
  FROM accounts a WHERE a.workspace_id = $1 AND a.id = ANY($2::uuid[]) AND a.deleted_at IS NULL`;
const SAVE_MATCHES = `
  INSERT INTO lead_matches (lead_id, workspace_id, account_id, verdict, considered, at)
  SELECT m."leadId", $1, m."accountId", m.verdict, m.considered, $3
  FROM jsonb_to_recordset(${LINES}) AS m ("leadId" uuid, "accountId" uuid, verdict text, considered jsonb)
  ON CONFLICT (lead_id) DO UPDATE SET account_id = excluded.account_id, verdict = excluded.verdict,
    considered = excluded.considered, at = excluded.at`;
const READ_MATCH = `
  SELECT account_id AS "accountId", verdict, considered FROM lead_matches
  WHERE workspace_id = $1 AND lead_id = $2::uuid`;

const leadRow = z.object({
  id: z.string(),
  ...{ email: maybe(z.string()), company: maybe(z.string()), website: maybe(z.string()) },
  ...{ country: maybe(z.string()), state: maybe(z.string()), city: maybe(z.string()) },
});

/** Those of these leads that the CRM associates with no account. */
export async function readUnmatchedLeads(
  db: Db,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<(UnmatchedLead & { id: string })[]> {
  const found = await plannedRows(db, READ_UNMATCHED, workspaceId, leadIds);
  return found.map((row) => leadRow.parse(row));
}

/** Who holds each of these domains. */
export async function findHolders(
  db: Db,
  workspaceId: string,
  domains: readonly string[],
): Promise<Map<string, string[]>> {
  if (domains.length === 0) return new Map();
  type Row = { domain: string; accountId: string };
  const found = await plannedRows<Row>(db, FIND_HOLDERS, workspaceId, domains);
  const groups = Map.groupBy(found, ({ domain }) => domain);
  return new Map([...groups].map(([domain, held]) => [domain, held.map((one) => one.accountId)]));
}

const candidateRow = z.object({
  ...{ accountId: z.string(), name: z.string(), family: z.string(), domains: z.array(z.string()) },
  ...{ country: maybe(z.string()), state: maybe(z.string()), city: maybe(z.string()) },
});

export async function readCandidates(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<Map<string, Candidate>> {
  if (accountIds.length === 0) return new Map();
  const found = await plannedRows(db, READ_CANDIDATES, workspaceId, accountIds);
  const candidates = found.map((row) => candidateRow.parse(row));
  return new Map(candidates.map((candidate) => [candidate.accountId, candidate]));
}

export async function saveLeadMatches(
  tx: Db,
  workspaceId: string,
  matches: (LeadMatch & { leadId: string })[],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(SAVE_MATCHES, workspaceId, asLines(matches), at);
}

const matchRow = z.discriminatedUnion('verdict', [
  z.object({
    ...{ verdict: z.literal('matched'), accountId: z.string(), considered: z.array(considered) },
  }),
  z.object({ verdict: z.enum(['several', 'none']), considered: z.array(considered) }),
]);

export async function readLeadMatch(
  db: Db,
  workspaceId: string,
  leadId: string,
): Promise<LeadMatch | undefined> {
  const [row] = await rows(db, READ_MATCH, workspaceId, leadId);
  return row === undefined ? undefined : matchRow.parse(row);
}
