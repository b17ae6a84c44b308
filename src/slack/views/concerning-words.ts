import type { Concerning, WaitingLine } from '../../domain/book.ts';
import { bold, clip } from './blocks.ts';
import { reasonsToWait, wordTaker, wordWaiting } from './waiting-words.ts';
import { day, mention } from './words.ts';

/** What waits of one rep’s, the oldest by name. */
export function wordConcerning({ total, lines }: Concerning): string {
  const more = total - lines.length;
  return [
    `:hourglass_flowing_sand: *${wordWaiting({ total })}*`,
    ...lines.map(concerningLine),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join('\n');
}

function concerningLine({ name, present, proposed, pool, since, flags }: WaitingLine): string {
  const why = [...new Set(flags.map(({ kind }) => reasonsToWait[kind]))].join(', ');
  const move = `${present ? mention(present) : 'nobody'} → ${wordTaker({ proposed, pool })}`;
  return `${bold(clip(name, 80))} ${move}, since ${day(since)}${why ? `: ${why}` : ''}`;
}
