import { standardRegions } from '../geography.ts';
import type { Catalogue } from './attribute.ts';
import { type RuleSet, ruleSet } from './rule-set.ts';
import { type Comments, placeComments } from './text/comments.ts';
import { statementWords } from './text/keywords.ts';
import { isTooLong, tooLong } from './text/length.ts';
import { isAtStatement, mendFirstWord } from './text/lines.ts';
import { inOrder, type Reading } from './text/problem.ts';
import {
  attempt,
  hasTooManyProblems,
  peek,
  type Reader,
  readerOf,
  startsNext,
  take,
} from './text/reader.ts';
import { type Names, settleReferences } from './text/references.ts';
import { type Draft, readStatement } from './text/statements.ts';
import { type Token, tokenise } from './text/tokens.ts';

/** A rule set, and what people wrote beside it. */
export type RuleFile = { ruleSet: RuleSet; comments: Comments };

/** The whole file that people keep, or every problem in it. */
export function parseRuleFile(text: string, catalogue: Catalogue): Reading<RuleFile> {
  if (isTooLong(text)) return { kind: 'refused', problems: [tooLong(text)] };
  const found = tokenise(text);
  const reader = readerOf(found, catalogue);
  const draft = blankDraft();
  while (peek(reader).kind !== 'end' && !hasTooManyProblems(reader)) {
    mendFirstWord(reader, statementWords);
    if (!attempt(reader, () => readStatement(reader, draft))) skipStatement(reader);
  }
  settleReferences(reader, namesOf(draft));
  if (reader.problems.length > 0) return { kind: 'refused', problems: inOrder(reader.problems) };
  const comments = placeComments(found.comments, reader.anchors);
  return { kind: 'read', value: { ruleSet: draft.ruleSet, comments } };
}

/** A file may leave out all but its rules. */
function blankDraft(): Draft {
  const none = () => new Map<string, Token>();
  return {
    ruleSet: ruleSet.parse({ name: 'Rules', rules: [] }),
    declared: {
      rule: none(),
      list: none(),
      region: none(),
      pool: none(),
      layer: none(),
      statement: none(),
    },
  };
}

function skipStatement(reader: Reader): void {
  while (!startsNext(reader) || !isAtStatement(reader)) take(reader);
}

function namesOf({ ruleSet: { layers }, declared }: Draft): Names {
  const written = (names: Map<string, Token>) => [...names.values()].map(({ text }) => text);
  return {
    ...(layers.length > 0 && { layer: layers }),
    list: written(declared.list),
    pool: written(declared.pool),
    region: [...written(declared.region), ...standardRegions.map(({ name }) => name)],
  };
}
