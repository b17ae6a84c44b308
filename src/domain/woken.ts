import type { WaitingLine } from './book.ts';

/** What one message has to tell one person, or ops, of what has no card before them. */
export type Woken = { key: string; lines: WokenLine[]; total: number };

/** `new`: it has just come to them. `waits`: half of the time is over. `came-up`: those who were asked before did not answer. */
export const hows = ['new', 'waits', 'came-up'] as const;
export type WokenLine = WaitingLine & { how: (typeof hows)[number] };
