import type { Task } from './task.ts';

/** Effects that were given up, kind by kind: they wait for somebody to mend the cause and try them again. */
export type GivenUp = { total: number; kinds: GivenUpKind[] };
/** The newest of them first; of many only some are named. */
export type GivenUpKind = { kind: Task['kind']; count: number; newest: GivenUpTask[] };
export type GivenUpTask = { id: string; error: string; since: Date };

/** What of them is tried again. */
export type Retried =
  | { kind: 'all' }
  | { kind: 'of-kind'; of: Task['kind'] }
  | { kind: 'one'; id: string };

/**
 * Whether ops are told of it by the one message about what was given up: new owners that the CRM refuses are asked about one by
 * one, and a message about itself would never end.
 */
export function isToldTogether({ kind }: Pick<Task, 'kind'>): boolean {
  return !['crm-owner', 'crm-lead-owner', 'crm-deal-owner', 'tell-given-up'].includes(kind);
}
