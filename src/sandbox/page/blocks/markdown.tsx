import { useMemo } from 'preact/hooks';
import { type ListEntry, type MarkdownPart, parseMarkdown } from '../markdown.ts';
import { Inlines } from '../mrkdwn-text.tsx';

export function Markdown({ text }: { text: string }) {
  const parts = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div class="markdown">
      <Parts parts={parts} />
    </div>
  );
}

function Parts({ parts }: { parts: MarkdownPart[] }) {
  return (
    <>
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </>
  );
}

function Part({ part }: { part: MarkdownPart }) {
  switch (part.kind) {
    case 'heading':
      return <Heading part={part} />;
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={part.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Parts parts={part.parts} />
        </blockquote>
      );
    case 'code':
      return <pre>{part.text}</pre>;
    case 'rule':
      return <hr />;
    case 'list':
      return <List part={part} />;
    case 'table':
      return <MarkdownTable part={part} />;
  }
}

/** A message has headings of its own above: a bot's first level is the page's fourth. */
function Heading({ part }: { part: MarkdownPart & { kind: 'heading' } }) {
  const words = <Inlines nodes={part.children} />;
  if (part.level === 1) return <h4 class="large">{words}</h4>;
  if (part.level === 2) return <h5 class="medium">{words}</h5>;
  return <h6>{words}</h6>;
}

function List({ part }: { part: MarkdownPart & { kind: 'list' } }) {
  const entries = part.entries.map((entry, index) => <Entry key={index} entry={entry} />);
  return part.ordered ? <ol start={part.start}>{entries}</ol> : <ul>{entries}</ul>;
}

function Entry({ entry }: { entry: ListEntry }) {
  return (
    <li class={entry.done === undefined ? '' : 'to-do'}>
      {entry.done !== undefined && (
        <input
          type="checkbox"
          checked={entry.done}
          disabled
          aria-label={entry.done ? 'Done' : 'To do'}
        />
      )}
      <Parts parts={entry.parts} />
    </li>
  );
}

function MarkdownTable({ part }: { part: MarkdownPart & { kind: 'table' } }) {
  return (
    <div class="table-place">
      <table>
        <thead>
          <tr>
            {part.head.map((cell, column) => (
              <th key={column} scope="col">
                <Inlines nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Inlines nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
