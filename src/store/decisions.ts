import type { Flag } from '../domain/flag.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Facts } from '../domain/rules/attribute.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

/** Served by the key on workspace and arrival. */
const FIND_DECIDED = `
  SELECT arrival FROM decisions WHERE workspace_id = $1 AND arrival = ANY($2::text[])`;
const READ_FACTS = `
  SELECT d.facts FROM proposals p JOIN decisions d ON d.id = p.decision_id WHERE p.workspace_id = $1 AND p.id = $2::uuid`;
const SAVE_DECISIONS = `
  INSERT INTO decisions (id, workspace_id, account_id, lead_id, rule_set_id, arrival, arrived_at, kind, rule,
    wanted_id, flags, outcome, facts, facts_hash, trail, latency_ms, at)
  SELECT d.id, $1, d."accountId", d."leadId", d."ruleSetId", d.arrival, d."arrivedAt", d.kind, d.rule,
    d."wantedId", d.flags, d.outcome, d.facts, d."factsHash", d.trail, d."latencyMs", $3
  FROM jsonb_to_recordset(${LINES}) AS d (
    id uuid, "accountId" uuid, "leadId" uuid, "ruleSetId" uuid, arrival text, "arrivedAt" timestamptz,
    kind text, rule text, "wantedId" uuid, flags jsonb, outcome jsonb, facts jsonb, "factsHash" text,
    trail jsonb, "latencyMs" int)`;
export type SavedDecision = {
  id: string;
  subject: Subject;
  ruleSetId: string;
  arrival: string;
  arrivedAt: Date;
  /** What became of it: the owner changed, stayed, or a person must look. */
  kind: 'assigned' | 'stays' | 'pending';
  rule?: string;
  wantedId?: string;
  presentId?: string;
  flags: Flag[];
  outcome: unknown;
  facts: Facts;
  factsHash: string;
  trail: unknown;
  latencyMs: number;
};

/** Which of these arrivals have been decided before. */
export async function findDecided(
  db: Db,
  workspaceId: string,
  arrivals: string[],
): Promise<Set<string>> {
  const found = await rows<{ arrival: string }>(db, FIND_DECIDED, workspaceId, arrivals);
  return new Set(found.map(({ arrival }) => arrival));
}

export async function saveDecisions(
  tx: Db,
  workspaceId: string,
  decisions: SavedDecision[],
  at: Date,
): Promise<void> {
  const lines = decisions.map((decision) => ({ ...decision, ...subjectColumns(decision) }));
  await tx.$executeRawUnsafe(SAVE_DECISIONS, workspaceId, asLines(lines), at);
}

/** What a question was decided on; undefined where no rule has asked it. */
export async function readDecidedFacts(
  db: Db,
  workspaceId: string,
  proposalId: string,
): Promise<Facts | undefined> {
  const [found] = await rows<{ facts: Facts }>(db, READ_FACTS, workspaceId, proposalId);
  return found?.facts;
}

/** A table that takes both has a column for each. */
export function subjectColumns({ subject }: { subject: Subject }) {
  switch (subject.kind) {
    case 'account':
      return { accountId: subject.id };
    case 'lead':
      return { leadId: subject.id };
  }
}
