import { emojiFor } from './emoji.ts';

/** Slack's own markup, read into a tree: nothing here knows HTML, so nothing here can inject it. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'user' | 'channel' | 'usergroup'; id: string; label?: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; timestamp: number; format: string; url?: string; fallback: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'break' };

export type Passage =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'preformatted'; text: string };

type Token = { node: Inline; end: number };

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const wordCharacter = /[\p{L}\p{N}]/u;
const bareUrl = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"*_~]/y;
const emojiName = /:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/y;
const quoteMark = /^(?:>|&gt;) ?/;
const quoteRest = /^(?:>|&gt;){3} ?/;

export function parseMrkdwn(text: string): Passage[] {
  return text.split('```').flatMap((part, index, parts) => {
    const fenced = index % 2 === 1;
    if (fenced && index < parts.length - 1) return [preformatted(part)];
    // A fence that never closes is three plain backticks.
    return passages(tidy(fenced ? `\`\`\`${part}` : part, index > 0, index < parts.length - 1));
  });
}

/** One line of markup, with no quotes and no fences: labels, link texts, table cells. */
export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain) nodes.push({ kind: 'text', text: unescapeEntities(plain) });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (token) {
      flush();
      nodes.push(token.node);
      at = token.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** Text that is not markup still shows its emoji, as `plain_text` does in Slack. */
export function parsePlain(text: string): Inline[] {
  return text.split('\n').flatMap((line, index) => {
    const nodes = splitEmoji(line);
    return index === 0 ? nodes : [{ kind: 'break' }, ...nodes];
  });
}

/** The three characters Slack wants escaped in what people write. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function preformatted(text: string): Passage {
  return { kind: 'preformatted', text: unescapeEntities(text.replace(/^\n|\n$/g, '')) };
}

/** A fence stands on its own lines: the breaks around it are not paragraphs. */
function tidy(text: string, afterFence: boolean, beforeFence: boolean): string {
  const start = afterFence ? text.replace(/^\n/, '') : text;
  return beforeFence ? start.replace(/\n$/, '') : start;
}

function passages(text: string): Passage[] {
  if (!text) return [];
  const found: { kind: 'paragraph' | 'quote'; lines: string[] }[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (quoteRest.test(line)) {
      const rest = [line.replace(quoteRest, ''), ...lines.slice(index + 1)];
      found.push({ kind: 'quote', lines: rest });
      break;
    }
    const kind = quoteMark.test(line) ? 'quote' : 'paragraph';
    const last = found.at(-1);
    if (last?.kind === kind) last.lines.push(line.replace(quoteMark, ''));
    else found.push({ kind, lines: [line.replace(quoteMark, '')] });
  }
  return found.map(({ kind, lines }) => ({ kind, children: parseInline(lines.join('\n')) }));
}

function tokenAt(text: string, at: number): Token | undefined {
  const character = text[at];
  if (character === '\n') return { node: { kind: 'break' }, end: at + 1 };
  if (character === '<') return angled(text, at);
  if (character === '`') return code(text, at);
  if (character === ':') return emoji(text, at);
  if (character === 'h') return bareLink(text, at);
  if (character === '*' || character === '_' || character === '~')
    return styled(text, at, character);
}

function styled(text: string, at: number, mark: keyof typeof styles): Token | undefined {
  const before = text[at - 1] ?? ' ';
  const first = text[at + 1] ?? ' ';
  if (wordCharacter.test(before) || before === mark || /\s/.test(first) || first === mark) return;
  const end = closingMark(text, at + 1, mark);
  if (end === undefined) return;
  const children = parseInline(text.slice(at + 1, end));
  return { node: { kind: styles[mark], children }, end: end + 1 };
}

/** Emphasis ends on its own line, at a word's end, and never inside a link or code. */
function closingMark(text: string, from: number, mark: string): number | undefined {
  for (let at = from; at < text.length && text[at] !== '\n'; at += 1) {
    const skip = text[at] === '<' ? '>' : text[at] === '`' ? '`' : undefined;
    const skipTo = skip ? text.indexOf(skip, at + 1) : -1;
    if (skipTo > at) {
      at = skipTo;
      continue;
    }
    const next = text[at + 1] ?? ' ';
    const ends = !/\s/.test(text[at - 1] ?? ' ') && !wordCharacter.test(next) && next !== mark;
    if (text[at] === mark && ends) return at;
  }
}

function code(text: string, at: number): Token | undefined {
  const end = text.indexOf('`', at + 1);
  const inside = text.slice(at + 1, end);
  if (end <= at + 1 || inside.includes('\n')) return;
  return { node: { kind: 'code', text: unescapeEntities(inside) }, end: end + 1 };
}

function emoji(text: string, at: number): Token | undefined {
  emojiName.lastIndex = at;
  const name = emojiName.exec(text)?.[1];
  if (name === undefined || emojiFor(name) === undefined) return;
  return { node: { kind: 'emoji', name }, end: emojiName.lastIndex };
}

function splitEmoji(line: string): Inline[] {
  return line.split(/(:[a-z0-9_+'-]+:)/).flatMap((part): Inline[] => {
    const name = part.slice(1, -1);
    if (part.startsWith(':') && emojiFor(name)) return [{ kind: 'emoji', name }];
    return part ? [{ kind: 'text', text: part }] : [];
  });
}

function bareLink(text: string, at: number): Token | undefined {
  bareUrl.lastIndex = at;
  if (wordCharacter.test(text[at - 1] ?? ' ')) return;
  const found = bareUrl.exec(text)?.[0];
  if (!found) return;
  const url = unescapeEntities(found);
  const end = at + found.length;
  return { node: { kind: 'link', url, children: [{ kind: 'text', text: url }] }, end };
}

function angled(text: string, at: number): Token | undefined {
  const close = text.indexOf('>', at);
  const inside = text.slice(at + 1, close);
  if (close < 0 || !inside || /[\n<]/.test(inside)) return;
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescapeEntities(inside.slice(bar + 1));
  const node = reference(target, label);
  return node && { node, end: close + 1 };
}

function reference(target: string, label: string | undefined): Inline | undefined {
  const named = label ? { label } : {};
  if (/^@[UWB]\w+$/.test(target)) return { kind: 'user', id: target.slice(1), ...named };
  if (/^#[CGD]\w+$/.test(target)) return { kind: 'channel', id: target.slice(1), ...named };
  if (target.startsWith('!subteam^')) return { kind: 'usergroup', id: target.slice(9), ...named };
  if (target.startsWith('!date^')) return date(target, label ?? '');
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) };
  if (!/^(?:https?|mailto|tel|slack):/.test(target)) return;
  const url = unescapeEntities(target);
  const children = label
    ? splitEmoji(label)
    : [{ kind: 'text' as const, text: url.replace(/^(?:mailto|tel):/, '') }];
  return { kind: 'link', url, children };
}

function date(target: string, fallback: string): Inline | undefined {
  const [, seconds, format, url] = target.split('^');
  const timestamp = Number(seconds);
  if (!format || !Number.isFinite(timestamp)) return;
  return { kind: 'date', timestamp, format, fallback, ...(url ? { url } : {}) };
}
