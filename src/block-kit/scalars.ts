import type { Field } from './limits.ts';
import { error, isFields, type Problem, warning } from './problem.ts';

type StringField = Extract<Field, { kind: 'string' }>;
type TextField = Extract<Field, { kind: 'text' }>;
type NumberField = Extract<Field, { kind: 'integer' | 'number' }>;

export function checkString(value: unknown, limit: StringField, pointer: string): Problem[] {
  if (typeof value !== 'string') return [error(pointer, 'must provide a string')];
  return [...checkLength(value, limit, pointer), ...checkFormat(value, limit, pointer)];
}

function checkLength(
  value: string,
  limit: { min?: number | undefined; max?: number | undefined; safe?: number | undefined },
  pointer: string,
): Problem[] {
  const { min = 0, max = Number.POSITIVE_INFINITY, safe = max } = limit;
  if (value.length < min) return [error(pointer, `must be more than ${min - 1} characters`)];
  if (value.length > max) return [error(pointer, `must be less than ${max + 1} characters`)];
  if (value.length > safe) return [warning(pointer, `may be cut above ${safe} characters`)];
  return [];
}

function checkFormat(value: string, limit: StringField, pointer: string): Problem[] {
  const { pattern, format, https } = limit;
  if (pattern && !new RegExp(pattern).test(value)) {
    return [error(pointer, `must match pattern "${pattern}"`)];
  }
  if (format === 'uri' && !isWebAddress(value)) return [error(pointer, 'must be a valid URL')];
  if (https && !value.startsWith('https://')) return [error(pointer, 'must be an https URL')];
  if (format === 'iana-tz' && !isTimeZone(value)) {
    return [error(pointer, 'must be an IANA time zone')];
  }
  return [];
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^(https?|slack|mailto|tel):/.test(value);
}

function isTimeZone(value: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

export function checkNumber(value: unknown, limit: NumberField, pointer: string): Problem[] {
  const whole = limit.kind === 'integer';
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return [error(pointer, whole ? 'must provide an integer' : 'must provide a number')];
  }
  const { min, max, exclusiveMin } = limit;
  if (min !== undefined && value < min) return [error(pointer, `must be at least ${min}`)];
  if (max !== undefined && value > max) return [error(pointer, `must be at most ${max}`)];
  if (exclusiveMin !== undefined && value <= exclusiveMin) {
    return [error(pointer, `must be more than ${exclusiveMin}`)];
  }
  return [];
}

/** The text object: its type, its length, and the switches its type has. */
export function checkText(value: unknown, limit: TextField, pointer: string): Problem[] {
  if (!isFields(value)) return [error(pointer, 'must provide an object')];
  const { type, text, ...switches } = value;
  if (typeof type !== 'string' || !limit.textTypes.includes(type)) {
    return [error(`${pointer}/type`, `must be one of: ${limit.textTypes.join(', ')}`)];
  }
  if (text === undefined) return [error(pointer, 'missing required field: text')];
  const { min = 1, max = 3000, safe } = limit;
  const known = type === 'plain_text' ? 'emoji' : 'verbatim';
  return [
    ...checkString(text, { kind: 'string', min, max, safe }, `${pointer}/text`),
    ...Object.entries(switches).flatMap(([name, on]) => {
      if (name !== known) return [error(pointer, `invalid additional property: ${name}`)];
      return typeof on === 'boolean' ? [] : [error(`${pointer}/${name}`, 'must provide a boolean')];
    }),
  ];
}
