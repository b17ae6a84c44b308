import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

type Reading<Body> = { kind: 'read'; body: Body } | { kind: 'faulty'; problems: string[] };
type Path = readonly PropertyKey[];

/** YAML against a schema: what is wrong is named with its line and where in the file it stands. */
export function readPolicyFile<Body>(text: string, schema: z.ZodType<Body>): Reading<Body> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return faulty(document.errors.map(({ message }) => message.split('\n')[0] ?? message));
  }
  // An alias may stand for so much that it fills the memory: none is needed here.
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return { kind: 'read', body: parsed.data };
  return faulty(
    parsed.error.issues.map((issue) => {
      const path = 'keys' in issue ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      return `${placeOf(document, lines, path)}: ${wordIssue(issue)}`;
    }),
  );
}

function faulty(problems: string[]): { kind: 'faulty'; problems: string[] } {
  return { kind: 'faulty', problems };
}

function wordIssue({ message }: Pick<z.core.$ZodIssue, 'message'>): string {
  return message.endsWith('received undefined') ? 'is missing' : message;
}

/** The line of the innermost part that is there. */
function placeOf(document: Document, lines: LineCounter, path: Path): string {
  const where = path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    '',
  );
  const line = lineOf(document, lines, path);
  return `line ${line}${where ? `, ${where.replace(/^\./, '')}` : ''}`;
}

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
