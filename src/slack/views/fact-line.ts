import type { KnownBlock } from '@slack/types';
import { clip, context, plain } from './blocks.ts';
import { count, money } from './words.ts';

/** Kind, place, trade and size in one line, as people would say them. */
export function factLine(facts: readonly { key: string; value: string }[]): KnownBlock[] {
  const held = new Map(facts.map(({ key, value }) => [key, value]));
  const words = (key: string) => {
    const value = held.get(key);
    return value === undefined ? undefined : plain(sentenceCase(clip(value, 60)));
  };
  const asWritten = (key: string) => {
    const value = held.get(key);
    return value === undefined ? undefined : plain(clip(value, 60));
  };
  const place = [asWritten('city'), asWritten('state'), asWritten('country')];
  const employees = Number(held.get('employees'));
  const revenue = Number(held.get('revenue'));
  const line = [
    words('type'),
    place.filter((part) => part !== undefined).join(', '),
    words('industry'),
    employees > 0 ? count(employees, 'employee') : undefined,
    revenue > 0 ? `${money(revenue, 'USD')} revenue` : undefined,
  ].filter((part) => part);
  return line.length > 0 ? [context(line.join(' · '))] : [];
}

/** COMPUTER_SOFTWARE, as CRMs keep it, reads "Computer software". */
function sentenceCase(text: string): string {
  if (!/^[A-Z_]+$/.test(text)) return text;
  const lower = text.toLowerCase().replaceAll('_', ' ');
  return `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`;
}
