import type { LeadCard } from '../domain/lead-card.ts';
import type { LookupAnswer } from '../domain/lookup-answer.ts';
import { parseQuestion } from '../domain/matching/question.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { readLead, readLeadByCrmId, readLeadByEmail } from '../store/lead-card.ts';
import { readOpenClaim } from './claims.ts';
import { explainLeadMatch } from './lead-matching.ts';
import { showAccount, whoOwns } from './lookup.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** Who owns what was asked for: a lead, where it is the address of one, else an account, else the lead of that CRM id. */
export async function lookUp(
  ports: Needs,
  workspaceId: string,
  asked: string,
): Promise<LookupAnswer> {
  const lead = await findLead(ports, workspaceId, asked);
  if (lead) return answerForLead(ports, workspaceId, lead);
  const answer = await whoOwns(ports, workspaceId, asked);
  if (answer.kind !== 'none') return answer;
  const numbered = await readLeadByCrmId(ports.database.prisma, workspaceId, answer.asked);
  return numbered ? answerForLead(ports, workspaceId, numbered) : answer;
}

/** The lead whose address was asked for. */
export async function findLead(
  { database }: Pick<Needs, 'database'>,
  workspaceId: string,
  asked: string,
): Promise<LeadCard | undefined> {
  const question = parseQuestion(asked);
  if (question.kind !== 'email') return undefined;
  return readLeadByEmail(database.prisma, workspaceId, question.email);
}

export async function showLead(
  ports: Needs,
  workspaceId: string,
  leadId: string,
): Promise<LookupAnswer> {
  const card = await readLead(ports.database.prisma, workspaceId, leadId);
  if (!card) throw new Refusal({ kind: 'out-of-date' });
  return answerForLead(ports, workspaceId, card);
}

/** Whose the lead is, beside the account that it belongs to. */
async function answerForLead(
  ports: Needs,
  workspaceId: string,
  card: LeadCard,
): Promise<LookupAnswer> {
  const { owner, pending } = card;
  const { accountId, email: asked } = card.lead;
  const claim = owner ? undefined : await readOpenClaim(ports, workspaceId, pending?.flags ?? []);
  const match = accountId ? undefined : await explainLeadMatch(ports, workspaceId, card.lead.id);
  const lead = { ...card, ...(claim && { claim }), ...(match && { match }) };
  const belongsTo = accountId ?? (match?.verdict === 'matched' ? match.accountId : undefined);
  if (belongsTo === undefined) return { kind: 'lead', asked, lead };
  const account = await showAccount(ports, workspaceId, belongsTo);
  return { kind: 'found', asked, card: account, also: [], lead };
}
