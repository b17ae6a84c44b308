import { fold } from '../fold.ts';
import { type RuleSet, type TieBreaker, tieBreakers } from '../rule-set.ts';
import { clauseWords, type StatementWord, statementWords } from './keywords.ts';
import { anchor, mendWord } from './lines.ts';
import { expectEquals, readPhrase, readPhrases } from './phrases.ts';
import { readPool } from './pool-statement.ts';
import { cited } from './problem.ts';
import {
  isName,
  isWord,
  misread,
  note,
  peek,
  type Reader,
  take,
  takeName,
  takeSign,
  takeWord,
} from './reader.ts';
import { readPlaces } from './region-statement.ts';
import { readRule } from './rule-statement.ts';
import { suggestion } from './suggestion.ts';
import type { Token } from './tokens.ts';

const MOST_RULES = 20_000;

/** A rule set on its way. What is declared counts as known even where its declaration has problems. */
export type Draft = {
  ruleSet: RuleSet;
  declared: Record<'rule' | 'list' | 'region' | 'pool' | 'layer' | 'statement', Map<string, Token>>;
};

type ReadStatement = (reader: Reader, draft: Draft, first: Token) => void;

const readers: Record<StatementWord, ReadStatement> = {
  rule: (reader, draft, first) => {
    mendTitle(reader);
    const isTitle = isWord(peek(reader), 'set');
    (isTitle ? readTitle : readRuleStatement)(reader, draft, first);
  },
  layers: readLayers,
  ties: readTies,
  list: readList,
  region: readRegion,
  pool: (reader, draft, first) => {
    const name = declareNext(reader, draft, 'pool');
    draft.ruleSet.pools.push(readPool(reader, first, name));
  },
};

export function readStatement(reader: Reader, draft: Draft): void {
  const first = take(reader);
  const word = statementWords.find((each) => isWord(first, each));
  if (!word) throw noStatement(first);
  readers[word](reader, draft, first);
}

/** Two names side by side are no rule: the first was to be the word set. */
function mendTitle(reader: Reader): void {
  const next = peek(reader, 1);
  if (next.kind === 'text' && !next.isFirst) mendWord(reader, ['set']);
}

function noStatement(first: Token) {
  const message = isWord(first, ...clauseWords)
    ? `${first.lower} stands below nothing it belongs to`
    : `${cited(first.text)} begins no statement`;
  return misread(first, message, suggestion(first.text, [...statementWords]));
}

function declareNext(reader: Reader, draft: Draft, kind: 'rule' | 'list' | 'region' | 'pool') {
  const name = takeName(reader, `the name of the ${kind} is missing`, 'write it in quotes');
  declare(reader, draft, kind, name);
  return name;
}

/** Names that are compared as one are one. */
function declare(reader: Reader, draft: Draft, kind: keyof Draft['declared'], name: Token): void {
  const key = fold(name.text);
  const other = draft.declared[kind].get(key);
  if (other) {
    const remedy = kind === 'statement' ? 'keep one of them' : 'rename one of them';
    note(
      reader,
      name,
      `there is a ${kind} ${cited(name.text)} in line ${other.line} already`,
      remedy,
    );
  }
  draft.declared[kind].set(key, name);
}

/** A statement that a file has once. */
function declareStatement(reader: Reader, draft: Draft, first: Token, word: StatementWord): void {
  declare(reader, draft, 'statement', { ...first, text: word === 'rule' ? 'rule set' : word });
}

function readTitle(reader: Reader, draft: Draft, first: Token): void {
  take(reader);
  declareStatement(reader, draft, first, 'rule');
  draft.ruleSet.name = readPhrase(reader, 'the name of the rule set').text;
  anchor(reader, first, { statement: 'rule set' });
}

function readLayers(reader: Reader, draft: Draft, first: Token): void {
  declareStatement(reader, draft, first, 'layers');
  // None, in case these cannot be read: nothing is said then of the layers that rules name.
  draft.ruleSet.layers = [];
  const layers = readPhrases(reader, 'a layer');
  for (const layer of layers) declare(reader, draft, 'layer', layer);
  draft.ruleSet.layers = layers.map(({ text }) => text);
  anchor(reader, first, { statement: 'layers' });
}

function readTies(reader: Reader, draft: Draft, first: Token): void {
  declareStatement(reader, draft, first, 'ties');
  draft.ruleSet.tieBreakers = readPhrases(reader, 'a tie-breaker').map(tieBreakerOf);
  anchor(reader, first, { statement: 'ties' });
}

function tieBreakerOf(token: Token): TieBreaker {
  const written = token.text.toLowerCase().replaceAll(' ', '-');
  const found = tieBreakers.find((each) => each === written);
  if (found) return found;
  const known = tieBreakers.map((each) => each.replaceAll('-', ' '));
  throw misread(token, `${cited(token.text)} breaks no ties`, suggestion(token.text, known));
}

function readList(reader: Reader, draft: Draft, first: Token): void {
  const name = declareNext(reader, draft, 'list');
  expectEquals(reader, 'list "Targets" = acme.com, globex.com');
  const values = takeWord(reader, 'none') ? [] : readListed(reader, first);
  draft.ruleSet.lists.push({ name: name.text, values });
  anchor(reader, first, { statement: 'list', name: name.text });
}

/** After a comma or on a line of its own, farther to the right than the word list. */
function readListed(reader: Reader, first: Token): string[] {
  const values = [readPhrase(reader, 'a value').text];
  while (takeSign(reader, ',') || isIndentedName(peek(reader), first)) {
    values.push(readPhrase(reader, 'a value').text);
  }
  return values;
}

function isIndentedName(token: Token, first: Token): boolean {
  return token.isFirst && isName(token) && token.column > first.column;
}

function readRegion(reader: Reader, draft: Draft, first: Token): void {
  const name = declareNext(reader, draft, 'region');
  expectEquals(reader, 'region "Chicago" = US (zip 606, 607), US (IL, IN)');
  draft.ruleSet.regions.push({ name: name.text, places: readPlaces(reader) });
  anchor(reader, first, { statement: 'region', name: name.text });
}

function readRuleStatement(reader: Reader, draft: Draft, first: Token): void {
  const name = declareNext(reader, draft, 'rule');
  anchor(reader, first, { statement: 'rule', name: name.text });
  if (draft.declared.rule.size > MOST_RULES) {
    note(reader, first, `this is rule ${MOST_RULES + 1}, and at most ${MOST_RULES} are read`);
    reader.at = reader.tokens.length - 1;
    return;
  }
  const rule = readRule(reader, name);
  if (rule) draft.ruleSet.rules.push(rule);
}
