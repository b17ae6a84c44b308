import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Owned } from './ownership.ts';

/** The CRM takes no new owners of a kind: they wait, and then one of them shows whether it does again. */
export type CrmPause = {
  kind: Owned['kind'];
  since: Date;
  until: Date;
  /** How often it was tried in vain. */
  tries: number;
  /** What it said last. */
  problem: string;
};

/** What the CRM does not let us read, and what it said when it was asked last; `until`: it is not asked again before. */
export type CrmUnread = {
  kind: Owned['kind'];
  since: Date;
  problem: string;
  until?: Date | null;
  tries?: number;
};

/** All that waits for the CRM of one workspace; with neither it serves. */
export type CrmStandstill = {
  crm: string;
  pauses: (CrmPause & { waiting: number })[];
  unread: CrmUnread[];
};

const FIRST_MS = 10_000;
const MOST_MS = 300_000;
/** What passes sooner is nobody's business. */
const TOLD_MS = 60_000;

/** The next pause; each is longer than the one before, and none shorter than the CRM asks for. */
export function pauseAfter(
  before: CrmPause | undefined,
  { kind, problem, waitMs }: Pick<CrmPause, 'kind' | 'problem'> & { waitMs: number },
  at: Date,
): CrmPause {
  const tries = (before?.tries ?? 0) + 1;
  const ownMs = Math.min(MOST_MS, FIRST_MS * 2 ** (tries - 1));
  const until = addMilliseconds(at, Math.max(waitMs, ownMs));
  return { kind, problem, tries, until, since: before?.since ?? at };
}

export function isWorthTelling({ since, until }: CrmPause): boolean {
  return until.getTime() - since.getTime() >= TOLD_MS;
}

/** It is asked every five minutes: what it refuses twice in a row is no hiccup. */
const UNREAD_TOLD_MS = 240_000;

export function isUnreadWorthTelling({ since }: CrmUnread, at: Date): boolean {
  return at.getTime() - since.getTime() >= UNREAD_TOLD_MS;
}
