import type { Condition } from '../condition.ts';
import type { Destination } from '../outcome.ts';
import type { Rule } from '../rule-set.ts';
import { readCondition } from '../syntax.ts';
import { readDestination } from './destination.ts';
import type { RuleClause } from './keywords.ts';
import { type LineReaders, readLines } from './lines.ts';
import { expectWords, readDay, readPhrase, readPhrases } from './phrases.ts';
import { cited } from './problem.ts';
import {
  isSign,
  misread,
  note,
  peek,
  type Reader,
  takeName,
  takeSign,
  takeWord,
} from './reader.ts';
import { refer } from './references.ts';
import type { Token } from './tokens.ts';
import { isDay, readPerson } from './value.ts';

/** A rule that says no priority comes after those that do. */
const USUAL_PRIORITY = 100;

type Draft = {
  layer?: string;
  priority: number;
  sentence: string;
  condition?: Condition;
  to?: Destination;
  roles: Map<string, string>;
  tags: string[];
  approval?: string;
  labels: string[];
  dates: Pick<Rule, 'owner' | 'from' | 'until' | 'written'>;
  rule?: Rule;
};

/** The lines below the name of a rule; nothing where one is missing or cannot be read. */
export function readRule(reader: Reader, name: Token): Rule | undefined {
  const draft: Draft = {
    priority: USUAL_PRIORITY,
    sentence: '',
    roles: new Map(),
    tags: [],
    labels: [],
    dates: {},
  };
  const above = { statement: 'rule', name: name.text };
  const { seen, areKnown } = readLines(reader, above, linesOf(draft));
  if (areKnown) noteMissing(reader, name, seen);
  const { layer, priority, sentence, condition, to, roles, tags, approval, labels, dates } = draft;
  if (layer === undefined || !condition || !to) return undefined;
  draft.rule = {
    name: name.text,
    sentence,
    layer,
    priority,
    condition,
    outcome: {
      to,
      roles: Object.fromEntries(roles),
      tags,
      ...(approval !== undefined && { approval }),
    },
    ...dates,
    tags: labels,
  };
  return draft.rule;
}

const necessary: [RuleClause, string][] = [
  ['in', 'say its layer, as in geography, priority 10'],
  ['when', 'say which accounts, or when always'],
  ['then', 'say where they go, as then territory "West"'],
];

function noteMissing(reader: Reader, name: Token, seen: ReadonlySet<RuleClause>): void {
  for (const [word, remedy] of necessary) {
    if (!seen.has(word)) note(reader, name, `rule ${cited(name.text)} has no ${word}`, remedy);
  }
}

function linesOf(draft: Draft): LineReaders<RuleClause> {
  const { dates, tags, labels } = draft;
  return {
    repeatable: ['with', 'tags', 'labels'],
    read: new Map([
      ['in', (reader) => readLayer(reader, draft)],
      ['says', (reader) => readSentence(reader, draft)],
      ['when', (reader) => (draft.condition = readCondition(reader))],
      ['then', (reader) => (draft.to = readDestination(reader))],
      ['with', (reader) => readRole(reader, draft)],
      ['tags', (reader) => readWords(reader, 'a tag', tags)],
      ['needs', (reader) => readApproval(reader, draft)],
      ['owner', (reader) => (dates.owner = readPerson(reader, 'the owner of the rule'))],
      ['from', (reader) => readFrom(reader, draft)],
      ['until', (reader) => readUntil(reader, draft)],
      ['written', (reader) => (dates.written = readDay(reader))],
      ['labels', (reader) => readWords(reader, 'a label', labels)],
    ]),
  };
}

function readWords(reader: Reader, what: string, words: string[]): void {
  for (const { text } of readPhrases(reader, what)) words.push(text);
}

function readSentence(reader: Reader, draft: Draft): void {
  const remedy = 'write it in quotes';
  draft.sentence = takeName(reader, 'what a rep is told is missing', remedy).text;
}

function readApproval(reader: Reader, draft: Draft): void {
  expectWords(reader, 'approval', 'by');
  draft.approval = readPhrase(reader, 'who approves').text;
}

function readFrom(reader: Reader, { dates }: Draft): void {
  dates.from = readDay(reader);
  if (takeWord(reader, 'until')) readUntil(reader, { dates });
}

/** Its line comes after that of the first day. */
function readUntil(reader: Reader, { dates }: Pick<Draft, 'dates'>): void {
  const token = peek(reader);
  dates.until = readDay(reader);
  const { from, until } = dates;
  if (from === undefined || !isDay(from) || !isDay(until) || from <= until) return;
  const message = `the rule ends on ${until}, before it begins on ${from}`;
  note(reader, token, message, `write from ${until} until ${from}, if that is meant`);
}

function readLayer(reader: Reader, draft: Draft): void {
  const layer = readPhrase(reader, 'the layer');
  if (/\spriority\s/i.test(layer.text) && !isSign(peek(reader), ',')) {
    throw misread(layer, 'a comma is missing before priority');
  }
  refer(reader, 'layer', layer, (name) => {
    draft.layer = name;
    if (draft.rule) draft.rule.layer = name;
  });
  if (!takeSign(reader, ',')) return;
  expectWords(reader, 'priority');
  draft.priority = readPriority(reader);
}

function readPriority(reader: Reader): number {
  const token = takeName(reader, 'the priority is missing', 'write a number, 1 comes first');
  const priority = /^\d{1,16}$/.test(token.text) ? Number(token.text) : 0;
  if (priority < 1 || !Number.isSafeInteger(priority)) {
    note(reader, token, `${cited(token.text)} is no priority`, 'write a whole number from 1 on');
  }
  return priority;
}

function readRole(reader: Reader, { roles }: Draft): void {
  const role = takeName(reader, 'a role is missing', 'write it, as in with SDR bo@example.com');
  if (roles.has(role.text)) note(reader, role, `a second ${cited(role.text)} beside the owner`);
  roles.set(role.text, readPerson(reader, `the ${role.text}`));
}
