import { z } from 'zod';
import type { Owned } from './ownership.ts';
import { careKinds, questionKinds } from './question.ts';
import { relatedKinds } from './related-policy.ts';

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
  z.object({
    kind: z.literal('crm-deal-owner'),
    changeId: z.string(),
    dealId: z.string(),
    wanted: z.string().nullable(),
  }),
  z.object({ kind: z.literal('redraw-cards'), changeId: z.string(), accountId: z.string() }),
  /** What hangs on an account goes with it, by this change; of an undone one, what went with that. */
  z.object({
    kind: z.literal('follow'),
    changeId: z.string(),
    accountId: z.string(),
    account: z.string(),
    from: z.string(),
    to: z.string(),
    what: z.array(z.enum(relatedKinds)).readonly(),
    undone: z.string().optional(),
  }),
  /** `mark` tells the pictures of one question apart: each is drawn once. */
  z.object({
    kind: z.literal('draw-question'),
    question: z.enum(questionKinds),
    id: z.string(),
    mark: z.string(),
  }),
  /** Nobody answers a book or a pair. `mark`: until when they were asked. */
  z.object({
    kind: z.literal('remind-question'),
    ...{ question: z.enum(careKinds), id: z.string(), mark: z.string() },
  }),
  /** What one person approves at once: they are told what became of each. `batch`: the window in which they did it. */
  z.object({
    kind: z.literal('approve-several'),
    ...{ batch: z.string(), userId: z.string(), reason: z.string() },
    picks: z.array(z.object({ proposalId: z.string(), seen: z.string() })).readonly(),
  }),
  /** What a person has decided is carried out: the accounts of somebody who has left, two records that are one. */
  z.object({
    kind: z.literal('hand-over'),
    handoverId: z.string(),
    /** When it was decided: a book may be asked about once more. */
    decidedAt: z.string().optional(),
    /** Whose end has set an account free that had to stay. */
    disputeId: z.string().optional(),
  }),
  z.object({ kind: z.literal('crm-merge'), twinsId: z.string() }),
  /** Clean values that ops have approved, a part of them; `place`: who is told what became of them. */
  z.object({
    kind: z.literal('crm-fixes'),
    ...{ batchId: z.string(), place: z.string().optional(), part: z.number() },
    /** Which case ended with it. */
    disputeId: z.string().optional(),
  }),
  z.object({ kind: z.literal('tell-fixes'), batchId: z.string(), place: z.string() }),
  /** More came at once than anybody reads one by one. `since`: when the message began to gather. */
  z.object({ kind: z.literal('tell-waiting'), since: z.string() }),
  /** What is told among others to one who is asked; to ops where nobody is. `since`: when the message began to gather. */
  z.object({
    kind: z.literal('wake'),
    place: z.string(),
    repId: z.string().optional(),
    since: z.string(),
  }),
  /** Of many new owners that the CRM does not take those that one person decided, as one message to them. */
  z.object({
    kind: z.literal('tell-refused'),
    ...{ place: z.string(), repId: z.string(), since: z.string() },
  }),
  /** Owners that go to and fro, and what Cadastre does about them: one message to ops. */
  z.object({ kind: z.literal('tell-restless'), since: z.string() }),
  /** Ops have seen to it: rules are asked anew about what is named in that message, some of it by `mark`. */
  z.object({
    kind: z.literal('take-up'),
    ...{ toldIn: z.string(), mark: z.string() },
    spellIds: z.array(z.string()).readonly(),
  }),
  /** What was given up since a moment, as one message to ops. */
  z.object({ kind: z.literal('tell-given-up'), since: z.string() }),
  /** The CRM takes no new owners, or takes them again: one message to ops, drawn again. */
  z.object({ kind: z.literal('tell-crm-pause'), since: z.string() }),
  /** A property has come in or gone: what the CRM has of all records is read once more. */
  z.object({
    kind: z.literal('read-again'),
    record: z.enum(['account', 'lead']),
    mark: z.string(),
  }),
  /** Mapped properties are not read any more, or are again: one message to ops, drawn again. */
  z.object({ kind: z.literal('tell-broken-fields'), since: z.string() }),
  /** What is due to be told in a place: `mark` tells the rounds apart. */
  z.object({ kind: z.literal('send-notices'), place: z.string(), mark: z.string() }),
  /** The file beside a message about many changes. */
  z.object({
    kind: z.literal('attach-file'),
    ...{ batchId: z.string(), channel: z.string(), ts: z.string() },
  }),
  /** A verdict gives it back to the rules. */
  z.object({ kind: z.literal('route-account'), accountId: z.string(), key: z.string() }),
  /** A case is drawn wherever it hangs, and what has happened to it is told beneath. `mark`: its last event. */
  z.object({ kind: z.literal('draw-dispute'), disputeId: z.string(), mark: z.string() }),
  /** A case hears what the CRM makes of the owner by its verdict. */
  z.object({
    kind: z.literal('note-write'),
    ...{ disputeId: z.string(), writeId: z.string(), mark: z.string() },
  }),
  /** Ops hear of a rule against which disputes keep going; the case is the last one of them. */
  z.object({ kind: z.literal('note-rule'), disputeId: z.string(), rule: z.string() }),
  /** Files that somebody brought are copied, so that whoever decides may open them. */
  z.object({
    kind: z.literal('keep-files'),
    disputeId: z.string(),
    fileIds: z.array(z.string()).readonly(),
  }),
  /** The case has ended before its account had an owner: what somebody worked meanwhile waits for one. */
  z.object({ kind: z.literal('end-interim'), disputeId: z.string() }),
  /** What was filed is looked at by a machine first. */
  z.object({ kind: z.literal('hear-dispute'), disputeId: z.string() }),
  z.object({ kind: z.literal('redraw-home'), changeId: z.string(), slackUserId: z.string() }),
  z.object({ kind: z.literal('redraw-import'), changeId: z.string(), importId: z.string() }),
]);
export type Task = z.infer<typeof task>;
export const taskKinds = task.options.map(({ shape }) => shape.kind.value);
/** Those that the CRM is told of, many at a time. */
export type CrmOwnerTask = Extract<
  Task,
  { kind: 'crm-owner' | 'crm-lead-owner' | 'crm-deal-owner' }
