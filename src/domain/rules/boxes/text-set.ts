/**
 * Folded texts: those that are named, all that begin in some way, or all others. Of several beginnings the longest
 * counts, and a name before any.
 */
export type TextSet = {
  others: boolean;
  beginnings: ReadonlyMap<string, boolean>;
  names: ReadonlyMap<string, boolean>;
};

const nothing: ReadonlyMap<string, boolean> = new Map();
export const noTexts: TextSet = { others: false, beginnings: nothing, names: nothing };
export const allTexts: TextSet = { others: true, beginnings: nothing, names: nothing };

export function textsNamed(names: Iterable<string>): TextSet {
  return { ...noTexts, names: new Map([...names].map((name) => [name, true])) };
}

export function textsBeginning(beginning: string): TextSet {
  return beginning === '' ? allTexts : { ...noTexts, beginnings: new Map([[beginning, true]]) };
}

export function hasText(texts: TextSet, text: string): boolean {
  return texts.names.get(text) ?? hasAround(texts, text);
}

/** Whether the texts that begin so are in it, those apart that are named or begin in a longer way. */
function hasAround({ others, beginnings }: TextSet, text: string): boolean {
  if (beginnings.size === 0) return others;
  for (let length = text.length; length > 0; length--) {
    const found = beginnings.get(text.slice(0, length));
    if (found !== undefined) return found;
  }
  return others;
}

export function isNoText({ others, beginnings, names }: TextSet): boolean {
  return !others && beginnings.size === 0 && names.size === 0;
}

export function isAllTexts({ others, beginnings, names }: TextSet): boolean {
  return others && beginnings.size === 0 && names.size === 0;
}

/** Whether it is a list of names and no more. */
export function isListed({ others, beginnings }: TextSet): boolean {
  return !others && beginnings.size === 0;
}

export function commonTexts(one: TextSet, other: TextSet): TextSet {
  if (one === other) return one;
  if (isListed(one) && (!isListed(other) || one.names.size <= other.names.size)) {
    return filtered(one, (name) => hasText(other, name));
  }
  if (isListed(other)) return filtered(other, (name) => hasText(one, name));
  return merged(one, other, (a, b) => a && b);
}

export function textsWithout(one: TextSet, other: TextSet): TextSet {
  if (one === other) return noTexts;
  if (isListed(one)) return filtered(one, (name) => !hasText(other, name));
  return merged(one, other, (a, b) => a && !b);
}

export function joinedTexts(one: TextSet, other: TextSet): TextSet {
  return merged(one, other, (a, b) => a || b);
}

function filtered({ names }: TextSet, keeps: (name: string) => boolean): TextSet {
  return textsNamed([...names.keys()].filter(keeps));
}

/** What says no more than the shorter beginning, or the rest, is left out: so only nothing is empty. */
function merged(
  one: TextSet,
  other: TextSet,
  keeps: (inOne: boolean, inOther: boolean) => boolean,
): TextSet {
  const beginnings = new Map<string, boolean>();
  const names = new Map<string, boolean>();
  const set: TextSet = { others: keeps(one.others, other.others), beginnings, names };
  const begun = new Set([...one.beginnings.keys(), ...other.beginnings.keys()]);
  for (const text of [...begun].sort((a, b) => a.length - b.length)) {
    const isIn = keeps(hasAround(one, text), hasAround(other, text));
    if (isIn !== hasAround(set, text)) beginnings.set(text, isIn);
  }
  for (const { names: named } of [one, other]) {
    for (const text of named.keys()) {
      const isIn = keeps(hasText(one, text), hasText(other, text));
      if (isIn !== hasAround(set, text)) names.set(text, isIn);
    }
  }
  return set;
}
