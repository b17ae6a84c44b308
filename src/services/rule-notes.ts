import { subDays } from 'date-fns/subDays';
import { CASES_FOR_NOTE } from '../domain/rule-note.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readRuleOfDispute, readUpheld } from '../store/rule-notes.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { queueTasks } from './tasks.ts';

/** With every third case that went against one rule within a quarter, ops hear of it. */
export async function queueRuleNote(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  disputeId: string,
): Promise<void> {
  const rule = await readRuleOfDispute(tx, disputeId);
  if (rule === undefined) return;
  const cases = await readUpheld(tx, workspaceId, rule, ports.clock.now());
  if (cases.length === 0 || cases.length % CASES_FOR_NOTE !== 0) return;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'note-rule', disputeId, rule }]);
}

export async function sendRuleNote(
  { database: { prisma }, clock, notifier }: Ports,
  workspaceId: string,
  { disputeId, rule, isRetry }: { disputeId: string; rule: string; isRetry: boolean },
): Promise<{ told: boolean }> {
  const place = (await readWorkspace(prisma, workspaceId))?.opsChannel;
  if (!place) return { told: false };
  const cases = await readUpheld(prisma, workspaceId, rule, clock.now());
  const shown = { kind: 'rule-note', note: { disputeId, rule, cases } } as const;
  const since = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, since) : undefined;
  const where = before ?? (await notifier.post(workspaceId, place, shown));
  return { told: where !== 'gone' };
}
