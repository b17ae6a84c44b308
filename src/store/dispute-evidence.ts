import { z } from 'zod';
import { type EvidenceLine, evidenceLine, type Surroundings } from '../domain/dispute-evidence.ts';
import { cause } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';
import { maybe, time } from './json.ts';

const SAVE = `
  INSERT INTO dispute_evidence (dispute_id, seq, workspace_id, lines, at)
  VALUES ($1::uuid, $2, $3, $4::jsonb, $5) ON CONFLICT DO NOTHING`;
const READ_LAST = `
  SELECT seq, lines, at FROM dispute_evidence WHERE workspace_id = $1 AND dispute_id = $2::uuid
  ORDER BY seq DESC LIMIT 1`;

export type Evidence = { seq: number; lines: EvidenceLine[]; at: Date };

/** Gathered at the event `seq`, once. */
export async function saveEvidence(
  db: Db,
  workspaceId: string,
  disputeId: string,
  { seq, lines, at }: Evidence,
): Promise<void> {
  await db.$executeRawUnsafe(SAVE, disputeId, seq, workspaceId, JSON.stringify(lines), at);
}

const kept = z.object({ seq: z.number(), lines: z.array(evidenceLine), at: time });

export async function readEvidence(
  db: Db,
  workspaceId: string,
  disputeId: string,
): Promise<Evidence | undefined> {
  const [found] = await rows(db, READ_LAST, workspaceId, disputeId);
  return found === undefined ? undefined : kept.parse(found);
}

const NAMED = 8;
/** Each part is served by an index that leads with the account, or by a primary key. */
const READ_AROUND = `
  SELECT
    (SELECT coalesce(json_agg(c ORDER BY c.at DESC), '[]') FROM (
        SELECT oc.cause, oc.actor->>'name' AS by, oc.reason, oc.at, oc.audit_seq::int AS seq,
          t.name AS "to", f.name AS "from"
        FROM ownership_changes oc LEFT JOIN reps t ON t.id = oc.to_id LEFT JOIN reps f ON f.id = oc.from_id
        WHERE oc.account_id = a.id ORDER BY oc.at DESC, oc.audit_seq DESC LIMIT ${NAMED}) c) AS owners,
    (SELECT coalesce(json_agg(d), '[]') FROM (
        SELECT d.name, d.stage, d.amount::float8 AS amount, d.currency, d.closes_at AS "closesAt", r.name AS owner
        FROM deals d LEFT JOIN reps r ON r.id = d.owner_id
        WHERE d.account_id = a.id AND d.status = 'open' ORDER BY d.amount DESC NULLS LAST, d.name LIMIT ${NAMED}) d) AS deals,
    (SELECT coalesce(json_agg(json_build_object('status', s.status, 'count', s.count, 'owner', s.owner)), '[]') FROM (
        SELECT d.status, r.name AS owner, count(*)::int AS count FROM deals d LEFT JOIN reps r ON r.id = d.owner_id
        WHERE d.account_id = a.id AND d.status <> 'open' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ${NAMED}) s) AS closed,
    (SELECT coalesce(json_agg(m), '[]') FROM (
        SELECT f.name, r.name AS owner, f.id = a.ultimate_parent_id AS "isHead"
        FROM accounts f LEFT JOIN reps r ON r.id = f.owner_id
        WHERE (f.ultimate_parent_id = coalesce(a.ultimate_parent_id, a.id) OR f.id = a.ultimate_parent_id)
          AND f.id <> a.id AND f.deleted_at IS NULL
        ORDER BY f.id = a.ultimate_parent_id DESC, f.name LIMIT ${NAMED}) m) AS family,
    (SELECT coalesce(json_agg(l), '[]') FROM (
        SELECT o.name, r.name AS owner, m.score, c.found_at AS "foundAt"
        FROM duplicate_members own JOIN duplicate_members m ON m.cluster_id = own.cluster_id AND m.account_id <> own.account_id
          JOIN duplicate_clusters c ON c.id = own.cluster_id
          JOIN accounts o ON o.id = m.account_id AND o.deleted_at IS NULL LEFT JOIN reps r ON r.id = o.owner_id
        WHERE own.account_id = a.id ORDER BY m.score DESC LIMIT ${NAMED}) l) AS copies,
    (SELECT coalesce(json_agg(e), '[]') FROM (
        SELECT d.number, d.state->'decision'->'verdict'->>'kind' AS verdict,
          d.state->'decision'->'ruling'->'outcome'->>'kind' AS outcome, d.moved_at AS at
        FROM disputes d WHERE d.workspace_id = $1 AND d.family_id = $3::uuid AND d.id <> $4::uuid AND d.status = 'closed'
        ORDER BY d.moved_at DESC LIMIT ${NAMED}) e) AS earlier
  FROM accounts a WHERE a.workspace_id = $1 AND a.id = $2::uuid`;

