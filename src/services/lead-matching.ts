import {
  type LeadMatch,
  leadDomains,
  matchLead,
  type UnmatchedLead,
} from '../domain/matching/lead-match.ts';
import type { Ports } from '../ports.ts';
import { searchNames } from '../store/account-search-names.ts';
import type { Db } from '../store/database.ts';
import {
  findHolders,
  readCandidates,
  readLeadMatch,
  readUnmatchedLeads,
  saveLeadMatches,
} from '../store/lead-matches.ts';

/** Finds the accounts of leads that the CRM associates with none, and keeps who was considered and why. */
export async function matchLeads(
  tx: Db,
  workspaceId: string,
  leadIds: readonly string[],
  at: Date,
): Promise<void> {
  const leads = await readUnmatchedLeads(tx, workspaceId, leadIds);
  if (leads.length === 0) return;
  const matches = await findMatches(tx, workspaceId, leads);
  const saved = leads.flatMap(({ id: leadId }, nth) => {
    const match = matches[nth];
    return match ? [{ leadId, ...match }] : [];
  });
  await saveLeadMatches(tx, workspaceId, saved, at);
}

/** Where each of these leads belongs, in their order; nothing is written. */
export async function findMatches(
  db: Db,
  workspaceId: string,
  leads: readonly UnmatchedLead[],
): Promise<LeadMatch[]> {
  const asked = leads.map((lead) => Object.values(leadDomains(lead)));
  const holders = await findHolders(db, workspaceId, [...new Set(asked.flat(2))]);
  const likely: string[][] = [];
  for (const [nth, lead] of leads.entries()) {
    const held = asked[nth]?.flatMap((domains) => nearestHolders(domains, holders)) ?? [];
    likely.push(held.length > 0 ? held : await accountsNamed(db, workspaceId, lead));
  }
  const candidates = await readCandidates(db, workspaceId, [...new Set(likely.flat())]);
  return leads.map((lead, nth) => {
    const ids = [...new Set(likely[nth])];
    return matchLead(
      lead,
      ids.flatMap((id) => candidates.get(id) ?? []),
    );
  });
}

function nearestHolders(domains: string[], holders: Map<string, string[]>): string[] {
  const held = domains.find((domain) => holders.has(domain));
  return held === undefined ? [] : (holders.get(held) ?? []);
}

/** So many names are compared in full: below them none is near. */
const MOST_NAMED = 10;

async function accountsNamed(
  db: Db,
  workspaceId: string,
  { company }: UnmatchedLead,
): Promise<string[]> {
  if (!company?.trim()) return [];
  const found = await searchNames(db, workspaceId, company.slice(0, 300));
  return found.slice(0, MOST_NAMED).map(({ accountId }) => accountId);
}

/** Which account a lead was matched to, and who else was considered; undefined where the CRM said it. */
export function explainLeadMatch(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  leadId: string,
): Promise<LeadMatch | undefined> {
  return readLeadMatch(database.prisma, workspaceId, leadId);
}
