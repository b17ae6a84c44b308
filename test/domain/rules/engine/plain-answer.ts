import { standardRegions } from '../../../../src/domain/geography.ts';
import { type Facts, standardCatalogue } from '../../../../src/domain/rules/attribute.ts';
import type { Literal, Test } from '../../../../src/domain/rules/condition.ts';
import type { RuleSet } from '../../../../src/domain/rules/rule-set.ts';

/** Null is: not known. */
export type Answer = boolean | null;
type Plain = string | number;

/** One test of one account, by what the words mean. */
export function plainAnswer(test: Test, facts: Facts, at: number, set: RuleSet): Answer {
  switch (test.kind) {
    case 'in-region':
      return inRegion(test.region, facts, at, set);
    case 'not-in-region':
      return negated(inRegion(test.region, facts, at, set));
    case 'exists':
      return wordsOf(test.attribute, facts) !== null;
    case 'missing':
      return wordsOf(test.attribute, facts) === null;
    case 'not-in':
      return negated(plainAnswer({ ...test, kind: 'in' }, facts, at, set));
    case 'not-in-list':
      return negated(plainAnswer({ ...test, kind: 'in-list' }, facts, at, set));
    case 'compare':
      if (test.op !== '!=') break;
      return negated(plainAnswer({ ...test, op: '=' }, facts, at, set));
    case 'within': {
      const date = facts[test.attribute];
      if (typeof date !== 'number') return null;
      return at - test.days * 86_400_000 <= date && date <= at;
    }
  }
  const words = wordsOf(test.attribute, facts);
  return words === null ? null : words.some((word) => suits(word, test, set));
}

function negated(answer: Answer): Answer {
  return answer === null ? null : !answer;
}

function suits(word: Plain, test: Test, { lists }: RuleSet): boolean {
  switch (test.kind) {
    case 'compare': {
      const value = plainLiteral(test.value, test.attribute);
      const holds = { '=': word === value, '!=': false, '<': word < value, '<=': word <= value };
      return { ...holds, '>': word > value, '>=': word >= value }[test.op];
    }
    case 'between': {
      const [from, to] = [test.from, test.to].map((end) => plainLiteral(end, test.attribute));
      return from !== undefined && to !== undefined && from <= word && word <= to;
    }
    case 'in':
      return test.values.some((value) => plainLiteral(value, test.attribute) === word);
    case 'in-list': {
      const values = lists.find(({ name }) => plain(name) === plain(test.list))?.values ?? [];
      return values.some((value) => plainLiteral(value, test.attribute) === word);
    }
    case 'contains':
      return typeof word === 'string' && word.includes(plain(test.text));
    case 'starts-with':
      return typeof word === 'string' && word.startsWith(plain(test.text));
    default:
      throw new Error(`${test.kind} is answered elsewhere`);
  }
}

function inRegion(name: string, facts: Facts, at: number, set: RuleSet): Answer {
  const isMeant = (region: { name: string }) => plain(region.name) === plain(name);
  const region = set.regions.findLast(isMeant) ?? standardRegions.find(isMeant);
  const answers = (region?.places ?? []).map(({ country, states, zips }): Answer => {
    const within: Answer[] = [
      plainAnswer({ kind: 'in', attribute: 'country', values: [country] }, facts, at, set),
    ];
    if (states?.length) {
      within.push(plainAnswer({ kind: 'in', attribute: 'state', values: states }, facts, at, set));
    }
    if (zips?.length) {
      const begins = zips.map((text) =>
        plainAnswer({ kind: 'starts-with', attribute: 'zip', text }, facts, at, set),
      );
      within.push(begins.includes(true) || (begins.includes(null) ? null : false));
    }
    return within.includes(false) ? false : !within.includes(null) || null;
  });
  return answers.includes(true) || (answers.includes(null) ? null : false);
}

/** A fact as one word or several, or null. */
function wordsOf(attribute: string, facts: Facts): Plain[] | null {
  const fact = facts[attribute];
  if (fact === null || fact === undefined) return null;
  switch (standardCatalogue.get(attribute)?.type ?? 'text') {
    case 'number':
      return typeof fact === 'number' ? [fact] : null;
    case 'boolean':
      return typeof fact === 'boolean' ? [Number(fact)] : null;
    case 'date':
      return typeof fact === 'number' ? [Math.floor(fact / 86_400_000)] : null;
    case 'set':
      return typeof fact === 'object' ? fact.map(plain) : [plain(String(fact))];
    case 'text':
    case 'rep':
      return typeof fact === 'object' || typeof fact === 'boolean' ? null : [plain(String(fact))];
  }
}

function plainLiteral(literal: Literal, attribute: string): Plain {
  switch (standardCatalogue.get(attribute)?.type ?? 'text') {
    case 'number':
      return Number(literal);
    case 'boolean':
      return { true: 1, false: 0 }[plain(String(literal))] ?? Number.NaN;
    case 'date':
      return Date.parse(`${literal}T00:00:00Z`) / 86_400_000;
    case 'set':
    case 'text':
    case 'rep':
      return plain(String(literal));
  }
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}
