import type { Match } from '../domain/matching/match.ts';
import { nameOfDomain, parentDomains, type Question } from '../domain/matching/question.ts';
import { searchNames } from './account-search-names.ts';
import { type Db, plannedRows } from './database.ts';

const BY_CRM_ID = `
  SELECT id AS "accountId" FROM accounts WHERE workspace_id = $1 AND crm_id = $2 AND deleted_at IS NULL`;
const BY_EMAIL = `
  SELECT DISTINCT account_id AS "accountId" FROM leads
  WHERE workspace_id = $1 AND lower(email) = $2 AND account_id IS NOT NULL AND deleted_at IS NULL`;
const BY_DOMAIN = `
  SELECT account_id AS "accountId", domain FROM account_domains
  WHERE workspace_id = $1 AND domain = ANY($2::text[]) ORDER BY length(domain) DESC LIMIT 20`;
/** acme.de, acme.co.uk for acme.com: the range of all domains that begin with "acme.". */
const BY_DOMAIN_NAME = `
  SELECT account_id AS "accountId", domain FROM account_domains
  WHERE workspace_id = $1 AND domain >= $2 || '.' AND domain < $2 || '/' ORDER BY domain LIMIT 20`;
/** Finds what a question may mean, best first. Everything is read at the moment of asking. */
export async function searchAccounts(
  db: Db,
  workspaceId: string,
  question: Question,
): Promise<Match[]> {
  switch (question.kind) {
    case 'nothing':
      return [];
    case 'crm-id':
      return byCrmId(db, workspaceId, question);
    case 'email':
      return byEmail(db, workspaceId, question);
    case 'domain':
      return byDomain(db, workspaceId, question.domain);
    case 'name':
      return searchNames(db, workspaceId, question.name);
  }
}

async function byCrmId(
  db: Db,
  workspaceId: string,
  { id, typed }: Extract<Question, { kind: 'crm-id' }>,
): Promise<Match[]> {
  const [row] = await plannedRows<{ accountId: string }>(db, BY_CRM_ID, workspaceId, id);
  if (row) return [{ ...row, reason: { kind: 'crm-id', id }, score: 1 }];
  // A number may be a name as well; a link may not.
  return typed === id ? searchNames(db, workspaceId, typed) : [];
}

async function byEmail(
  db: Db,
  workspaceId: string,
  { email, domain }: Extract<Question, { kind: 'email' }>,
): Promise<Match[]> {
  const found = await plannedRows<{ accountId: string }>(db, BY_EMAIL, workspaceId, email);
  if (found.length > 0) {
    return found.map((row) => ({ ...row, reason: { kind: 'contact', email }, score: 1 }));
  }
  return domain ? byDomain(db, workspaceId, domain) : [];
}

async function byDomain(db: Db, workspaceId: string, domain: string): Promise<Match[]> {
  type Row = { accountId: string; domain: string };
  const exact = await plannedRows<Row>(db, BY_DOMAIN, workspaceId, parentDomains(domain));
  const longest = exact[0]?.domain;
  const nearest = exact.filter((row) => row.domain === longest);
  if (nearest.length > 0) return nearest.map((row) => domainMatch(row, 1));
  const name = nameOfDomain(domain);
  const alike = await plannedRows<Row>(db, BY_DOMAIN_NAME, workspaceId, name);
  if (alike.length > 0) return alike.map((row) => domainMatch(row, 0.75));
  return searchNames(db, workspaceId, name);
}

function domainMatch(
  { accountId, domain }: { accountId: string; domain: string },
  score: number,
): Match {
  return { accountId, reason: { kind: 'domain', domain }, score };
}
