import { randomUUID } from 'node:crypto';
import type { Notifier } from '../../src/ports.ts';

/** Everything that is drawn or posted arrives. */
export const drawing: Notifier = {
  redrawOwnerCard: async () => 'drawn',
  postQuestion: async (_, channel) => ({ channel, ts: randomUUID() }),
  redrawQuestion: async () => 'drawn',
  postWaiting: async () => undefined,
  postImport: async (_workspace, place) => ({ channel: place, ts: randomUUID() }),
  findImport: async () => undefined,
  redrawImport: async () => 'drawn',
  publishHome: async () => 'drawn',
};