const owned = { owner: maybe(z.string()) };
const around = z.object({
  owners: z.array(
    z.object({
      ...{ cause, by: z.string(), reason: z.string(), at: time, seq: z.number() },
      ...{ to: maybe(z.string()), from: maybe(z.string()) },
    }),
  ),
  deals: z.array(
    z.object({
      ...{ name: z.string(), stage: z.string(), amount: maybe(z.number()), currency: z.string() },
      ...{ closesAt: maybe(time), ...owned },
    }),
  ),
  closed: z.array(z.object({ status: z.string(), count: z.number(), ...owned })),
  family: z.array(z.object({ name: z.string(), isHead: z.boolean().nullable(), ...owned })),
  copies: z.array(z.object({ name: z.string(), score: z.number(), foundAt: time, ...owned })),
  earlier: z.array(
    z.object({
      ...{ number: z.number(), verdict: maybe(z.string()), outcome: maybe(z.string()), at: time },
    }),
  ),
});

/** What stands around a disputed account. */
export async function readAround(
  db: Db,
  workspaceId: string,
  { accountId, familyId, id }: { accountId: string; familyId: string; id: string },
): Promise<Surroundings | undefined> {
  const [found] = await rows(db, READ_AROUND, workspaceId, accountId, familyId, id);
  return found === undefined ? undefined : around.parse(found);
}

/** Served by the index on account and time. */
const READ_THEN = `
  SELECT d.rule, d.facts, d.trail->>'sentence' AS sentence, d.at, s.number AS edition, r.name AS wanted
  FROM decisions d LEFT JOIN rule_sets s ON s.id = d.rule_set_id LEFT JOIN reps r ON r.id = d.wanted_id
  WHERE d.workspace_id = $1 AND d.account_id = $2::uuid AND d.at <= $3 ORDER BY d.at DESC LIMIT 1`;
const then = z.object({
  ...{ rule: maybe(z.string()), sentence: maybe(z.string()), wanted: maybe(z.string()) },
  ...{ at: time, edition: maybe(z.number()) },
  facts: z.record(z.string(), z.json()),
});
export type DecidedThen = z.infer<typeof then>;

/** What was decided of it last at a moment, with the facts that were known then. */
export async function readDecidedThen(
  db: Db,
  workspaceId: string,
  accountId: string,
  at: Date,
): Promise<DecidedThen | undefined> {
  const [found] = await rows(db, READ_THEN, workspaceId, accountId, at);
  return found === undefined ? undefined : then.parse(found);
}

/** Of each deal the first change after the moment says whose it was. Served by the indexes of deals on their account and of changes on deals. */
const READ_DEALS_THEN = `
  SELECT d.name, r.name AS owner, f.name AS former, next.at AS until
  FROM deals d
    JOIN LATERAL (SELECT c.from_id, c.at FROM ownership_changes c WHERE c.deal_id = d.id AND c.at > $3
      ORDER BY c.at, c.audit_seq LIMIT 1) next ON next.from_id IS DISTINCT FROM d.owner_id
    LEFT JOIN reps r ON r.id = d.owner_id LEFT JOIN reps f ON f.id = next.from_id
  WHERE d.workspace_id = $1 AND d.account_id = $2::uuid ORDER BY next.at, d.name LIMIT ${NAMED}`;
const dealThen = z.object({ name: z.string(), ...owned, former: maybe(z.string()), until: time });
type DealThen = z.infer<typeof dealThen>;

/** Deals that had another owner at a moment than they have now. */
export async function readDealsThen(
  db: Db,
  workspaceId: string,
  accountId: string,
  at: Date,
): Promise<DealThen[]> {
  const found = await rows(db, READ_DEALS_THEN, workspaceId, accountId, at);
  return found.map((row) => dealThen.parse(row));
}
