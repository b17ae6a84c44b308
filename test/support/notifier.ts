import { randomUUID } from 'node:crypto';
import type { Notifier } from '../../src/ports.ts';
import type { SlackStandings } from '../../src/services/slack-people.ts';

/** Everything that is drawn or posted arrives. */
export const drawing: Notifier = {
  post: async (_, channel) => ({ channel, ts: randomUUID() }),
  find: async () => undefined,
  attach: async () => true,
  keepFile: async (_, id) => ({
    name: 'plan.pdf',
    link: `https://slack.example/files/copy-of-${id}`,
  }),
  redraw: async () => 'drawn',
  findPerson: async () => undefined,
  membersOf: async () => new Map(),
  describePerson: async () => undefined,
  publishHome: async () => 'drawn',
};

/** Slack has told nobody's standing. */
export const unheard: SlackStandings = {
  read: async () => undefined,
  note: async () => undefined,
};
