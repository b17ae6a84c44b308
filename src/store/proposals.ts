import { z } from 'zod';
import { course } from '../domain/approval-course.ts';
import { flag } from '../domain/flag.ts';
import type { Candidate } from '../domain/offered.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Proposal, ProposalState } from '../domain/proposal.ts';
import { type Verdict, verdict } from '../domain/verdict.ts';
import { READ_VOTES, vote, votesOf } from './courses.ts';
import { type Db, plannedRows, rows } from './database.ts';
import { maybe, person, time } from './json.ts';
import { CRM_PLACE_OF_EITHER, crmPlace } from './workspaces.ts';

const PERSON = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id) END`;
/** Each part is served by a primary key, or by an index on the account. */
const READ = `
  SELECT p.id, p.status, p.flags, p.verdict, p.created_at AS since, p.account_id AS "accountId", p.lead_id AS "leadId",
    coalesce(l.name, a.name) AS name, coalesce(l.attributes, a.attributes) AS attributes,
    CASE WHEN p.lead_id IS NOT NULL THEN a.name END AS account,
    ${CRM_PLACE_OF_EITHER('$1')} AS crm,
    ${PERSON('o')} AS present, p.course, p.decision_id AS "decisionId", p.due_at AS "dueAt", wt.slack_channel AS channel,
    ${READ_VOTES} AS votes,
    CASE WHEN w.id IS NOT NULL THEN json_build_object('id', w.id, 'name', w.name, 'slackUserId', w.slack_user_id,
      'email', w.email, 'capacity', w.capacity, 'accounts', coalesce((SELECT accounts FROM books
        WHERE workspace_id = $1 AND rep_id = w.id), 0)) END AS proposed,
    d.outcome->>'pool' AS pool, d.rule, d.trail->>'sentence' AS sentence, s.number AS edition,
    (SELECT json_build_object('count', count(*), 'total', coalesce(sum(amount), 0),
        'currency', coalesce(max(currency), 'USD')) FROM deals
      WHERE account_id = a.id AND status = 'open') AS deals
  FROM proposals p
    LEFT JOIN leads l ON l.id = p.lead_id LEFT JOIN accounts a ON a.id = coalesce(p.account_id, l.account_id)
    LEFT JOIN reps o ON o.id = p.present_owner_id
    LEFT JOIN reps w ON w.id = p.proposed_owner_id LEFT JOIN teams wt ON wt.id = w.team_id
    LEFT JOIN decisions d ON d.id = p.decision_id LEFT JOIN rule_sets s ON s.id = d.rule_set_id
  WHERE p.workspace_id = $1 AND p.id = $2::uuid`;
/** Whoever is second waits here, and reads what the first has left. */
const LOCK = `SELECT status FROM proposals WHERE workspace_id = $1 AND id = $2::uuid FOR UPDATE`;
const READ_SUBJECT = `
  SELECT account_id AS "accountId", lead_id AS "leadId" FROM proposals WHERE workspace_id = $1 AND id = $2::uuid`;
const SETTLE = `
  UPDATE proposals SET status = $2, verdict = $3::jsonb WHERE id = $1::uuid AND status = 'pending'`;
/** The owner has changed since, and nothing asks it again. */
const WITHDRAW_STALE = `
  UPDATE proposals p SET status = 'withdrawn' WHERE workspace_id = $1 AND id = $2::uuid AND status = 'pending'
    AND present_owner_id IS DISTINCT FROM coalesce((SELECT owner_id FROM accounts WHERE id = p.account_id),
      (SELECT owner_id FROM leads WHERE id = p.lead_id))
  RETURNING id`;
/** Served by the index on account and status. */
const WITHDRAW_STALE_OF = `
  UPDATE proposals p SET status = 'withdrawn' FROM accounts a
  WHERE p.workspace_id = $1 AND p.account_id = ANY($2::uuid[]) AND p.status = 'pending' AND a.id = p.account_id
    AND p.present_owner_id IS DISTINCT FROM a.owner_id
  RETURNING p.id`;
/** What no rule has asked stays: an owner whom the CRM has changed is a matter of its own. */
const WITHDRAW_ASKED = `
  UPDATE proposals p SET status = 'withdrawn' FROM decisions d
  WHERE p.workspace_id = $1 AND p.account_id = $2::uuid AND p.status = 'pending' AND d.id = p.decision_id
  RETURNING p.id, p.cause = 'handover' AS "isHandover"`;
/** Served by the indexes on account and status, lead and status, and on the account of leads and of matches. */
const ASKED_ABOUT = `
  SELECT account_id AS "accountId", NULL AS "leadId" FROM proposals
  WHERE workspace_id = $1 AND account_id = ANY($2::uuid[]) AND status = 'pending' AND decision_id IS NOT NULL
  UNION
  SELECT NULL, p.lead_id FROM proposals p JOIN (
      SELECT id FROM leads WHERE account_id = ANY($2::uuid[])
      UNION SELECT lead_id FROM lead_matches WHERE account_id = ANY($2::uuid[])) l ON l.id = p.lead_id
  WHERE p.workspace_id = $1 AND p.status = 'pending' AND p.decision_id IS NOT NULL`;
/** What no rule has asked does not hang on the rules. */
const ASKED_BY_OTHERS = `
  SELECT p.id, p.account_id AS "accountId", p.lead_id AS "leadId"
  FROM proposals p JOIN decisions d ON d.id = p.decision_id
  WHERE p.workspace_id = $1 AND p.status = 'pending' AND d.rule_set_id IS DISTINCT FROM $2::uuid AND p.id > $3::uuid
  ORDER BY p.id LIMIT $4`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const row = z.object({
  id: z.string(),
  status: z.enum([
    'pending',
    'approved',
    'reassigned',
    'rejected',
    'expired',
    'withdrawn',
    'superseded',
  ]),
  flags: z.array(flag).catch([]),
  verdict: maybe(verdict).catch(undefined),
  since: time,
  accountId: maybe(z.string()),
  leadId: maybe(z.string()),
  name: z.string(),
  account: maybe(z.string()),
  attributes: z.record(
    z.string(),
    z.object({ value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) }),
  ),
  crm: crmPlace,
  present: maybe(person),
  decisionId: maybe(z.string()),
  course: maybe(course).catch(undefined),
  dueAt: maybe(time),
  channel: maybe(z.string()),
  votes: z.array(vote),
  proposed: maybe(
    person.extend({ email: z.string(), capacity: maybe(z.number()), accounts: z.number() }),
  ),
  pool: maybe(z.string()),
  rule: maybe(z.string()),
  sentence: maybe(z.string()),
  edition: maybe(z.number()),
  deals: z.object({ count: z.number(), total: z.number(), currency: z.string() }),
});
type Row = z.infer<typeof row>;
export type ProposalRow = Omit<Proposal, 'people' | 'runnersUp'>;

/** A proposal as it is now, decided or not. */
export async function readProposal(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<ProposalRow | undefined> {
  const [found] = await plannedRows(db, READ, workspaceId, id);
  return found === undefined ? undefined : proposalOf(row.parse(found));
}

function proposalOf(found: Row): ProposalRow {
  const { id, flags, since, deals, present, proposed, pool, crm, name } = found;
  const {
    course: asked,
    account,
    decisionId,
    dueAt,
    channel,
    rule,
    sentence = '',
    edition = 0,
  } = found;
  return {
    ...{ id, flags, since, deals },
    subject: { ...subjectOf(found), name, crm, ...(account && { account }) },
    state: stateOf(found),
    facts: Object.entries(found.attributes).map(([key, { value }]) => ({
      key,
      value: String(value),
    })),
    ...(present && { present }),
    ...(proposed && { proposed: candidateOf(proposed) }),
    ...(pool && { pool }),
    ...(rule !== undefined && { rule: { name: rule, sentence, edition } }),
    ...(decisionId && { decisionId }),
    ...(asked && { course: asked }),
    ...(dueAt && { dueAt }),
    ...(channel && { channel }),
    votes: asked ? votesOf(asked, found.votes) : [],
  };
}

function candidateOf({ capacity, ...rest }: NonNullable<Row['proposed']>): Candidate {
  return { ...rest, ...(capacity !== undefined && { capacity }) };
}

function stateOf({ status, verdict: given }: Row): ProposalState {
  if (status === 'pending') return { kind: 'pending' };
  if (given) return { kind: 'decided', verdict: given };
  return { kind: status === 'superseded' ? 'superseded' : 'withdrawn' };
}

type About = { accountId?: string | null | undefined; leadId?: string | null | undefined };

function subjectOf({ accountId, leadId }: About): Subject {
  if (accountId) return { kind: 'account', id: accountId };
  return { kind: 'lead', id: leadId ?? '' };
}

/** What it is about: that is locked before the proposal is. */
export async function readProposalSubject(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Subject | undefined> {
  const [found] = await rows<About>(db, READ_SUBJECT, workspaceId, id);
  if (!found) return undefined;
  return subjectOf(found);
}

export async function lockProposal(tx: Db, workspaceId: string, id: string): Promise<void> {
  await rows(tx, LOCK, workspaceId, id);
}

/** The one verdict there is of it. */
export async function settleProposal(tx: Db, id: string, given: Verdict): Promise<void> {
  const status = given.kind === 'claimed' ? 'approved' : given.kind;
  const settled = await tx.$executeRawUnsafe(SETTLE, id, status, JSON.stringify(given));
  if (settled !== 1) throw new Error(`proposal ${id} was settled without its lock`);
}

/** The same of all questions about these accounts. */
export async function withdrawStaleOf(
  tx: Db,
  workspaceId: string,
  accountIds: string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, WITHDRAW_STALE_OF, workspaceId, accountIds);
  return found.map((one) => one.id);
}

export async function withdrawStale(tx: Db, workspaceId: string, id: string): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, WITHDRAW_STALE, workspaceId, id);
  return found.map((one) => one.id);
}

/** Whether the rules have asked something about an account that waits. */
export async function isAsked(tx: Db, workspaceId: string, accountId: string): Promise<boolean> {
  const where = { workspaceId, accountId, status: 'pending', decisionId: { not: null } };
  return (await tx.proposal.count({ where })) > 0;
}

/** Of what the rules have asked that waits: these accounts, and leads of theirs. */
export async function findAskedAbout(
  tx: Db,
  workspaceId: string,
  accountIds: string[],
): Promise<Subject[]> {
  if (accountIds.length === 0) return [];
  return (await rows<About>(tx, ASKED_ABOUT, workspaceId, accountIds)).map(subjectOf);
}

/** Everything that the rules have asked about an account. */
export function withdrawAsked(
  tx: Db,
  workspaceId: string,
  accountId: string,
): Promise<{ id: string; isHandover: boolean }[]> {
  return rows(tx, WITHDRAW_ASKED, workspaceId, accountId);
}

/** By other rules than these: those whose ids come after `after`, in their order. */
export async function findAskedByOthers(
  db: Db,
  workspaceId: string,
  ruleSetId: string,
  { after, most }: { after?: string | undefined; most: number },
): Promise<{ id: string; subject: Subject }[]> {
  type Found = About & { id: string };
  const from = after ?? BEFORE_ALL;
  const found = await rows<Found>(db, ASKED_BY_OTHERS, workspaceId, ruleSetId, from, most);
  return found.map(({ id, ...of }) => ({ id, subject: subjectOf(of) }));
}
