import type { Facts } from './rules/attribute.ts';
import { fold } from './rules/fold.ts';
import type { Pool } from './rules/pool.ts';
import type { WinRates, WinRecord } from './win-rate.ts';

export type Criterion = Extract<Pool['method'], { kind: 'best-fit' }>['by'][number];

/** What a rep brings that an account or lead may ask for. */
export type Gifts = { id: string; skills: string[]; languages: string[]; certificates: string[] };

/** From 0 to 1, with what spoke for it: the words that were met, or the number of deals. */
export type FitPart = { by: Criterion; score: number; words?: string[]; deals?: number };
export type Fit = { score: number; parts: FitPart[] };

export type Experience = { records: readonly WinRecord[]; rates?: WinRates };

/** A segment is an industry, folded as in every comparison; an experience names it the same way. */
export function segmentOf({ industry }: Facts): string | undefined {
  return typeof industry === 'string' && industry !== '' ? fold(industry) : undefined;
}

/**
 * How well each of these people suits an account or lead: the mean of the criteria that say anything here. One that
 * tells nobody apart, since the fact is missing or nobody meets it, is left out.
 */
export function fitsOf(
  people: readonly Gifts[],
  facts: Facts,
  by: readonly Criterion[],
  experience: Experience,
): Fit[] {
  const columns = by.map((criterion) => ({
    criterion,
    parts: people.map((person) => partOf(criterion, person, people, facts, experience)),
  }));
  const telling = columns.filter(({ parts }) => parts.some((part) => part.score > 0));
  return people.map((_, index) => {
    const parts = telling.flatMap(({ parts: column }) => column[index] ?? []);
    const mean = parts.reduce((sum, { score }) => sum + score, 0) / (parts.length || 1);
    // A hundredth more is no reason to pass somebody over.
    return { score: Math.round(mean * 100) / 100, parts };
  });
}

function partOf(
  by: Criterion,
  person: Gifts,
  people: readonly Gifts[],
  facts: Facts,
  { records, rates }: Experience,
): FitPart {
  const segment = segmentOf(facts);
  switch (by) {
    case 'skills':
    case 'certificate': {
      const gift = by === 'skills' ? 'skills' : 'certificates';
      return { by, ...metBy(person[gift], wanted(wordsOf(facts), people, gift)) };
    }
    case 'language':
      return {
        by,
        ...metBy(person.languages, wanted(wordsIn(facts.language), people, 'languages')),
      };
    case 'segment': {
      const deals = dealsIn(records, person.id, segment);
      const most = Math.max(...people.map(({ id }) => dealsIn(records, id, segment)), 1);
      return { by, score: deals / most, deals };
    }
    case 'win-rate': {
      const known = rates?.of(person.id, segment);
      return { by, score: known?.rate ?? 0, deals: known?.closed ?? 0 };
    }
  }
}

/** The words of an account or lead that may name a skill or a certificate. */
function wordsOf(facts: Facts): string[] {
  return [facts.tags, facts.industry, facts.type].flatMap(wordsIn);
}

function wordsIn(fact: Facts[string]): string[] {
  if (typeof fact === 'string' && fact !== '') return [fold(fact)];
  return Array.isArray(fact) ? fact.map((word) => fold(String(word))) : [];
}

type Gift = 'skills' | 'languages' | 'certificates';

/** Only what somebody here has is wanted of anybody. */
function wanted(words: string[], people: readonly Gifts[], gift: Gift): Set<string> {
  const offered = new Set(people.flatMap((person) => person[gift].map(fold)));
  return new Set(words.filter((word) => offered.has(word)));
}

function metBy(gifts: string[], words: Set<string>): { score: number; words: string[] } {
  const own = new Set(gifts.map(fold));
  const met = [...words].filter((word) => own.has(word));
  return { score: met.length / (words.size || 1), words: met };
}

function dealsIn(records: readonly WinRecord[], rep: string, segment: string | undefined): number {
  return records.reduce(
    (deals, record) =>
      record.rep === rep && record.segment === segment ? deals + record.closed : deals,
    0,
  );
}
