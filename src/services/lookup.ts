import { peopleIn } from '../domain/flag.ts';
import type { Answer, Suggestion } from '../domain/lookup-answer.ts';
import { type Match, settle } from '../domain/matching/match.ts';
import { parseQuestion, type Question } from '../domain/matching/question.ts';
import type { OwnerCard } from '../domain/owner-card.ts';
import { Refusal } from '../domain/refusal.ts';
import type { People } from '../domain/rule-lead.ts';
import type { RuleStanding } from '../domain/rule-standing.ts';
import type { Ports } from '../ports.ts';
import { searchAccounts } from '../store/account-search.ts';
import { readFactsUnderRules } from '../store/facts.ts';
import { readOwnerCard } from '../store/owner-card.ts';
import { readSeatsNamed } from '../store/seats.ts';
import { describeAccounts } from '../store/suggestions.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { readClaim } from './claims.ts';
import { readRuleStanding } from './rule-standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

const SUGGESTIONS = 20;
/** Two more than an answer shows: a match may have been deleted since. */
const LOOKED_AT = 12;
/** No name of a company is looked for in more words than these. */
const NAMING_WORDS = 6;

/** Who owns what was asked for, in whatever way it was asked. */
export async function whoOwns(ports: Needs, workspaceId: string, asked: string): Promise<Answer> {
  const found = await findAccount(ports, workspaceId, asked);
  if (found.kind !== 'found') return found;
  const { accountId, ...rest } = found;
  return { ...rest, card: await showAccount(ports, workspaceId, accountId) };
}

type Unsettled = Exclude<Answer, { kind: 'found' }>;
type Found = { kind: 'found'; asked: string; accountId: string; also: Suggestion[] } | Unsettled;

/** The account that is meant, or those that may be. */
export async function findAccount(
  ports: Pick<Ports, 'database'>,
  workspaceId: string,
  asked: string,
): Promise<Found> {
  const question = parseQuestion(asked);
  if (question.kind === 'nothing') throw new Refusal({ kind: 'nothing-asked' });
  const words = wordsOf(question);
  const prisma = ports.database.prisma;
  const matches = (await searchAccounts(prisma, workspaceId, question)).slice(0, LOOKED_AT);
  const described = await describeAccounts(
    prisma,
    workspaceId,
    matches.map(({ accountId }) => accountId),
  );
  const known = matches.filter(({ accountId }) => described.has(accountId));
  const heads = [...described].filter(([, { isHead }]) => isHead).map(([id]) => id);
  const verdict = settle(known, new Set(heads));
  const suggest = (list: Match[]) => list.map((match) => suggestionOf(match, described));
  switch (verdict.kind) {
    case 'found': {
      const { accountId } = verdict.match;
      return { kind: 'found', asked: words, accountId, also: suggest(verdict.also) };
    }
    case 'several':
      return { kind: 'several', asked: words, suggestions: suggest(verdict.matches) };
    case 'none': {
      const canAskOps = Boolean((await readWorkspace(prisma, workspaceId))?.opsChannel);
      return { kind: 'none', asked: words, nearest: suggest(verdict.nearest), canAskOps };
    }
  }
}

/** The same where more words may follow: the most of them that name one account do, and the rest is handed back. */
export async function findNamedAccount(
  ports: Pick<Ports, 'database'>,
  workspaceId: string,
  typed: string,
): Promise<Unsettled | { kind: 'found'; accountId: string; rest: string }> {
  const quoted = /^["“](.+?)["”]\s*(.*)$/s.exec(typed);
  const words = typed.split(/\s+/);
  const most = Math.min(words.length, NAMING_WORDS);
  const splits = quoted
    ? [[quoted[1] ?? '', quoted[2] ?? '']]
    : Array.from({ length: most }, (_, nth) => splitAt(words, most - nth));
  let unsettled: Unsettled | undefined;
  for (const [named = '', rest = ''] of splits) {
    const found = await findAccount(ports, workspaceId, named);
    if (found.kind === 'found') return { ...found, rest: `${joiningEnd(named)}${rest}` };
    if (unsettled?.kind !== 'several') unsettled = found;
  }
  if (!unsettled) throw new Refusal({ kind: 'nothing-asked' });
  return unsettled;
}

