import { subDays } from 'date-fns/subDays';
import { partyOf } from '../domain/dispute-bench.ts';
import type { Party } from '../domain/dispute-claim.ts';
import { hasLeft } from '../domain/leaving.ts';
import { CASES_FOR_NOTE } from '../domain/rule-note.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readRuleOfDispute, readUpheld } from '../store/rule-notes.ts';
import { readStaff } from '../store/staff.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { publishedRules } from './published-rules.ts';
import { queueTasks } from './tasks.ts';

/** With every third case that went against one rule within a quarter, whoever answers for the rule hears of it. */
export async function queueRuleNote(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  disputeId: string,
): Promise<void> {
  const rule = await readRuleOfDispute(tx, disputeId);
  if (rule === undefined) return;
  const cases = await readUpheld(tx, workspaceId, rule, ports.clock.now());
  if (!cases.some(({ id }) => id === disputeId) || cases.length % CASES_FOR_NOTE !== 0) return;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'note-rule', disputeId, rule }]);
}

/** Ops hear of it where the rule names nobody who is there. */
export async function sendRuleNote(
  { database, clock, notifier }: Ports,
  workspaceId: string,
  { disputeId, rule, isRetry }: { disputeId: string; rule: string; isRetry: boolean },
): Promise<{ told: boolean }> {
  const { prisma } = database;
  const at = clock.now();
  const owner = await ownerOfRule(database, workspaceId, rule, at);
  const place = owner?.slackUserId ?? (await readWorkspace(prisma, workspaceId))?.opsChannel;
  if (!place) return { told: false };
  const cases = await readUpheld(prisma, workspaceId, rule, at);
  const note = { disputeId, rule, cases, ...(owner && { owner }) };
  const shown = { kind: 'rule-note', note } as const;
  const before = isRetry
    ? await notifier.find(workspaceId, place, shown, subDays(at, 1))
    : undefined;
  const where = before ?? (await notifier.post(workspaceId, place, shown));
  return { told: where !== 'gone' };
}

async function ownerOfRule(
  database: Ports['database'],
  workspaceId: string,
  name: string,
  at: Date,
): Promise<Party | undefined> {
  const published = await publishedRules(database, workspaceId);
  const email = published?.ruleSet.rules.find((rule) => rule.name === name)?.owner;
  const { byEmail } = await readStaff(database.prisma, workspaceId, at);
  const owner = byEmail.get(email?.toLowerCase() ?? '');
  const isThere = owner?.slackUserId && !hasLeft(owner, at);
  return isThere ? partyOf(owner) : undefined;
}
