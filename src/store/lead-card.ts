import { z } from 'zod';
import { flag } from '../domain/flag.ts';
import type { LeadCard } from '../domain/lead-card.ts';
import { actor, cause } from '../domain/ownership.ts';
import { type Db, plannedRows } from './database.ts';
import { maybe, person, time } from './json.ts';
import { CRM_PLACE_OF_LEAD, crmPlace } from './workspaces.ts';

const PERSON = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id)`;
/** Each part is served by an index on the lead. A turn counts for whoever it went to, until it is returned. */
const READ_LEAD = `
  SELECT l.id, l.name, l.email, l.account_id AS "accountId", ${CRM_PLACE_OF_LEAD('$1')} AS crm,
    CASE WHEN r.id IS NOT NULL THEN ${PERSON('r')} END AS owner,
    (SELECT json_build_object('cause', c.cause, 'actor', c.actor, 'reason', c.reason, 'at', c.at)
      FROM ownership_changes c WHERE c.lead_id = l.id ORDER BY c.at DESC, c.audit_seq DESC LIMIT 1) AS why,
    (SELECT p.name FROM pool_turns t JOIN pools p ON p.id = t.pool_id
      WHERE t.lead_id = l.id AND t.kind = 'dealt' AND t.rep_id = l.owner_id
        AND NOT EXISTS (SELECT FROM pool_turns b WHERE b.returns_id = t.id)
      ORDER BY t.at DESC, t.number DESC LIMIT 1) AS "turnOf",
    (SELECT json_build_object('flags', q.flags,
        'proposed', CASE WHEN w.id IS NOT NULL THEN ${PERSON('w')} END)
      FROM proposals q LEFT JOIN reps w ON w.id = q.proposed_owner_id
      WHERE q.lead_id = l.id AND q.status = 'pending' LIMIT 1) AS pending
  FROM leads l LEFT JOIN reps r ON r.id = l.owner_id
  WHERE l.workspace_id = $1 AND l.deleted_at IS NULL`;
const BY_EMAIL = `${READ_LEAD} AND lower(l.email) = $2 ORDER BY l.created_at DESC, l.id LIMIT 1`;
/** Served by the unique key on workspace and CRM id. */
const BY_CRM_ID = `${READ_LEAD} AND l.crm_id = $2`;
const BY_ID = `${READ_LEAD} AND l.id = $2::uuid`;

const row = z.object({
  id: z.string(),
  name: z.string(),
  email: maybe(z.string()),
  accountId: maybe(z.string()),
  crm: crmPlace,
  owner: maybe(person),
  why: maybe(z.object({ cause, actor, reason: z.string(), at: time })),
  turnOf: maybe(z.string()),
  pending: maybe(z.object({ proposed: maybe(person), flags: z.array(flag).catch([]) })),
});

export async function readLeadByEmail(
  db: Db,
  workspaceId: string,
  email: string,
): Promise<LeadCard | undefined> {
  return cardOf(await plannedRows(db, BY_EMAIL, workspaceId, email.toLowerCase()));
}

export async function readLeadByCrmId(
  db: Db,
  workspaceId: string,
  crmId: string,
): Promise<LeadCard | undefined> {
  return cardOf(await plannedRows(db, BY_CRM_ID, workspaceId, crmId));
}

export async function readLead(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<LeadCard | undefined> {
  return cardOf(await plannedRows(db, BY_ID, workspaceId, id));
}

function cardOf([found]: unknown[]): LeadCard | undefined {
  if (found === undefined) return undefined;
  const { id, name, email = '', accountId, ...rest } = row.parse(found);
  return { lead: { id, name, email, ...(accountId && { accountId }) }, ...rest };
}
