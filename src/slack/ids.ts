import { z } from 'zod';

/** Every id that Slack hands back to us, with the schema of what comes with it. */
const accountValue = z.uuid();

export const commands = { whoOwns: '/whoowns' } as const;

export const actionIds = {
  /** Buttons and selects whose value is an account: draw its card. */
  showAccount: 'account:show',
  pickRelative: 'account:relative',
  findAccount: 'account:find',
  /** Where no message can become the card (Home): a window opens with it. */
  showInModal: 'account:open',
  shareCard: 'card:share',
  askOps: 'ops:ask',
  /** Link buttons need an ack like any other. */
  openCrm: 'link:crm',
} as const;

export const viewIds = { lookUp: 'look-up', askOps: 'ask-ops' } as const;
export const shortcutIds = { lookUp: 'look-up' } as const;

export const values = {
  account: accountValue,
  /** What was asked in vain; it comes back as typed. */
  asked: z.string().max(300),
} as const;
