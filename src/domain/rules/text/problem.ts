export type Place = { line: number; column: number };

/** Something in a text that cannot be read: where, what, and what may help. */
export type Problem = Place & { message: string; remedy?: string };

/** A text that was read, or everything that keeps it from being read. */
export type Reading<Value> =
  | { kind: 'read'; value: Value }
  | { kind: 'refused'; problems: Problem[] };

/** Longer lists help nobody: the first problems often cause the rest. */
export const MOST_PROBLEMS = 100;

/** Stops the reading of one statement. Its problem is kept, and reading goes on with the next. */
export class Misread extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'Misread';
    this.problem = problem;
  }
}

export function problemAt({ line, column }: Place, message: string, remedy?: string): Problem {
  return { line, column, message, ...(remedy !== undefined && { remedy }) };
}

export function wordProblem({ line, column, message, remedy }: Problem): string {
  return `line ${line}, column ${column}: ${message}${remedy ? `: ${remedy}` : ''}`;
}

/** What somebody wrote, short enough for a sentence. */
export function cited(written: string): string {
  return `"${written.length > 40 ? `${written.slice(0, 40)}…` : written}"`;
}

export function inOrder(problems: Problem[]): Problem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const next = sorted[MOST_PROBLEMS];
  if (!next) return sorted;
  const more = problemAt(next, 'there are more problems from here on', 'mend these first');
  return [...sorted.slice(0, MOST_PROBLEMS), more];
}
