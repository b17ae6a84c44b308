import { z } from 'zod';
import { flag, isAnotherReason } from '../domain/flag.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

const NEW = `jsonb_to_recordset(${LINES}) AS n (
    "accountId" uuid, "leadId" uuid, "decisionId" uuid, flags jsonb, "presentId" uuid, "wantedId" uuid, "isHandover" boolean)
  LEFT JOIN decisions nd ON nd.id = n."decisionId"`;
/** A handover stays one while the account is with whoever has left, whatever else becomes known of it. */
const CAUSE = (isHandover: string) => `CASE WHEN n."decisionId" IS NULL THEN 'crm-edit'
  WHEN ${isHandover} OR nd.arrival LIKE 'handover:%' THEN 'handover' ELSE 'routing' END`;
/** The same question, with another reason to ask it: it goes on as the one that people have before them. */
const CONTINUE = `
  UPDATE proposals p SET decision_id = n."decisionId", flags = n.flags, cause = ${CAUSE("p.cause = 'handover'")}
  FROM ${NEW} CROSS JOIN proposals was
  WHERE was.id = p.id AND p.workspace_id = $1 AND p.status = 'pending'
    AND (p.account_id = n."accountId" OR p.lead_id = n."leadId")
    AND p.present_owner_id IS NOT DISTINCT FROM n."presentId" AND p.proposed_owner_id IS NOT DISTINCT FROM n."wantedId"
    AND (p.decision_id IS NULL) = (n."decisionId" IS NULL)
  RETURNING p.id, coalesce(p.account_id, p.lead_id) AS "subjectId", was.flags AS former, p.flags`;
/**
 * What no rule has asked is no rule's to take back: whether an owner whom the CRM has changed shall stay is asked until a person
 * answers, the owner is another one, somebody has changed it there once more, or whoever has it leaves.
 */
const SUPERSEDE = `
  UPDATE proposals p SET status = 'superseded'
  WHERE p.workspace_id = $1 AND p.status = 'pending' AND p.id <> ALL($4::uuid[])
    AND (p.account_id = ANY($3::uuid[]) OR p.lead_id = ANY($3::uuid[]))
    AND (p.decision_id IS NOT NULL
      OR p.present_owner_id IS DISTINCT FROM coalesce((SELECT owner_id FROM accounts WHERE id = p.account_id),
        (SELECT owner_id FROM leads WHERE id = p.lead_id))
      OR EXISTS (SELECT FROM ${NEW} WHERE (n."accountId" = p.account_id OR n."leadId" = p.lead_id)
        AND (n."decisionId" IS NULL OR nd.arrival LIKE 'handover:%')))
  RETURNING id, coalesce(account_id, lead_id) AS "subjectId", present_owner_id AS "presentId",
    cause = 'handover' AS "isHandover"`;
/**
 * What a person has rejected, or nobody has answered in time, is not asked again by the same version of the rules; nor is anything
 * while it is open whether an owner of the CRM's stays.
 */
const SAVE = `
  INSERT INTO proposals (workspace_id, account_id, lead_id, decision_id, status, flags, present_owner_id,
    proposed_owner_id, created_at, cause)
  SELECT $1, n."accountId", n."leadId", n."decisionId", 'pending', n.flags, n."presentId", n."wantedId", $3,
    ${CAUSE('n."isHandover"')}
  FROM ${NEW}
  WHERE NOT EXISTS (SELECT FROM proposals r JOIN decisions d ON d.id = r.decision_id
      JOIN decisions now ON now.id = n."decisionId" AND now.rule_set_id = d.rule_set_id AND now.rule IS NOT DISTINCT FROM d.rule
    WHERE r.status IN ('rejected', 'expired') AND (r.account_id = n."accountId" OR r.lead_id = n."leadId")
      AND r.present_owner_id IS NOT DISTINCT FROM n."presentId"
      AND r.proposed_owner_id IS NOT DISTINCT FROM n."wantedId")
    AND (n."decisionId" IS NULL OR NOT EXISTS (SELECT FROM proposals e WHERE e.workspace_id = $1 AND e.status = 'pending'
      AND e.decision_id IS NULL AND (e.account_id = n."accountId" OR e.lead_id = n."leadId")))
  RETURNING id`;

const flags = z.array(flag).catch([]);

export type NewProposal = {
  accountId?: string;
  leadId?: string;
  decisionId?: string;
  flags: unknown;
  presentId?: string | undefined;
  wantedId?: string | undefined;
};
/** By what people see of it: a card to be posted, one to be drawn again. `otherwise`: those of them that have other reasons. */
type ProposalsSaved = { fresh: string[]; changed: string[]; otherwise: string[] };

/**
 * The questions that are open about these subjects from now on. One that was asked before goes on; any other older one of
 * theirs is superseded.
 */
export async function saveProposals(
  tx: Db,
  workspaceId: string,
  subjectIds: string[],
  asked: NewProposal[],
  at: Date,
): Promise<ProposalsSaved> {
  type Known = { id: string; subjectId: string };
  type Continued = Known & { former: unknown; flags: unknown };
  type Superseded = Known & { presentId: string | null; isHandover: boolean };
  const continued =
    asked.length === 0 ? [] : await rows<Continued>(tx, CONTINUE, workspaceId, asLines(asked));
  const kept = continued.map(({ id }) => id);
  const superseded = await rows<Superseded>(
    tx,
    SUPERSEDE,
    workspaceId,
    asLines(asked),
    subjectIds,
    kept,
  );
  const known = new Set(continued.map(({ subjectId }) => subjectId));
  const handed = new Map(
    superseded.flatMap(({ isHandover, ...one }) => (isHandover ? [[one.subjectId, one]] : [])),
  );
  const lines = asked.flatMap((one) => {
    const subjectId = one.accountId ?? one.leadId ?? '';
    const former = handed.get(subjectId);
    const isHandover = former !== undefined && former.presentId === (one.presentId ?? null);
    return known.has(subjectId) ? [] : [{ ...one, isHandover }];
  });
  const fresh =
    lines.length === 0 ? [] : await rows<{ id: string }>(tx, SAVE, workspaceId, asLines(lines), at);
  return {
    fresh: fresh.map(({ id }) => id),
    changed: [...kept, ...superseded.map(({ id }) => id)],
    otherwise: continued.filter(hasOtherReasons).map(({ id }) => id),
  };
}

function hasOtherReasons({ former, flags: now }: { former: unknown; flags: unknown }): boolean {
  return isAnotherReason(flags.parse(former), flags.parse(now));
}
