import {
  commonTexts,
  hasText,
  isListed,
  isNoText,
  type TextSet,
  textsWithout,
} from './text-set.ts';

/** Texts, narrowed by what they contain. */
export type TextSpan = { texts: TextSet; inside: readonly Inside[] };
type Inside = { text: string; holds: boolean };

/** Nothing where no text is left, as far as that can be told. */
export function textSpan(texts: TextSet, inside: readonly Inside[] = []): TextSpan | undefined {
  if (inside.length === 0) return isNoText(texts) ? undefined : { texts, inside };
  if (exclude(inside)) return undefined;
  const left = textsWithout(texts, { others: false, ...strays(texts, inside) });
  if (isNoText(left)) return undefined;
  return { texts: left, inside: isListed(left) ? [] : inside };
}

function exclude(inside: readonly Inside[]): boolean {
  const contained = inside.filter(({ holds }) => holds);
  const barred = inside.filter(({ holds }) => !holds);
  return contained.some(({ text }) => barred.some((other) => text.includes(other.text)));
}

/** Names that do not contain what they have to, or do contain what they must not, and beginnings of that kind. */
function strays({ beginnings, names }: TextSet, inside: readonly Inside[]) {
  const strayNames = [...names.keys()].filter((name) => !suits(name, inside));
  const barred = inside.filter(({ holds }) => !holds);
  const strayBeginnings = [...beginnings.keys()].filter((text) => !suits(text, barred));
  return {
    names: new Map(strayNames.map((name) => [name, true])),
    beginnings: new Map(strayBeginnings.map((text) => [text, true])),
  };
}

function suits(candidate: string, inside: readonly Inside[]): boolean {
  return inside.every(({ text, holds }) => candidate.includes(text) === holds);
}

export function commonSpan(one: TextSpan, other: TextSpan): TextSpan | undefined {
  return textSpan(commonTexts(one.texts, other.texts), [...one.inside, ...other.inside]);
}

/** What is in one and not in the other, in parts that share nothing. */
export function spanWithout(one: TextSpan, other: TextSpan): TextSpan[] {
  const both = commonTexts(one.texts, other.texts);
  const parts = [textSpan(textsWithout(one.texts, other.texts), one.inside)];
  for (const [place, { text, holds }] of other.inside.entries()) {
    const before = [...one.inside, ...other.inside.slice(0, place)];
    parts.push(textSpan(both, [...before, { text, holds: !holds }]));
  }
  return parts.filter((part) => part !== undefined);
}

/** One of them, if one is easily found: named, liked, or made up. */
export function textFrom(span: TextSpan, liked: readonly string[]): string | undefined {
  for (const text of candidates(span, liked)) {
    if (text !== '' && hasText(span.texts, text) && suits(text, span.inside)) return text;
  }
  return undefined;
}

function* candidates({ texts, inside }: TextSpan, liked: readonly string[]): Iterable<string> {
  for (const [name, isIn] of texts.names) if (isIn) yield name;
  yield* liked;
  const parts = inside.filter(({ holds }) => holds).map(({ text }) => text);
  const made = parts.join(' ');
  for (const [text, isIn] of texts.beginnings) {
    if (isIn) yield* [text, `${text}${made}`, `${text}0${made}`, `${text}x${made}`];
  }
  yield* [made, `something else ${made}`.trim(), `x${made}x`];
}