>;

export type WakeTask = Extract<Task, { kind: 'wake' }>;
export type ReminderTask = Extract<Task, { kind: 'remind-question' }>;
export type SeveralTask = Extract<Task, { kind: 'approve-several' }>;
export type RefusedTask = Extract<Task, { kind: 'tell-refused' }>;
export type TakeUpTask = Extract<Task, { kind: 'take-up' }>;
const gathered = [...(['wake', 'tell-refused', 'tell-waiting', 'tell-restless'] as const)];
export type GatheredTask = Extract<Task, { kind: (typeof gathered)[number] }>;

/** A message that gathers what is told together before it goes. */
export function isGathered(wanted: Task): wanted is GatheredTask {
  return gathered.some((kind) => kind === wanted.kind);
}

const ofDisputes = [
  ...([
    'route-account',
    'hear-dispute',
    'draw-dispute',
    'note-rule',
    'note-write',
    'keep-files',
    'end-interim',
  ] as const),
];
export type DisputeTask = Extract<Task, { kind: (typeof ofDisputes)[number] }>;

/** What follows from a case. */
export function isForDispute(wanted: Task): wanted is DisputeTask {
  return ofDisputes.some((kind) => kind === wanted.kind);
}

export type NoticeTask = Extract<Task, { kind: 'send-notices' | 'attach-file' }>;

/** What tells of changes of owner. */
export function isForNotices(wanted: Task): wanted is NoticeTask {
  return wanted.kind === 'send-notices' || wanted.kind === 'attach-file';
}

export type FollowTask = Extract<Task, { kind: 'follow' }>;

export function isForCrm(wanted: Task): wanted is CrmOwnerTask {
  const { kind } = wanted;
  return kind === 'crm-owner' || kind === 'crm-lead-owner' || kind === 'crm-deal-owner';
}

/** The tasks that write the owners of each kind. */
export const crmOwnerTasks: Record<Owned['kind'], CrmOwnerTask['kind']> = {
  ...{ account: 'crm-owner', lead: 'crm-lead-owner', deal: 'crm-deal-owner' },
};

/** Whose owner it writes. */
export function ownedOf(wanted: CrmOwnerTask): Owned {
  switch (wanted.kind) {
    case 'crm-owner':
      return { kind: 'account', id: wanted.accountId };
    case 'crm-lead-owner':
      return { kind: 'lead', id: wanted.leadId };
    case 'crm-deal-owner':
      return { kind: 'deal', id: wanted.dealId };
  }
}

function keyForDispute(wanted: DisputeTask): string {
  switch (wanted.kind) {
    case 'route-account':
      return wanted.key;
    case 'hear-dispute':
    case 'note-rule':
    case 'end-interim':
      return wanted.disputeId;
    case 'keep-files':
      return `${wanted.disputeId} ${wanted.fileIds.join(' ')}`;
    case 'draw-dispute':
      return `${wanted.disputeId} ${wanted.mark}`;
    case 'note-write':
      return `${wanted.writeId} ${wanted.mark}`;
  }
}

/** Two tasks of one key are one effect, however often they are queued. */
export function taskKey(wanted: Task): string {
  if (isForCrm(wanted)) return wanted.changeId;
  if (isGathered(wanted)) {
    return 'place' in wanted ? `${wanted.place} ${wanted.since}` : wanted.since;
  }
  if (isForDispute(wanted)) return keyForDispute(wanted);
  switch (wanted.kind) {
    case 'redraw-cards':
    case 'follow':
    case 'redraw-import':
      return wanted.changeId;
    case 'draw-question':
    case 'remind-question':
      return `${wanted.question} ${wanted.id} ${wanted.mark}`;
    case 'hand-over':
      return [wanted.handoverId, wanted.decidedAt, wanted.disputeId].filter(Boolean).join(' ');
    case 'crm-merge':
      return wanted.twinsId;
    case 'approve-several':
      return wanted.batch;
    case 'crm-fixes':
      return `${wanted.batchId} ${wanted.part}`;
    case 'tell-fixes':
    case 'attach-file':
      return wanted.batchId;
    case 'take-up':
      return `${wanted.toldIn} ${wanted.mark}`;
    case 'read-again':
      return wanted.mark;
    case 'tell-given-up':
    case 'tell-crm-pause':
    case 'tell-broken-fields':
      return wanted.since;
    case 'send-notices':
      return `${wanted.place} ${wanted.mark}`;
    case 'redraw-home':
      return `${wanted.changeId} ${wanted.slackUserId}`;
  }
}
