import { type Figure, figure } from '../figure.ts';
import type { Listed } from './corpus.ts';
import type { Question } from './questions.ts';
import { fiveShare, medianOf, type Score, type Search, score } from './recall.ts';
import type { Rival } from './rivals.ts';

const TIMES_FASTER = 5;
/** A rival this many points of recall behind ours is not its equal. */
const LEEWAY = 1;

/** Ours and its rivals on the same questions, one after the other. */
export async function compare(
  on: string,
  questions: Question[],
  named: Map<string, Listed>,
  { ours, rivals }: { ours: Search; rivals: Rival[] },
): Promise<Figure[]> {
  const own = await score(questions, named, ours);
  const others: { name: string; scores: Score[] }[] = [];
  for (const { name, search } of rivals) {
    others.push({ name, scores: await score(questions, named, search) });
  }
  const stated = [{ name: 'ours', scores: own }, ...others].flatMap(({ name, scores }) => [
    figure(`${on}: ${name}, right among five`, fiveShare(scores), '%'),
    figure(`${on}: ${name}, median`, medianOf(scores), 'ms'),
  ]);
  const best = bestOf(own, others);
  const faster = medianOf(best.scores) / medianOf(own);
  const name = `${on}: times faster than ${best.name}, the best rival`;
  return [...stated, figure(name, faster, 'x', { atLeast: TIMES_FASTER })];
}

/** The fastest of those that find as much as ours; where none does, the one that finds most. */
function bestOf<Other extends { scores: Score[] }>(own: Score[], others: Other[]): Other {
  const equal = others.filter(({ scores }) => fiveShare(scores) >= fiveShare(own) - LEEWAY);
  const [best] =
    equal.length > 0
      ? equal.sort((a, b) => medianOf(a.scores) - medianOf(b.scores))
      : others.sort((a, b) => fiveShare(b.scores) - fiveShare(a.scores));
  if (!best) throw new Error('no rivals to compare with');
  return best;
}
