import { emojiFor } from './emoji.ts';
import type { Inline } from './mrkdwn.ts';

/** Markdown says the same things within a line as Slack's markup does, with other marks. */
export type MarkdownInline = Inline;

type Form = { pattern: RegExp; node: (groups: string[]) => Inline | undefined };

/** Tried in this order at each place; the first that fits wins. */
const forms: Form[] = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!|~>])/y, node: ([character = '']) => text(character) },
  { pattern: /`([^`\n]+)`/y, node: ([code = '']) => ({ kind: 'code', text: code }) },
  { pattern: /\*\*(?=\S)(.+?\S|\S)\*\*/y, node: inside('bold') },
  { pattern: /__(?=\S)(.+?\S|\S)__(?!\w)/y, node: inside('bold') },
  { pattern: /~~(?=\S)(.+?)~~/y, node: inside('strike') },
  { pattern: /\*(?=\S)((?:[^*\n]|\*\*)*?[^\s*])\*/y, node: inside('italic') },
  { pattern: /(?<!\w)_(?=\S)([^_\n]*[^\s_])_(?!\w)/y, node: inside('italic') },
  { pattern: /!?\[([^\]\n]+)\]\((\S+?)(?:\s+"[^"]*")?\)/y, node: link },
  { pattern: /<(https?:[^>\s]+)>/y, node: ([url = '']) => link([url, url]) },
  { pattern: /<@([UW]\w+)>/y, node: ([id = '']) => ({ kind: 'user', id }) },
  { pattern: /<#([CG]\w+)(?:\|[^>]*)?>/y, node: ([id = '']) => ({ kind: 'channel', id }) },
  {
    pattern: /(?<!\w)(https?:\/\/[^\s<>)\]]*[^\s<>)\].,;:!?'"*_~])/y,
    node: ([url = '']) => link([url, url]),
  },
  { pattern: /:([a-z0-9_+'-]+):/y, node: emoji },
  { pattern: / {2,}\n|\n/y, node: () => ({ kind: 'break' }) },
];

export function parseMarkdownInline(source: string): MarkdownInline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain) nodes.push(text(plain));
    plain = '';
  };
  for (let at = 0; at < source.length; ) {
    const found = firstForm(source, at);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += source[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function firstForm(source: string, at: number): { node: Inline; end: number } | undefined {
  for (const { pattern, node } of forms) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    const end = pattern.lastIndex;
    const made = match && node(match.slice(1));
    if (made) return { node: made, end };
  }
}

function text(words: string): Inline {
  return { kind: 'text', text: words };
}

function inside(kind: 'bold' | 'italic' | 'strike') {
  return ([words = '']: string[]): Inline => ({ kind, children: parseMarkdownInline(words) });
}

function link([label = '', url = '']: string[]): Inline {
  const children = label === url ? [text(url)] : parseMarkdownInline(label);
  return { kind: 'link', url, children };
}

function emoji([name = '']: string[]): Inline | undefined {
  return emojiFor(name) ? { kind: 'emoji', name } : undefined;
}
