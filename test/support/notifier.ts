import { randomUUID } from 'node:crypto';
import type { Notifier } from '../../src/ports.ts';

/** Everything that is drawn or posted arrives. */
export const drawing: Notifier = {
  redrawOwnerCard: async () => 'drawn',
  postQuestion: async (_, channel) => ({ channel, ts: randomUUID() }),
  redrawQuestion: async () => 'drawn',
  postWaiting: async () => undefined,
  publishHome: async () => 'drawn',
};
