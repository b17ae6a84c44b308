import type { Ports } from '../../src/ports.ts';
import type { Message } from '../../src/sandbox/slack/messages.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { type Stage, TEAM } from './stage.ts';

/** Where a decision is not once in the log, once in HubSpot and once in each channel, or something is stuck. */
export function wrongsOf(stage: Stage): Promise<string[]> {
  const messages = [...stage.slack.world.channels.values()].flatMap((channel) => channel.messages);
  return stage.inRegistry(async (ports) => [
    ...(await inTheLog(ports)),
    ...(await inTheCrm(ports)),
    ...(await inTheChannels(ports, messages)),
    ...(await toldOfSeveral(ports, messages)),
    ...(await stuck(ports)),
  ]);
}

type Approval = { proposalId: string; accountId: string; toId: string | null; changeId: string };

async function approvalsIn({ database: { prisma } }: Ports): Promise<Approval[]> {
  const changes = await prisma.ownershipChange.findMany({
    where: { workspaceId: TEAM, cause: { path: ['kind'], equals: 'approval' } },
  });
  return changes.map(({ id, accountId, toId, cause }) => {
    const { proposalId } = cause as { proposalId: string };
    return { proposalId, accountId: accountId ?? '', toId, changeId: id };
  });
}

async function inTheLog(ports: Ports): Promise<string[]> {
  const { prisma } = ports.database;
  const proposals = await prisma.proposal.findMany({ where: { workspaceId: TEAM } });
  const approvals = Map.groupBy(await approvalsIn(ports), ({ proposalId }) => proposalId);
  const lines = await prisma.auditEntry.findMany({ where: { action: 'owner-changed' } });
  const logged = Map.groupBy(lines, ({ context }) => {
    const { cause } = context as { cause?: { proposalId?: string } };
    return cause?.proposalId;
  });
  const wrongs = proposals.flatMap(({ id, status }) => [
    ...(status === 'approved' ? [] : [`decision ${id} is ${status}`]),
    ...once(`decision ${id} moved its account`, approvals.get(id)?.length),
    ...once(`decision ${id} is in the log`, logged.get(id)?.length),
  ]);
  const { breaks } = await verifyAudit(ports, TEAM);
  return breaks.length > 0 ? [...wrongs, `the audit has ${breaks.length} breaks`] : wrongs;
}

function once(what: string, times = 0): string[] {
  return times === 1 ? [] : [`${what} ${times} times`];
}

/** Our own writes are told as an integration's. */
async function inTheCrm(ports: Ports): Promise<string[]> {
  const { prisma } = ports.database;
  const crm = ports.crm(TEAM);
  if (!crm) return ['there is no CRM to look into'];
  const histories = new Map<string, { owner: string | undefined; writes: number }>();
  for await (const { records } of crm.accounts()) {
    for (const { id, ownerId, ownerHistory } of records) {
      const own = ownerHistory.filter(({ by }) => /integration/i.test(by.name));
      histories.set(id, { owner: ownerId, writes: own.length });
    }
  }
  const approvals = await approvalsIn(ports);
  const ids = approvals.map(({ accountId }) => accountId);
  const accounts = await prisma.account.findMany({
    where: { id: { in: ids } },
    include: { owner: true },
  });
  return accounts.flatMap(({ name, crmId, owner }) => {
    const there = histories.get(crmId);
    const isSame = there?.owner === owner?.crmOwnerId;
    return [
      ...(isSame ? [] : [`${name} is ${owner?.name}’s here, and not in HubSpot`]),
      ...once(`the owner of ${name} was written`, there?.writes),
    ];
  });
}

/** Each message has a key: a card's is its question's, a notice's its batch's. */
async function inTheChannels(ports: Ports, messages: Message[]): Promise<string[]> {
  const { prisma } = ports.database;
  const byKey = Map.groupBy(
    messages.filter(({ metadata }) => metadata !== undefined),
    ({ metadata, channel }) => `${channel} ${String(metadata?.event_payload.key)}`,
  );
  const doubled = [...byKey].flatMap(([key, all]) => once(`“${key}” was posted`, all.length));
  const keys = Map.groupBy(messages, ({ metadata }) => String(metadata?.event_payload.key));
  const approvals = await approvalsIn(ports);
  const proposals = await prisma.proposal.findMany({ where: { workspaceId: TEAM } });
  // What was taken from the list before its card came needs none any more.
  const listed = new Set(proposals.filter((one) => reasonOf(one) !== '').map(({ id }) => id));
  const cards = approvals.flatMap(({ proposalId }) => {
    const [card] = keys.get(`proposal ${proposalId}`) ?? [];
    if (!card && listed.has(proposalId)) return [];
    if (!card) return [`decision ${proposalId} has no card`];
    const isDrawn = JSON.stringify(card.blocks).includes('*Approved*');
    return isDrawn ? [] : [`the card of decision ${proposalId} does not say that it is approved`];
  });
  const notices = await prisma.notice.findMany({ where: { audience: 'team' } });
  const heard = Map.groupBy(notices, ({ changeId }) => changeId);
  const untold = approvals.flatMap(({ changeId }) => {
    const batch = heard.get(changeId)?.map(({ batchId }) => batchId) ?? [];
    const posts = batch.flatMap((id) => keys.get(`notices ${id}`) ?? []);
    return once(`change ${changeId} is in its team’s channel`, posts.length);
  });
  return [...doubled, ...cards, ...untold];
}

/** Of each window one message tells how many were approved by it: as many as have its reason. */
async function toldOfSeveral(
  { database: { prisma } }: Ports,
  messages: Message[],
): Promise<string[]> {
  const tasks = await prisma.task.findMany({ where: { kind: 'approve-several' } });
  const proposals = await prisma.proposal.findMany({ where: { status: 'approved' } });
  return tasks.flatMap(({ payload }) => {
    const { batch, reason } = payload as { batch: string; reason: string };
    const told = messages.filter(
      ({ metadata }) => metadata?.event_payload.key === `several ${batch}`,
    );
    const approved = proposals.filter((one) => reasonOf(one) === reason);
    const said = Number(/(\d+) decisions? approved/.exec(told[0]?.text ?? '')?.[1] ?? 0);
    return [
      ...once(`what became of window ${batch} was told`, told.length),
      ...(said === approved.length
        ? []
        : [`window ${batch} approved ${approved.length}, and says ${said}`]),
    ];
  });
}

/** Windows for several give one, cards give none. */
function reasonOf({ verdict }: { verdict: unknown }): string {
  return (verdict as { reason?: string } | null)?.reason ?? '';
}

async function stuck({ database: { prisma } }: Ports): Promise<string[]> {
  const tasks = await prisma.task.findMany({ where: { status: { not: 'done' } } });
  const notices = await prisma.notice.findMany({ where: { status: { not: 'sent' } } });
  return [
    ...tasks.map(({ kind, status, lastError }) => `${kind} is ${status}: ${lastError}`),
    ...notices.map(({ place, status }) => `a notice for ${place} is ${status}`),
  ];
}
