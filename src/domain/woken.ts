import type { WaitingLine } from './book.ts';

/** What one round of bells has to tell one person, or ops. */
export type Woken = { key: string; lines: WokenLine[]; total: number };

/** `waits`: half of the time is over. `came-up`: those who were asked before did not answer. */
export type WokenLine = WaitingLine & { how: 'waits' | 'came-up' };
