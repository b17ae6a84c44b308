import { z } from 'zod';
import { actor } from './ownership.ts';

const json = z.json();

/** One line of the log before it is sealed into the chain. */
export const auditLine = z.object({
  at: z.date(),
  actor,
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  reason: z.string(),
  before: json.nullable(),
  after: json.nullable(),
  /** Rule set, CRM receipt, on whose behalf: whatever the action knows beyond the change itself. */
  context: z.record(z.string(), json),
});
export type AuditLine = z.infer<typeof auditLine>;

/** What a line is about, by name. The log is for ever, and a person may ask to be forgotten: leads go by their ids. */
export function namedInLog(
  { kind }: { kind: 'account' | 'lead' | 'deal' },
  name: string,
): Record<string, string> {
  return kind === 'lead' ? {} : { [kind]: name };
}

export type Sealed = AuditLine & { seq: number; previous: string; hash: string };
export type Head = { seq: number; hash: string };
export type Digest = (text: string) => string;

export const emptyChain: Head = { seq: 0, hash: '0'.repeat(64) };

export function seal(workspaceId: string, line: AuditLine, head: Head, digest: Digest): Sealed {
  const seq = head.seq + 1;
  const hash = digest(canonical([workspaceId, seq, line, head.hash]));
  return { ...line, seq, previous: head.hash, hash };
}

const place = z.object({ seq: z.number() });
const span = z.object({ from: z.number(), to: z.number() });
/** Where a chain is broken, told so that a person can find the line. */
export const chainBreak = z.discriminatedUnion('kind', [
  place.extend({ kind: z.literal('changed') }),
  span.extend({ kind: z.literal('removed') }),
  place.extend({ kind: z.literal('reordered') }),
  span.extend({ kind: z.literal('cut-off') }),
  place.extend({ kind: z.literal('unknown-end') }),
]);
export type Break = z.infer<typeof chainBreak>;

/** What the lines around one say of it: the hash of the one before, and what the one behind takes it for. */
export type Neighbours = { before: string | undefined; after: string | undefined };

/** Whether one line is as it was sealed, in the place where it was. */
export function breakAt(
  workspaceId: string,
  line: Sealed,
  { before, after }: Neighbours,
  digest: Digest,
): Break | undefined {
  const { seq, hash, previous } = line;
  const resealed = seal(workspaceId, bare(line), { seq: seq - 1, hash: previous }, digest);
  if (resealed.hash !== hash) return { kind: 'changed', seq };
  const follows = seq === 1 ? emptyChain.hash : before;
  return previous === follows && after === hash ? undefined : { kind: 'reordered', seq };
}

/** Follows a chain line by line, in the order of their numbers. */
export function createVerifier(workspaceId: string, digest: Digest) {
  let last = emptyChain;
  const breaks: Break[] = [];
  return {
    read(line: Sealed): void {
      if (line.seq > last.seq + 1) {
        breaks.push({ kind: 'removed', from: last.seq + 1, to: line.seq - 1 });
      }
      const followsOn = line.seq === last.seq + 1;
      const resealed = seal(
        workspaceId,
        bare(line),
        { seq: line.seq - 1, hash: line.previous },
        digest,
      );
      if (resealed.hash !== line.hash) breaks.push({ kind: 'changed', seq: line.seq });
      else if (followsOn && line.previous !== last.hash)
        breaks.push({ kind: 'reordered', seq: line.seq });
      last = { seq: line.seq, hash: line.hash };
    },
    /** Against the head: what was cut off at the end leaves no gap behind it. */
    end(head: Head): Break[] {
      if (head.seq > last.seq) breaks.push({ kind: 'cut-off', from: last.seq + 1, to: head.seq });
      else if (head.hash !== last.hash) breaks.push({ kind: 'unknown-end', seq: last.seq });
      return breaks;
    },
  };
}

export function wordBreak(found: Break): string {
  switch (found.kind) {
    case 'changed':
      return `line ${found.seq} was changed after it was written`;
    case 'removed':
      return `${wordSpan(found)} removed`;
    case 'reordered':
      return `line ${found.seq} does not follow the line before it: lines were reordered or replaced`;
    case 'cut-off':
      return `${wordSpan(found)} cut off at the end`;
    case 'unknown-end':
      return `the chain’s end does not match its last line (${found.seq}): lines were added or replaced`;
  }
}

function wordSpan({ from, to }: z.infer<typeof span>): string {
  return from === to ? `line ${from} was` : `lines ${from} to ${to} were`;
}

function bare({
  at,
  actor,
  action,
  subject,
  reason,
  before,
  after,
  context,
}: AuditLine): AuditLine {
  return { at, actor, action, subject, reason, before, after, context };
}

/** JSON with sorted keys: the database may hand an object's keys back in another order. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, held]) => held !== undefined);
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
