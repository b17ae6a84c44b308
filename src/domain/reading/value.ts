import type { AttributeType, Value } from '../rules/attribute.ts';
import { amountOf } from './amount.ts';
import { momentOf } from './moment.ts';

/** What a stored value says, read as an attribute of that type; nothing where it cannot be read so. */
export function valueAs(type: AttributeType, raw: unknown): Value | undefined {
  switch (type) {
    case 'text':
      return textIn(raw);
    case 'number':
      return typeof raw === 'string' ? amountOf(raw) : finite(raw);
    case 'boolean':
      return booleanIn(raw);
    case 'date':
      return typeof raw === 'string' ? momentOf(raw) : finite(raw);
    case 'set':
      return wordsIn(raw);
    case 'rep':
      return emailIn(raw);
  }
}

/** A value of an attribute that no catalogue has, as it came. */
export function valueAsItIs(raw: unknown): Value | undefined {
  if (typeof raw === 'boolean') return raw;
  if (Array.isArray(raw)) return wordsIn(raw);
  return finite(raw) ?? textIn(raw);
}

/** What people and programs put where they have nothing to say. */
export function saysNothing(raw: unknown): boolean {
  if (raw === null || raw === undefined) return true;
  if (Array.isArray(raw)) return raw.length === 0;
  return typeof raw === 'string' && nothings.has(raw.trim().toLowerCase());
}

/** Not "na": that is Namibia. */
const nothings = new Set([
  '',
  '-',
  '--',
  '?',
  '.',
  'n/a',
  'n.a.',
  'none',
  'null',
  'unknown',
  'not available',
  'not specified',
  'tbd',
  'undefined',
]);

function finite(raw: unknown): number | undefined {
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
}

export function textIn(raw: unknown): string | undefined {
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const text = String(raw).trim().replaceAll(/\s+/g, ' ');
  return text === '' ? undefined : text;
}

/** PAST_CUSTOMER → "Past Customer", as people say it in a rule. */
export function spelledOut(text: string): string | undefined {
  if (!/^[A-Z\d]{4,}$|^[A-Z\d]+(?:_[A-Z\d]+)+$/.test(text)) return text === '' ? undefined : text;
  const words = text.toLowerCase().split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

const yes = new Set(['true', 'yes', 'y', '1', 'on', 'ja', 'oui', 'si', 'sí']);
const no = new Set(['false', 'no', 'n', '0', 'off', 'nein', 'non', 'nee']);

function booleanIn(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  const word = textIn(raw)?.toLowerCase() ?? '';
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

/** HubSpot writes several values as `a;b`, people as `a, b`. */
function wordsIn(raw: unknown): readonly string[] | undefined {
  const parts = Array.isArray(raw) ? raw : textIn(raw)?.split(/[;,]/);
  const words = parts?.flatMap((part) => textIn(part) ?? []) ?? [];
  return words.length === 0 ? undefined : [...new Set(words)];
}

function emailIn(raw: unknown): string | undefined {
  const text = textIn(raw)?.toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined;
}
