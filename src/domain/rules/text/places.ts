import { type Anchored, anchorKey } from './comments.ts';
import { clauseWords, statementWords } from './keywords.ts';
import { isName, isWord, peek, type Reader, readerOf, startsNext, take } from './reader.ts';
import { tokenise } from './tokens.ts';

/** The lines on which the statements of a rule file and their clauses begin, by the keys that comments have too. */
export function placesOf(text: string): ReadonlyMap<string, number> {
  const reader = readerOf(tokenise(text), new Map());
  const places = new Map<string, number>();
  let above: Anchored | undefined;
  while (peek(reader).kind !== 'end') {
    if (startsNext(reader)) {
      const { lower, line } = peek(reader);
      const clause = clauseWords.find((word) => word === lower);
      const found = clause === undefined ? statementAt(reader) : above && { ...above, clause };
      if (found && !places.has(anchorKey(found))) places.set(anchorKey(found), line);
      if (clause === undefined) above = found;
    }
    take(reader);
  }
  return places;
}

function statementAt(reader: Reader): Anchored | undefined {
  const statement = statementWords.find((word) => isWord(peek(reader), word));
  const next = peek(reader, 1);
  if (statement === undefined || !isName(next)) return undefined;
  if (statement === 'rule' && isWord(next, 'set')) return { statement: 'rule set' };
  const hasName = statement !== 'layers' && statement !== 'ties';
  return hasName ? { statement, name: next.text } : { statement };
}
