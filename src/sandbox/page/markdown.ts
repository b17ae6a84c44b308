import { type MarkdownInline, parseMarkdownInline } from './markdown-inline.ts';

/** The part of Markdown that bots write: what a `markdown` block shows. */
export type MarkdownPart =
  | { kind: 'heading'; level: number; children: MarkdownInline[] }
  | { kind: 'paragraph'; children: MarkdownInline[] }
  | { kind: 'quote'; parts: MarkdownPart[] }
  | { kind: 'list'; ordered: boolean; start: number; entries: ListEntry[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: MarkdownInline[][]; rows: MarkdownInline[][][] }
  | { kind: 'rule' };

export type ListEntry = { done?: boolean; parts: MarkdownPart[] };

type Read = { part: MarkdownPart; lines: number };

const fence = /^\s*(```|~~~)/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const rule = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const quote = /^\s*> ?/;
const bullet = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

export function parseMarkdown(text: string): MarkdownPart[] {
  return partsOf(text.split('\n'));
}

function partsOf(lines: string[]): MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  for (let at = 0; at < lines.length; ) {
    const rest = lines.slice(at);
    if (rest[0]?.trim() === '') {
      at += 1;
      continue;
    }
    const { part, lines: read } = readPart(rest);
    parts.push(part);
    at += read;
  }
  return parts;
}

function readPart(lines: string[]): Read {
  const first = lines[0] ?? '';
  const [, marks, title] = heading.exec(first) ?? [];
  if (marks) {
    const children = parseMarkdownInline(title ?? '');
    return { part: { kind: 'heading', level: marks.length, children }, lines: 1 };
  }
  if (fence.test(first)) return readCode(lines);
  if (rule.test(first)) return { part: { kind: 'rule' }, lines: 1 };
  if (quote.test(first)) return readQuote(lines);
  if (bullet.test(first)) return readList(lines);
  if (first.includes('|') && tableRule.test(lines[1] ?? '')) return readTable(lines);
  return readParagraph(lines);
}

function readCode(lines: string[]): Read {
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  const inside = lines.slice(1, end < 0 ? undefined : end);
  return { part: { kind: 'code', text: inside.join('\n') }, lines: inside.length + 2 };
}

function readQuote(lines: string[]): Read {
  const inside = takeWhile(lines, (line) => quote.test(line));
  const parts = partsOf(inside.map((line) => line.replace(quote, '')));
  return { part: { kind: 'quote', parts }, lines: inside.length };
}

/** An entry ends where a line stands no deeper than its own mark. */
function readList(lines: string[]): Read {
  const [, indent = '', mark = ''] = bullet.exec(lines[0] ?? '') ?? [];
  const ordered = /\d/.test(mark);
  const entries: string[][] = [];
  const inside = takeWhile(lines, (line, index) => {
    const found = bullet.exec(line);
    const isSibling = found !== null && (found[1]?.length ?? 0) <= indent.length;
    if (isSibling) return /\d/.test(found[2] ?? '') === ordered && found[1] === indent;
    return index > 0 && (line.trim() !== '' ? isDeeper(line, indent) : continues(lines, index));
  });
  for (const line of inside) {
    const found = bullet.exec(line);
    if (found && found[1] === indent) entries.push([found[3] ?? '']);
    else entries.at(-1)?.push(line.slice(indent.length + 2));
  }
  const start = Number.parseInt(mark, 10) || 1;
  const part = { kind: 'list' as const, ordered, start, entries: entries.map(entryOf) };
  return { part, lines: inside.length };
}

function entryOf([first = '', ...rest]: string[]): ListEntry {
  const [, tick] = /^\[([ xX])\] /.exec(first) ?? [];
  if (tick === undefined) return { parts: partsOf([first, ...rest]) };
  return { done: tick !== ' ', parts: partsOf([first.slice(4), ...rest]) };
}

function isDeeper(line: string, indent: string): boolean {
  return line.length - line.trimStart().length > indent.length;
}

/** An empty line stays inside a list when the list goes on after it. */
function continues(lines: string[], index: number): boolean {
  const next = lines[index + 1] ?? '';
  return bullet.test(next) || /^\s{2,}\S/.test(next);
}

function readTable(lines: string[]): Read {
  const inside = takeWhile(lines, (line) => line.includes('|'));
  const [head = [], , ...rows] = inside.map(cellsOf);
  return { part: { kind: 'table', head, rows }, lines: inside.length };
}

function cellsOf(line: string): MarkdownInline[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => parseMarkdownInline(cell.trim()));
}

function readParagraph(lines: string[]): Read {
  const startsAnother = (line: string) =>
    line.trim() === '' || [fence, heading, rule, quote, bullet].some((form) => form.test(line));
  const inside = takeWhile(lines, (line, index) => index === 0 || !startsAnother(line));
  const children = parseMarkdownInline(inside.map((line) => line.trim()).join('\n'));
  return { part: { kind: 'paragraph', children }, lines: inside.length };
}

function takeWhile<Thing>(things: Thing[], holds: (thing: Thing, index: number) => boolean) {
  const end = things.findIndex((thing, index) => !holds(thing, index));
  return end < 0 ? things : things.slice(0, end);
}
