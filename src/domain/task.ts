import { z } from 'zod';

/** An effect outside the database, queued with the change that wants it and done by a worker. */
export const task = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('crm-owner'),
    changeId: z.string(),
    accountId: z.string(),
    wanted: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('crm-lead-owner'),
    changeId: z.string(),
    leadId: z.string(),
    wanted: z.string().nullable(),
  }),
  z.object({ kind: z.literal('redraw-cards'), changeId: z.string(), accountId: z.string() }),
  /** `mark` tells the pictures of one proposal apart: each is drawn once. */
  z.object({ kind: z.literal('draw-proposal'), proposalId: z.string(), mark: z.string() }),
  /** More came at once than anybody reads one by one. */
  z.object({ kind: z.literal('tell-waiting'), since: z.string() }),
  z.object({ kind: z.literal('redraw-home'), changeId: z.string(), slackUserId: z.string() }),
]);
export type Task = z.infer<typeof task>;
/** Those that the CRM is told of, many at a time. */
export type CrmOwnerTask = Extract<Task, { kind: 'crm-owner' | 'crm-lead-owner' }>;

export function isForCrm(wanted: Task): wanted is CrmOwnerTask {
  return wanted.kind === 'crm-owner' || wanted.kind === 'crm-lead-owner';
}

/** Two tasks of one key are one effect, however often they are queued. */
export function taskKey(wanted: Task): string {
  switch (wanted.kind) {
    case 'crm-owner':
    case 'crm-lead-owner':
    case 'redraw-cards':
      return wanted.changeId;
    case 'draw-proposal':
      return `${wanted.proposalId} ${wanted.mark}`;
    case 'tell-waiting':
      return wanted.since;
    case 'redraw-home':
      return `${wanted.changeId} ${wanted.slackUserId}`;
  }
}