/** The search makes nothing of these at the end of a name: there they begin what follows. */
function joiningEnd(named: string): string {
  return (
    /\s((?:\s*\b(?:in|at|on|as|for|the|a|an|because|until|since|they|we|it|is|are))+)$/i
      .exec(named)?.[1]
      ?.concat(' ') ?? ''
  );
}

function splitAt(words: string[], behind: number): [string, string] {
  return [words.slice(0, behind).join(' '), words.slice(behind).join(' ')];
}

/** The card of an account that was picked. */
export async function showAccount(
  { database, clock }: Needs,
  workspaceId: string,
  accountId: string,
): Promise<OwnerCard> {
  const { prisma } = database;
  const at = clock.now();
  const [card, under] = await Promise.all([
    readOwnerCard(prisma, workspaceId, accountId, at),
    readFactsUnderRules(prisma, workspaceId, accountId),
  ]);
  if (!card || !under) throw new Refusal({ kind: 'out-of-date' });
  const rules = await readRuleStanding({ database, clock }, workspaceId, card, under);
  const claim = await readClaim({ database, clock }, workspaceId, card);
  const people = await readNamed(database, workspaceId, card, rules);
  return { ...card, ...(rules && { rules }), ...(claim && { claim }), ...(people && { people }) };
}

/** Flags name people by their addresses: few do, so that mostly nobody needs to be read. */
async function readNamed(
  { prisma }: Needs['database'],
  workspaceId: string,
  { pending }: OwnerCard,
  rules: RuleStanding | undefined,
): Promise<People | undefined> {
  const waiting = pending.flatMap((one) => (one.kind === 'proposal' ? one.flags : []));
  const open = rules?.verdict.kind === 'open' ? [rules.verdict.flag] : [];
  const emails = [...waiting, ...open].flatMap(peopleIn);
  if (emails.length === 0) return undefined;
  return (await readSeatsNamed(prisma, workspaceId, { emails, territory: '' })).byEmail;
}

/** The card behind a link to the CRM; undefined where the link leads elsewhere. */
export async function cardOfLink(
  ports: Needs,
  workspaceId: string,
  url: string,
): Promise<OwnerCard | undefined> {
  const question = parseQuestion(url);
  if (question.kind !== 'crm-id') return undefined;
  const [match] = await searchAccounts(ports.database.prisma, workspaceId, question);
  return match && showAccount(ports, workspaceId, match.accountId);
}

/** Accounts that fit what has been typed so far. */
export async function suggestAccounts(
  { database }: Needs,
  workspaceId: string,
  typed: string,
): Promise<Suggestion[]> {
  const matches = await searchAccounts(database.prisma, workspaceId, parseQuestion(typed));
  const shown = matches.slice(0, SUGGESTIONS);
  const ids = shown.map(({ accountId }) => accountId);
  const described = await describeAccounts(database.prisma, workspaceId, ids);
  return shown
    .filter(({ accountId }) => described.has(accountId))
    .map((match) => suggestionOf(match, described));
}

type Described = Awaited<ReturnType<typeof describeAccounts>>;

function suggestionOf({ accountId, reason }: Match, described: Described): Suggestion {
  const { name = '', crmId = '', owner, place } = described.get(accountId) ?? {};
  return { accountId, name, crmId, ...(owner && { owner }), ...(place && { place }), reason };
}

/** What people meant to ask, without the phrase around it. */
function wordsOf(question: Exclude<Question, { kind: 'nothing' }>): string {
  switch (question.kind) {
    case 'crm-id':
      return question.typed;
    case 'email':
      return question.email;
    case 'domain':
      return question.domain;
    case 'name':
      return question.name;
  }
}
