import { subHours } from 'date-fns/subHours';
import type { AboutClaims } from './dispute-refusal.ts';
import { Refusal } from './refusal.ts';
import { fold } from './rules/fold.ts';
import { suggestion } from './rules/text/suggestion.ts';

const MOST_LINKS = 10;

/** One a line, with or without words around it; of a line that holds none something would be lost. */
export function readLinks(written: string): string[] {
  const links = written.split('\n').flatMap((line) => {
    const found = linksIn(line);
    if (found.length === 0 && line.trim() !== '') {
      throw unfit({ kind: 'no-link', written: line.trim().slice(0, 80) });
    }
    return found;
  });
  if (links.length > MOST_LINKS) throw unfit({ kind: 'many-links', most: MOST_LINKS });
  return links;
}

export function linksIn(line: string): string[] {
  const words = line.split(/[\s<>|]+/).filter((word) => word !== '');
  return words.flatMap((word) => {
    const [link] = /https?:\/\/.+/i.exec(word) ?? [];
    if (link !== undefined) return [link];
    const isBare = words.length === 1 || /^www\.|\w\/./i.test(word);
    return isBare && host.test(word) ? [`https://${word}`] : [];
  });
}

/** As people copy it from where they remember it: "drive.google.com/abc". */
const host = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$/i;

/** By its key or by what people call it. `known`: what each key is called. */
export function factNamed(written: string, known: ReadonlyMap<string, string>): string {
  const key = fold(written).replaceAll(/[\s-]+/g, '_');
  if (known.has(key)) return key;
  const [named] = [...known].find(([, label]) => fold(label) === fold(written)) ?? [];
  if (named !== undefined) return named;
  const hint = suggestion(key, [...known.keys()]) ?? 'none is known here';
  const help = hint.endsWith('?') ? hint : `${hint}.`;
  throw unfit({ kind: 'unknown-fact', attribute: written.slice(0, 80), help });
}

/** Nobody knows what will be so. `to`: the last moment of the day; it may be that day already in the east. */
export function upToToday(to: Date, at: Date): Date {
  if (subHours(to, 24 + EARLIEST_ZONE) > at) throw unfit({ kind: 'day-to-come' });
  return to > at ? at : to;
}

const EARLIEST_ZONE = 14;

function unfit(fault: AboutClaims['fault']): Refusal {
  return new Refusal({ kind: 'unfit-claim', fault });
}
