import type { Break } from './audit.ts';
import type { ImportStep } from './crm-import.ts';
import type { CrmStandstill, CrmUnread } from './crm-pause.ts';
import type { Actor } from './ownership.ts';

/** How the registry itself is: what ops look after. */
export type Health = {
  sync: Sync;
  /** Effects that wait, that are tried again, and that were given up. */
  tasks: { due: number; retrying: number; dead: number };
  rules?: { number: number; name: string; publishedAt: Date; by?: Actor };
  import?: { step: ImportStep; startedAt: Date; problem?: string };
  /** The last look through all records. */
  records?: { accounts: number; leads: number; at: Date };
  audit?: { at: Date; lines: number; breaks: Break[] };
};

/** What the registry knows of the CRM. */
export type Sync = {
  /** When it was asked last what was touched; undefined where nothing was imported. */
  askedAt?: Date;
  /** What it does not let us read. */
  unread: CrmUnread[];
  /** New owners that it does not take at present. */
  pauses: CrmStandstill['pauses'];
  /** How many records asking has found to be others than here, of which nothing had told. */
  found: number;
  /** When it last told something of its own accord. */
  toldAt?: Date;
  /** News that is not read yet, and news that was given up. */
  waiting: number;
  stuck: number;
};

/** It is asked every five minutes: after so many something is wrong. */
const LATE_MINUTES = 20;

/** Nobody asks it any more. Where it does not answer, it was asked all the same. */
export function isLate({ askedAt, unread }: Sync, at: Date): boolean {
  return (
    unread.length === 0 &&
    askedAt !== undefined &&
    at.getTime() - askedAt.getTime() > LATE_MINUTES * 60_000
  );
}
