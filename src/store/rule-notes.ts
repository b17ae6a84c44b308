import { subDays } from 'date-fns/subDays';
import { z } from 'zod';
import { outcomeKinds } from '../domain/dispute-outcome.ts';
import { NOTE_DAYS, type RuleNote } from '../domain/rule-note.ts';
import { type Db, rows } from './database.ts';

/** The rule that decided over the account of a case when it was filed. */
const RULE_OF = `
  SELECT body->>'rule' AS rule FROM dispute_events WHERE dispute_id = $1::uuid AND kind = 'triaged'`;
/** Served by the index on workspace and time. */
const UPHELD = `
  SELECT d.number, a.name AS account, a.crm_id AS "crmId", d.state->'decision'->'ruling'->'outcome'->>'kind' AS outcome
  FROM disputes d JOIN accounts a ON a.id = d.account_id
  WHERE d.workspace_id = $1 AND d.status = 'closed' AND d.moved_at >= $3
    AND d.state->'decision'->'ruling'->'outcome'->>'kind' <> 'keep'
    AND EXISTS (SELECT FROM dispute_events e WHERE e.dispute_id = d.id AND e.kind = 'triaged' AND e.body->>'rule' = $2)
  ORDER BY d.number`;

const upheld = z.object({
  ...{ number: z.number(), account: z.string(), crmId: z.string() },
  outcome: z.enum(outcomeKinds),
});

export async function readRuleOfDispute(db: Db, disputeId: string): Promise<string | undefined> {
  const [found] = await rows<{ rule: string | null }>(db, RULE_OF, disputeId);
  return found?.rule ?? undefined;
}

/** Cases of the last quarter by which something else came out than this rule had wanted. */
export async function readUpheld(
  db: Db,
  workspaceId: string,
  rule: string,
  at: Date,
): Promise<RuleNote['cases']> {
  const found = await rows(db, UPHELD, workspaceId, rule, subDays(at, NOTE_DAYS));
  return found.map((one) => upheld.parse(one));
}
