import type { Move, MoveGroup } from '../../domain/book.ts';
import type { Person } from '../../domain/roster.ts';
import { bold, clip } from './blocks.ts';
import { count, day, mention, wordCause, wordCauseOfMany } from './words.ts';

const NAMED = 3;

/** A line for each, in the order of the latest. */
export function wordMoves(moves: MoveGroup[]): string {
  return moves.map(groupLine).join('\n');
}

/** Many at once are told as one line, with the first of them by name. */
function groupLine({ moves }: MoveGroup): string {
  const [first] = moves;
  if (!first) return '';
  if (moves.length === 1) return moveLine(first);
  const takers = new Set(moves.map(({ to }) => to?.id));
  const to = takers.size === 1 ? wordPerson(first.to) : count(takers.size, 'person', 'people');
  const named = moves.slice(0, NAMED).map(({ account }) => bold(clip(account, 80)));
  const more = moves.length - NAMED;
  const names = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const from = first.from ? '' : ' (nobody’s before)';
  return `${names}${from} → ${to}, ${day(first.at)}: ${wordCauseOfMany(first.cause, first.actor, first.crm)}`;
}

function wordPerson(person: Person | undefined): string {
  return person ? mention(person) : 'nobody';
}

function moveLine({ account, from, to, cause, actor, crm, at }: Move): string {
  const between = `${wordPerson(from)} → ${wordPerson(to)}`;
  return `${bold(clip(account, 80))} ${between}, ${day(at)}: ${wordCause(cause, actor, crm)}`;
}
