export type NameKind = 'name' | 'alias' | 'former' | 'short';

/** Why an account may be the one that was meant. */
export type MatchReason =
  | { kind: 'crm-id'; id: string }
  | { kind: 'contact'; email: string }
  | { kind: 'domain'; domain: string }
  /** The name itself, but for its legal form, case and accents. */
  | { kind: 'name'; nameKind: NameKind; name: string }
  /** The name begins so. */
  | { kind: 'beginning'; nameKind: NameKind; name: string }
  /** The words of the question are in the name. */
  | { kind: 'words'; nameKind: NameKind; name: string }
  /** Nearly: a misspelling, or a word too many. */
  | { kind: 'spelling'; nameKind: NameKind; name: string };

/** `score` is 1 for what cannot be meant otherwise; below a half it is a guess. */
export type Match = { accountId: string; reason: MatchReason; score: number };

export type Verdict =
  | { kind: 'found'; match: Match; also: Match[] }
  | { kind: 'several'; matches: Match[] }
  | { kind: 'none'; nearest: Match[] };

const MOST = 10;
const NEAREST = 3;
const SURE = 0.97;
const PLAUSIBLE = 0.5;
/** How far ahead of the next a near match must be to be taken for the one that was meant. */
const CLEAR_LEAD = 0.1;
const CLEAR = 0.7;

/** Whether one account was clearly meant. `heads` are the accounts that stand at the head of a family. */
export function settle(matches: Match[], heads: Set<string>): Verdict {
  const likely = matches.filter(({ score }) => score >= PLAUSIBLE).slice(0, MOST);
  const [first, second] = likely;
  if (!first) return { kind: 'none', nearest: matches.slice(0, NEAREST) };
  const chosen = second ? clearOne(likely, heads) : first.score >= CLEAR ? first : undefined;
  if (!chosen) return { kind: 'several', matches: likely };
  return { kind: 'found', match: chosen, also: likely.filter((match) => match !== chosen) };
}

function clearOne(likely: Match[], heads: Set<string>): Match | undefined {
  const [first, second] = likely;
  const sure = likely.filter(({ score }) => score >= SURE);
  if (sure.length === 1) return sure[0];
  if (sure.length > 1) {
    // The same name twice: a company and its subsidiary, or its duplicate. The head is meant.
    const leading = sure.filter(({ accountId }) => heads.has(accountId));
    return leading.length === 1 ? leading[0] : undefined;
  }
  if (!first || !second || first.score < CLEAR) return undefined;
  return first.score - second.score >= CLEAR_LEAD ? first : undefined;
}
