import { subDays } from 'date-fns/subDays';
import { z } from 'zod';
import { disputeOutcome } from '../domain/dispute-outcome.ts';
import { isAgainstRule, NOTE_DAYS, type RuleNote } from '../domain/rule-note.ts';
import { type Db, rows } from './database.ts';

/** The rule that decided over the account of a case when it was filed. */
const RULE_OF = `
  SELECT body->>'rule' AS rule FROM dispute_events WHERE dispute_id = $1::uuid AND kind = 'triaged'`;
/** What the rules wanted is known of it. Served by the index on workspace and time. */
const DECIDED_BESIDE = `
  SELECT d.id, d.number, a.id AS "accountId", a.name AS account, a.crm_id AS "crmId", d.state->'decision'->'ruling'->'outcome' AS outcome,
    t.body->'leadsTo' AS "leadsTo"
  FROM disputes d JOIN accounts a ON a.id = d.account_id JOIN dispute_events t ON t.dispute_id = d.id AND t.kind = 'triaged'
  WHERE d.workspace_id = $1 AND d.status = 'closed' AND d.moved_at >= $3
    AND t.body->>'rule' = $2 AND t.body ? 'leadsTo'
  ORDER BY d.number`;

const decided = z.object({
  ...{ id: z.string(), number: z.number(), crmId: z.string() },
  ...{ accountId: z.string(), account: z.string() },
  outcome: disputeOutcome,
  leadsTo: z.array(z.string()),
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
): Promise<(RuleNote['cases'][number] & { id: string })[]> {
  const found = await rows(db, DECIDED_BESIDE, workspaceId, rule, subDays(at, NOTE_DAYS));
  return found.flatMap((row) => {
    const { leadsTo, outcome, ...one } = decided.parse(row);
    return isAgainstRule(outcome, leadsTo) ? [{ ...one, outcome: outcome.kind }] : [];
  });
}
