import { MOST_PROBLEMS, type Problem, problemAt } from './problem.ts';
import { readQuoted } from './quoted.ts';

/**
 * `text` is what stood in quotes, without them; `lower` is for comparing with keywords, which quoted text never is.
 * `isFirst`: nothing but space stands before it on its line.
 */
export type Token = {
  kind: 'word' | 'text' | 'sign' | 'end';
  text: string;
  lower: string;
  line: number;
  column: number;
  isFirst: boolean;
};

/** What follows a # up to the end of its line. */
export type Comment = { text: string; line: number };

export type Tokens = { tokens: Token[]; comments: Comment[]; problems: Problem[] };

/** Time is linear in the length of the text: every character is looked at a fixed number of times. */
export function tokenise(text: string): Tokens {
  const found: Tokens = { tokens: [], comments: [], problems: [] };
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, line] of lines.entries()) readLine(line, index + 1, found);
  const column = (lines.at(-1) ?? '').length + 1;
  const end = { line: lines.length, column, isFirst: true };
  found.tokens.push({ kind: 'end', text: '', lower: '', ...end });
  return found;
}

function readLine(line: string, number: number, { tokens, comments, problems }: Tokens): void {
  let isFirst = true;
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (isSpace(char)) {
      at += 1;
      continue;
    }
    if (char === '#') {
      comments.push({ text: line.slice(at + 1).trimEnd(), line: number });
      return;
    }
    const place = { line: number, column: at + 1 };
    const piece = readPiece(line, at);
    if (piece.kind === 'unclosed' && problems.length < MOST_PROBLEMS) {
      problems.push(
        problemAt(
          place,
          'the quote opened here is not closed on this line',
          'close it with "; a quote inside is written \\"',
        ),
      );
    }
    const kind = piece.kind === 'unclosed' ? 'text' : piece.kind;
    const lower = kind === 'word' ? piece.text.toLowerCase() : '';
    tokens.push({ kind, text: piece.text, lower, ...place, isFirst });
    isFirst = false;
    at = piece.end;
  }
}

type Piece = { kind: 'word' | 'text' | 'sign' | 'unclosed'; text: string; end: number };

function readPiece(line: string, at: number): Piece {
  const quoted = readQuoted(line, at);
  if (quoted) {
    const { text, end, isClosed } = quoted;
    return { kind: isClosed ? 'text' : 'unclosed', text, end };
  }
  const sign = signAt(line, at);
  if (sign) return { kind: 'sign', text: signs.get(sign) ?? sign, end: at + sign.length };
  let end = at;
  while (end < line.length && !endsWord(line, end)) end += 1;
  return { kind: 'word', text: line.slice(at, end), end };
}

/** As written, and as meant. */
const signs = new Map([
  ['(', '('],
  [')', ')'],
  [',', ','],
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['≠', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['≥', '>='],
]);

function signAt(line: string, at: number): string | undefined {
  const two = line.slice(at, at + 2);
  if (two.length === 2 && signs.has(two)) return two;
  const one = two[0] ?? '';
  return signs.has(one) ? one : undefined;
}

function endsWord(line: string, at: number): boolean {
  const char = line[at] ?? '';
  return isSpace(char) || isQuote(char) || signAt(line, at) !== undefined;
}

function isQuote(char: string): boolean {
  return char === '"' || char === '“' || char === '”' || char === '„';
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || (!isAscii(char) && /\s/.test(char)) || isControl(char);
}

function isAscii(char: string): boolean {
  return char <= '\x7f';
}

function isControl(char: string): boolean {
  return char < ' ';
}
