/** Word processors turn quotes into these; they open and close like the plain ones. */
const closers = new Map([
  ['"', '"'],
  ['“', '”“'],
  ['”', '”'],
  ['„', '“”'],
]);

const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Text in quotes that begins here, if one does. What is never closed ends with its line. */
export function readQuoted(
  line: string,
  start: number,
): { text: string; end: number; isClosed: boolean } | undefined {
  const closer = closers.get(line[start] ?? '');
  if (closer === undefined) return undefined;
  const pieces: string[] = [];
  let at = start + 1;
  let copied = at;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (closer.includes(char)) {
      pieces.push(line.slice(copied, at));
      return { text: pieces.join(''), end: at + 1, isClosed: true };
    }
    if (char !== '\\') {
      at += 1;
      continue;
    }
    const { text, length } = readEscape(line, at + 1);
    pieces.push(line.slice(copied, at), text);
    at += 1 + length;
    copied = at;
  }
  pieces.push(line.slice(copied));
  return { text: pieces.join('').trimEnd(), end: line.length, isClosed: false };
}

/** An unknown one stands for itself, backslash and all. */
function readEscape(line: string, at: number): { text: string; length: number } {
  const char = line[at] ?? '';
  const known = escapes.get(char);
  if (known !== undefined) return { text: known, length: 1 };
  if (char === '\\' || closers.has(char)) return { text: char, length: 1 };
  const code = /^u\{([0-9a-f]{1,6})\}/i.exec(line.slice(at, at + 9));
  const point = Number.parseInt(code?.[1] ?? '', 16);
  if (code && point <= 0x10ffff) {
    return { text: String.fromCodePoint(point), length: code[0].length };
  }
  return { text: '\\', length: 0 };
}

/** Always on one line; what no editor shows is spelled out. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, escaped)}"`;
}

function escaped(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  for (const [letter, meant] of escapes) if (char === meant) return `\\${letter}`;
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Without quotes where nobody could take it for anything else. */
export function bareOrQuoted(text: string): string {
  const isBare =
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.@+/&%'*:$-]*$/u.test(text) && text.toLowerCase() !== 'none';
  return isBare ? text : quoted(text);
}

/** Several words with single spaces between need no quotes where only a comma or the line ends them. */
export function phrase(text: string): string {
  const isBare = text.split(' ').every((word) => bareOrQuoted(word) === word);
  return isBare ? text : quoted(text);
}
