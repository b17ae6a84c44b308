import { z } from 'zod';

export const disputeCommand = '/dispute';
/** On any message. */
export const disputeShortcut = 'dispute-message';

/** What Slack hands back of disputes, as ids.ts has it of all else. */
export const disputeIds = {
  /** Contest an account. */
  account: 'dispute:account',
  agree: 'dispute:agree',
  offer: 'dispute:offer',
  passUp: 'dispute:pass-up',
  decide: 'dispute:decide',
  /** Decide as the other manager did. */
  confirm: 'dispute:confirm',
  withdraw: 'dispute:withdraw',
  evidence: 'dispute:evidence',
  add: 'dispute:add',
  /** All that is known, on paper. */
  paper: 'dispute:paper',
  appeal: 'dispute:appeal',
  /** Another outcome: the window asks for what belongs to it. */
  outcome: 'dispute:outcome',
  /** Who else has a share: typed like any candidate. */
  secondRep: 'dispute:second-rep',
  show: 'dispute:show',
  newer: 'disputes:newer',
  older: 'disputes:older',
} as const;

export const disputeViewIds = {
  file: 'file-dispute',
  ruling: 'ruling',
  withdraw: 'withdraw-dispute',
  add: 'add-evidence',
  appeal: 'appeal-dispute',
  evidence: 'dispute-evidence',
  show: 'dispute',
} as const;

export const disputeValues = {
  dispute: z.uuid(),
  /** An offer or a vote, by its number: whoever agrees has read that one. */
  word: z
    .string()
    .regex(/^[0-9a-f-]{36}:\d+$/)
    .transform((text) => {
      const [disputeId = '', number = ''] = text.split(':');
      return { disputeId, number: Number(number) };
    }),
} as const;

/** What somebody has said in a case, as `disputeValues.word` reads it. */
export function disputeWord(disputeId: string, number: number): string {
  return `${disputeId}:${number}`;
}
