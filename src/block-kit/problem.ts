/** What Slack would not accept (error), or what is likely to look or work wrong (warning). */
export type Problem = { pointer: string; message: string; level: 'error' | 'warning' };

export function error(pointer: string, message: string): Problem {
  return { pointer, message, level: 'error' };
}

export function warning(pointer: string, message: string): Problem {
  return { pointer, message, level: 'warning' };
}

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A word from the wire as it stands: what is no word, and may refuse to become one, is none. */
export function written(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
