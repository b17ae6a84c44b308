import { amount } from './dispute-evidence.ts';

/** What somebody holds, and what their team holds together. */
export type BookNow = {
  id: string;
  name: string;
  capacity?: number | undefined;
  accounts: number;
  pipeline: number;
  team?: Team | undefined;
};
type Team = { id: string; name: string; size: number; accounts: number; pipeline: number };

/** Whose the account is, and what its open deals are worth, which come or go with it. */
export type Stake = { ownerId?: string | undefined; pipeline: number };

/** Whom the rules choose; a pool by its name. */
export type RulesChoice = { kind: 'rep'; id: string } | { kind: 'pool'; name: string };

type Asked = { wanted: readonly string[]; rules: RulesChoice | undefined };
/** Undefined: nobody, or nobody in particular yet. */
type Move = { from: BookNow | undefined; to: BookNow | undefined };

/** So many who could get it are looked at, and so many of them where it stays. */
const MOST = 6;
const BESIDE_OWNER = 2;

/** What each of them holds, then what every outcome that is asked for would make of it. */
export function wordBooks(
  books: readonly BookNow[],
  stake: Stake,
  { wanted, rules }: Asked,
): string[] {
  const from = books.find(({ id }) => id === stake.ownerId);
  const chosen = rules?.kind === 'rep' ? rules.id : undefined;
  const gainers = [...new Set([...wanted, ...(chosen ? [chosen] : [])])]
    .flatMap((id) => books.find((book) => book.id === id && book !== from) ?? [])
    .slice(0, MOST);
  const present = from ? [from] : [];
  const word = (what: string, move: Move, people: readonly BookNow[]) => {
    const led = move.to && move.to.id === chosen ? ', as the rules have it' : '';
    const after = people.map((book) => wordAfter(book, move, stake));
    return `${what}${led}: ${after.join('; ')}.`;
  };
  const seen = [...present, ...gainers.slice(0, BESIDE_OWNER)];
  const stays = `If it stays ${from ? `${from.name}’s` : 'nobody’s'}`;
  return [
    ...books.map(wordHeld),
    ...(seen.length > 0 ? [word(stays, { from, to: from }, seen)] : []),
    ...gainers.map((to) => word(`If it goes to ${to.name}`, { from, to }, [...present, to])),
    ...(rules?.kind === 'pool'
      ? [wordPool(rules.name, from && wordAfter(from, { from, to: undefined }, stake))]
      : []),
  ];
}

function wordHeld({ name, accounts, capacity, pipeline }: BookNow): string {
  const of = capacity === undefined ? '' : ` of at most ${capacity}`;
  return `${name} has ${counted(accounts)}${of}, with open deals worth ${amount(pipeline)}.`;
}

function wordPool(pool: string, rest: string | undefined): string {
  const lost = rest ? `: ${rest}` : '';
  return `If the rules deal it, whoever of the pool ${pool} is next has one more${lost}.`;
}

/** Set beside what their team has on average then; whoever is alone there has nobody beside them. */
function wordAfter(book: BookNow, { from, to }: Move, stake: Stake): string {
  const turn = Number(book === to) - Number(book === from);
  const accounts = book.accounts + turn;
  const pipeline = Math.max(0, book.pipeline + turn * stake.pipeline);
  const { capacity, team } = book;
  const full = capacity !== undefined && accounts > capacity ? ' (more than they can hold)' : '';
  const held = `${book.name} has ${counted(accounts)}${full}`;
  if (!team || team.size < 2) return `${held}, worth ${amount(pipeline)}`;
  const turns = Number(to?.team?.id === team.id) - Number(from?.team?.id === team.id);
  const mean = (team.accounts + turns) / team.size;
  const worth = Math.max(0, team.pipeline + turns * stake.pipeline) / team.size;
  return `${held}, ${distance(accounts - mean)} the mean of ${team.name}, worth ${amount(pipeline)}, ${distance(pipeline - worth)} it`;
}

function counted(accounts: number): string {
  return `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;
}

function distance(by: number): string {
  const far = amount(Math.abs(by));
  if (far === '0') return 'at';
  return `${far} ${by > 0 ? 'above' : 'below'}`;
}
