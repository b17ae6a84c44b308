/**
 * A bot without Slack in a process of its own, to be killed: it changes owners as fast as it can and
 * says so, one line a committed change, or delivers effects, or both. It ends with its parent.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { workEffects } from '../../src/jobs/effects.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import type { Crm, Log, Ports } from '../../src/ports.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { openDatabase } from '../../src/store/database.ts';
import { aChange } from './changes.ts';
import { aCrm } from './crm.ts';
import { drawing } from './notifier.ts';

const order = z.object({
  settings: z.union([z.object({ url: z.string() }), z.object({ dir: z.string() })]),
  workspaceId: z.string(),
  crmUrl: z.string(),
  writers: z.number(),
  delivers: z.boolean(),
});
export type Order = z.infer<typeof order>;

process.stdin.on('end', () => process.exit()).resume();
const { settings, workspaceId, crmUrl, writers, delivers } = order.parse(
  JSON.parse(process.argv[2] ?? '{}'),
);
const report = (facts: unknown, message = '') => console.error(message, facts);
const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: report };
const database = await openDatabase(settings, report).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const queue = await startQueue(database, log);
const clock = { now: () => new Date() };
const ports: Ports = { database, queue, log, clock, notifier: drawing, crm: () => remoteCrm };

const remoteCrm: Crm = {
  ...aCrm(),
  writeOwners: async (writes) => {
    const response = await fetch(crmUrl, { method: 'POST', body: JSON.stringify(writes) });
    return new Map(await response.json());
  },
};

if (delivers) await workEffects(queue, ports);
console.log('ready');
const reps = await database.prisma.rep.findMany({ where: { workspaceId } });
const accounts = await database.prisma.account.findMany({
  where: { workspaceId, name: 'contested' },
});
for (let writer = 0; writer < writers; writer += 1) {
  void write(accounts.filter((_, index) => index % writers === writer));
}

/** Moves accounts of its own round and round, and between two moves gives out a new one. */
async function write(own: typeof accounts): Promise<void> {
  for (let move = 0; ; move += 1) {
    const wanted = reps[move % reps.length]?.id ?? null;
    const account = own[move % own.length];
    if (!account) return;
    if (wanted !== account.ownerId) {
      await change(account.id, account.ownerId, wanted);
      account.ownerId = wanted;
    }
    const fresh = { workspaceId, name: 'fresh', crmId: randomUUID() };
    const { id } = await database.prisma.account.create({ data: fresh });
    await change(id, null, wanted);
  }
}

async function change(accountId: string, expected: string | null, wanted: string | null) {
  const wish = aChange({ accountId, expected, wanted });
  const { changeId } = await changeOwner(ports, workspaceId, wish);
  console.log(`changed ${changeId}`);
}
