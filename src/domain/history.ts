import type { AuditLine, Break } from './audit.ts';

/** One line of the log about an account, with what became of it in the CRM. */
export type HistoryLine = AuditLine & { seq: number; receipt?: Receipt };

/** Whether the CRM has been told of a change of owner. */
export type Receipt =
  | { kind: 'written'; at: Date }
  | { kind: 'no-crm' }
  /** A later change went there in its place. */
  | { kind: 'superseded' }
  /** Somebody had edited it there. */
  | { kind: 'conflict' }
  | { kind: 'on-its-way' }
  /** The CRM takes no new owners at present. */
  | { kind: 'held-up' }
  | { kind: 'given-up'; problem: string };

/** What the log has of one account, the newest first, and whether it can be trusted. */
export type History = {
  account: { id: string; name: string };
  lines: HistoryLine[];
  total: number;
  page: number;
  pages: number;
  /** What people call the CRM. */
  crm: string;
  /** What is not right with these very lines. */
  breaks: Break[];
  /** The last time that the whole log was followed. */
  check?: AuditCheck;
};

export type AuditCheck = { at: Date; lines: number; breaks: Break[] };
