import type { Crm, CrmAccount, Ports } from '../../src/ports.ts';
import { crmOwnersOf } from './pictures.ts';

/** `set`: when it was set in the CRM, where it comes from there. */
type Change = { to?: string | undefined; cause: string; by: string; at: Date; set: Date };
type Step = CrmAccount['ownerHistory'][number];

/**
 * Where the two histories of an account do not agree: each owner that was set in HubSpot is told here once, with whoever set it,
 * or was our own write; and nothing is told of HubSpot that it does not know.
 */
export async function untoldIn(
  { database: { prisma } }: Ports,
  workspaceId: string,
  crm: Crm,
  since: Date,
): Promise<string[]> {
  const owners = await crmOwnersOf(prisma, workspaceId);
  const accounts = await prisma.account.findMany({
    where: { workspaceId, deletedAt: null },
    include: { changes: { orderBy: { auditSeq: 'asc' } } },
  });
  const passing = await prisma.auditEntry.findMany({
    where: { workspaceId, action: 'owner-passed' },
  });
  const passed = new Set(
    passing.map(({ subject, actor, context }) =>
      keyOf(Object(subject).id, Object(actor).name, new Date(Object(context).happenedAt)),
    ),
  );
  const byCrmId = new Map(accounts.map((account) => [account.crmId, account]));
  const found: string[] = [];
  for await (const { records } of crm.accounts()) {
    for (const { id, ownerHistory } of records) {
      const account = byCrmId.get(id);
      if (!account) continue;
      const changes = account.changes.map(({ toId, cause, actor, at, crmAt }) => ({
        ...{ to: toId === null ? undefined : owners.get(toId), at, set: crmAt ?? at },
        ...{ cause: Object(cause).kind as string, by: Object(actor).name as string },
      }));
      found.push(
        ...brokenIn(id, account),
        ...untold(
          id,
          ownerHistory.filter(({ by, at }) => !passed.has(keyOf(account.id, by.name, at))),
          changes,
          since,
        ),
      );
    }
  }
  return found;
}

/** What others followed in HubSpot before it was read stands in the log alone. */
function keyOf(accountId: string, by: string, at: Date): string {
  return `${accountId} ${by} ${at.toISOString()}`;
}

/** Each change begins where the one before it ended. */
function brokenIn(
  id: string,
  account: { ownerId: string | null; changes: { fromId: string | null; toId: string | null }[] },
): string[] {
  const { ownerId, changes } = account;
  const last = changes.at(-1)?.toId ?? null;
  return [
    ...(last === ownerId ? [] : [`${id} has another owner than its last change`]),
    ...changes.flatMap(({ fromId, toId }, nth) => {
      const before = changes[nth - 1];
      if (before && before.toId !== fromId) return [`${id} has a gap in its history`];
      return fromId === toId ? [`${id} was given to whoever had it`] : [];
    }),
  ];
}

const FROM_CRM = ['crm-edit', 'crm-copy', 'import'];

function untold(id: string, history: Step[], changes: Change[], since: Date): string[] {
  const left = new Set(changes.filter(({ cause }) => FROM_CRM.includes(cause)));
  const take = (fits: (change: Change) => boolean) => {
    const change = [...left].find(fits);
    return change !== undefined && left.delete(change);
  };
  const found = history
    .filter(({ at }) => at > since)
    .flatMap((step) => {
      const { ownerId, at, by, how } = step;
      const what = `${id}: ${by.name} gave it to ${ownerId ?? 'nobody'} at ${at.toISOString()}`;
      if (how === 'app') {
        const isDecided = changes.some((one) => one.to === ownerId && one.at <= at);
        return isDecided ? [] : [`${what}, and nothing of ours wanted that`];
      }
      const isIts = (one: Change) => one.to === ownerId && one.by === by.name;
      if (take((one) => isIts(one) && one.set.getTime() === at.getTime())) return [];
      const before = changes.findLast((one) => one.at <= at);
      return before?.to === ownerId ? [] : [`${what}, which is not told here`];
    });
  const invented = [...left].filter((one) => one.at > since && one.cause !== 'import');
  return [
    ...found,
    ...invented
      .filter(({ by }) => by !== 'HubSpot sync')
      .map(({ by, to, set }) => {
        return `${id}: ${by} is said to have given it to ${to ?? 'nobody'} at ${set.toISOString()}`;
      }),
  ];
}
