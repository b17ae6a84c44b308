import type { Crm, CrmAccount, Ports } from '../../src/ports.ts';
import { verifyAudit } from '../../src/services/audit.ts';

const FACTS = ['city', 'country', 'employees'];

/** Where the registry is not as the CRM is, or its history does not tell how it came to be. */
export async function differencesIn(
  ports: Ports,
  workspaceId: string,
  own: { since: Date; moves: number },
): Promise<string[]> {
  const differences: string[] = [];
  const crm = ports.crm(workspaceId);
  if (!crm) throw new Error('there is no CRM to compare with');
  const there = new Map<string, CrmAccount>();
  for await (const { records } of crm.accounts()) for (const one of records) there.set(one.id, one);
  const here = await ports.database.prisma.account.findMany({
    where: { workspaceId, deletedAt: null },
    include: { owner: true, changes: { orderBy: { auditSeq: 'asc' } } },
  });
  const refused = await refusedIn(ports, workspaceId);
  const known = new Set(here.map(({ crmId }) => crmId));
  for (const id of there.keys()) if (!known.has(id)) differences.push(`${id} is missing here`);
  for (const account of here) {
    const record = there.get(account.crmId);
    if (!record) differences.push(`${account.crmId} is gone in HubSpot, and still here`);
    else if (!refused.has(account.id)) differences.push(...differencesOf(account, record));
  }
  differences.push(...(await dealDifferences(ports, workspaceId, crm)));
  differences.push(...needlessWrites([...there.values()], own));
  const { breaks } = await verifyAudit(ports, workspaceId);
  if (breaks.length > 0) differences.push(`the audit has ${breaks.length} breaks`);
  return differences;
}

/** Owners that HubSpot refused for good: they wait for a person, who finds them among the dead tasks. */
async function refusedIn({ database }: Ports, workspaceId: string): Promise<Set<string>> {
  const dead = await database.prisma.task.findMany({ where: { workspaceId, status: 'dead' } });
  return new Set(dead.map(({ payload }) => (payload as { accountId: string }).accountId));
}

/** Our writes are told as an integration’s: one a change at the most, since a later change carries an earlier one. */
function needlessWrites(accounts: CrmAccount[], own: { since: Date; moves: number }): string[] {
  const writes = accounts.flatMap(({ ownerHistory }) =>
    ownerHistory.filter(({ at, by }) => at > own.since && /integration/i.test(by.name)),
  );
  if (writes.length <= own.moves) return [];
  return [`${writes.length} owners were written for ${own.moves} changes`];
}

async function dealDifferences(ports: Ports, workspaceId: string, crm: Crm): Promise<string[]> {
  const found: string[] = [];
  const here = await ports.database.prisma.deal.findMany({
    where: { workspaceId },
    include: { account: { select: { crmId: true } } },
  });
  const known = new Map(here.map((deal) => [deal.crmId, deal]));
  for await (const { records } of crm.deals()) {
    for (const { id, status, amount, accountId } of records) {
      const deal = known.get(id);
      known.delete(id);
      if (!deal) {
        if (accountId) found.push(`deal ${id} is missing here`);
        continue;
      }
      if (deal.status !== status) found.push(`deal ${id} is ${deal.status}, not ${status}`);
      const worth = deal.amount === null ? undefined : Number(deal.amount);
      if (worth !== amount) found.push(`deal ${id} is worth ${worth}, not ${amount}`);
      if (accountId && deal.account.crmId !== accountId) {
        found.push(`deal ${id} belongs to ${deal.account.crmId}, not ${accountId}`);
      }
    }
  }
  for (const id of known.keys()) found.push(`deal ${id} is gone in HubSpot, and still here`);
  return found;
}

type Here = {
  id: string;
  crmId: string;
  name: string;
  attributes: unknown;
  ownerId: string | null;
  owner: { crmOwnerId: string | null } | null;
  changes: {
    fromId: string | null;
    toId: string | null;
    cause: unknown;
    actor: unknown;
    at: Date;
  }[];
};

function differencesOf(account: Here, record: CrmAccount): string[] {
  const { crmId: id, changes } = account;
  const found: string[] = [];
  if (account.name !== record.name)
    found.push(`${id} is called ${account.name}, not ${record.name}`);
  const owner = account.owner?.crmOwnerId ?? undefined;
  if (owner !== record.ownerId) found.push(`${id} is ${owner}’s, not ${record.ownerId}’s`);
  const attributes = account.attributes as Record<string, { value: unknown } | undefined>;
  for (const key of FACTS) {
    const [is, was] = [attributes[key]?.value, record.attributes[key]?.value];
    if (is !== was) found.push(`${id} has the ${key} ${is}, not ${was}`);
  }
  if ((changes.at(-1)?.toId ?? null) !== account.ownerId) {
    found.push(`${id} has another owner than its last change`);
  }
  for (const [nth, change] of changes.entries()) {
    const before = changes[nth - 1];
    if (before && before.toId !== change.fromId) found.push(`${id} has a gap in its history`);
    if (change.fromId === change.toId) found.push(`${id} was given to whoever had it`);
  }
  return [...found, ...inventionsIn(account, record)];
}

/** Each change that came from HubSpot is in HubSpot's own history, once, by the same person. */
function inventionsIn({ crmId, changes }: Here, { ownerHistory }: CrmAccount): string[] {
  const told = new Map(ownerHistory.map(({ at, by }) => [`${at.getTime()}`, by.name]));
  const seen = new Set<string>();
  return changes.flatMap(({ cause, actor, at }) => {
    if ((cause as { kind: string }).kind !== 'crm-edit') return [];
    const { kind, name } = actor as { kind: string; name: string };
    const key = `${at.getTime()}`;
    // An edit that was found while our own write was on its way is told at that moment.
    if (kind === 'machine' || !told.has(key)) return [];
    const wrong = told.get(key) === name ? [] : [`${crmId}: ${name} did not set its owner`];
    const twice = seen.has(key) ? [`${crmId}: one edit of its owner is told twice`] : [];
    seen.add(key);
    return [...wrong, ...twice];
  });
}
