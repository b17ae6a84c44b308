import { type Figure, figure, quantile } from '../figure.ts';
import type { Listed } from './corpus.ts';
import { isRight, type Question } from './questions.ts';

/** Finds CRM ids of accounts, best first. */
export type Search = (asked: string) => Promise<string[]>;
export type Score = { kind: string; isFirst: boolean; isAmongFive: boolean; ms: number };

export async function score(
  questions: Question[],
  named: Map<string, Listed>,
  search: Search,
): Promise<Score[]> {
  const scores: Score[] = [];
  for (const question of questions) {
    const started = performance.now();
    const found = await search(question.text);
    const ms = performance.now() - started;
    const right = found.slice(0, 5).map((id) => {
      const account = named.get(id);
      return account !== undefined && isRight(question, account, named);
    });
    const { kind } = question;
    scores.push({ kind, isFirst: right[0] === true, isAmongFive: right.includes(true), ms });
  }
  return scores;
}

function firstShare(scores: Score[]): number {
  return percent(scores, ({ isFirst }) => isFirst);
}

export function fiveShare(scores: Score[]): number {
  return percent(scores, ({ isAmongFive }) => isAmongFive);
}

export function medianOf(scores: Score[]): number {
  return quantile(
    scores.map(({ ms }) => ms),
    0.5,
  );
}

function percent(scores: Score[], holds: (score: Score) => boolean): number {
  return (100 * scores.filter(holds).length) / scores.length;
}

/** The goals are for all questions together; each way of corrupting a name is stated beside them. */
export function recallFigures(on: string, scores: Score[]): Figure[] {
  const kinds = [...new Set(scores.map(({ kind }) => kind))];
  return [
    figure(`${on}: right account first`, firstShare(scores), '%', { atLeast: 95 }),
    figure(`${on}: right account among five`, fiveShare(scores), '%', { atLeast: 99 }),
    ...kinds.flatMap((kind) => {
      const those = scores.filter((one) => one.kind === kind);
      return [
        figure(`${on}: ${kind}, first`, firstShare(those), '%'),
        figure(`${on}: ${kind}, among five`, fiveShare(those), '%'),
      ];
    }),
  ];
}
