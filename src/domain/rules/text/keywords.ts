/** What a statement begins with. */
export const statementWords = ['rule', 'layers', 'ties', 'list', 'region', 'pool'] as const;
export type StatementWord = (typeof statementWords)[number];

/** What a line of a rule begins with, in the order in which it is printed. */
const ruleClauses = [
  'in',
  'says',
  'when',
  'then',
  'with',
  'tags',
  'needs',
  'owner',
  'from',
  'until',
  'written',
  'labels',
] as const;
export type RuleClause = (typeof ruleClauses)[number];

const poolClauses = ['requires', 'overflow'] as const;
export type PoolClause = (typeof poolClauses)[number];

export const clauseWords = [...ruleClauses, ...poolClauses];
