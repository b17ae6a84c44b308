/** As domain/leaving asks it, of the rep of that alias: whether they had left by the moment of that parameter. */
export const HAS_LEFT = (alias: string, at: string): string =>
  `(${alias}.left_at IS NOT NULL AND ${alias}.left_at <= ${at})`;
