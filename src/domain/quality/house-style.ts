import { countryName, countryOf } from '../geography/country.ts';
import { stateName, stateOf } from '../geography/state.ts';

/** How often a pair of country and state is written so in the book. */
export type Spelling = { country?: string | undefined; state?: string | undefined; count: number };

/**
 * How this book writes its places: by codes or in words, and in which words. What is right is what most records say: a book
 * of "Germany" wants no "DE", and one of "DE" no "Germany". Where it has no custom, codes are right.
 */
export type HouseStyle = {
  country: (code: string) => string;
  state: (code: string, country: string) => string;
};

type Meaning = { code: string; name: string };
type Custom = { codes: number; words: number; spellings: Map<string, Map<string, number>> };

export function houseStyleOf(spellings: readonly Spelling[]): HouseStyle {
  const customs = new Map<string, Custom>();
  for (const { country, state, count } of spellings) {
    const code = countryOf(country ?? '');
    if (country === undefined || code === undefined) continue;
    note(customOf(customs, ''), country, code, count);
    const within = state === undefined ? undefined : stateOf(state, code);
    if (state === undefined || within === undefined) continue;
    note(customOf(customs, code), state, within, count);
  }
  return {
    country: (code) => spelt(customs.get(''), { code, name: countryName(code) }),
    state: (code, country) => spelt(customs.get(country), { code, name: stateName(code, country) }),
  };
}

function customOf(customs: Map<string, Custom>, place: string): Custom {
  const custom = customs.get(place) ?? { codes: 0, words: 0, spellings: new Map() };
  customs.set(place, custom);
  return custom;
}

/** "USA" is neither the code nor a word: it speaks for no custom. */
function note(custom: Custom, written: string, code: string, count: number): void {
  const text = written.trim().replaceAll(/\s+/g, ' ');
  if (text === code) custom.codes += count;
  if (isShort(text)) return;
  custom.words += count;
  const spellings = custom.spellings.get(code) ?? new Map<string, number>();
  spellings.set(text, (spellings.get(text) ?? 0) + count);
  custom.spellings.set(code, spellings);
}

function isShort(text: string): boolean {
  return text.replaceAll(/[.\s-]/g, '').length <= 3;
}

function spelt(custom: Custom | undefined, { code, name }: Meaning): string {
  if (!custom || custom.codes >= custom.words) return code;
  const spellings = [...(custom.spellings.get(code) ?? [])];
  const most = Math.max(0, ...spellings.map(([, count]) => count));
  const common = spellings.filter(([, count]) => count === most).map(([text]) => text);
  // Where two are as common as each other, the name in the atlas is right.
  return common.length === 1 ? (common[0] ?? name) : name;
}
