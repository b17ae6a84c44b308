import { type AccountDeed, obstacleToDeed } from '../domain/account-deed.ts';
import type { OwnerCard } from '../domain/owner-card.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findPosted } from '../store/cards.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { liftPin, readPins, savePin } from '../store/pins.ts';
import { isAsked } from '../store/proposals.ts';
import { type Asker, takeInHand, viewerOf } from './account-deeds.ts';
import { type RulesNow, readRulebook } from './arrivals.ts';
import { routeAccountsWithin } from './intake.ts';
import { showAccount } from './lookup.ts';
import { refuseLeaver } from './permission.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;
export type PinSaid = { reason: string; until?: Date };

/** The account as somebody sees it who is about to do that with it; refuses those who may not. */
export async function showForDeed(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
  accountId: string,
  deed: AccountDeed,
): Promise<OwnerCard> {
  await refuseLeaver(ports.database.prisma, asker, ports.clock.now());
  const card = await showAccount(ports, asker.workspaceId, accountId);
  const obstacle = obstacleToDeed(deed, card, await viewerOf(ports, asker));
  if (obstacle) throw new Refusal(obstacle);
  return card;
}

/** "Leave this account alone": from now on whatever a machine would do with it waits for a person. */
export async function pinAccount(
  ports: Needs,
  asker: Asker,
  accountId: string,
  { reason, until }: PinSaid,
): Promise<void> {
  const { workspaceId } = asker;
  const at = ports.clock.now();
  const rules = await readRulebook(ports, workspaceId);
  await inTransaction(ports.database, async (tx) => {
    const { deed, by } = await takeInHand(tx, asker, accountId, { wanted: 'pin accounts', at });
    const pin = { accountId, by, reason, ...(until && { until }) };
    if (!(await savePin(tx, workspaceId, pin, at))) {
      throw new Refusal(await standingPin(tx, workspaceId, accountId, deed.name, at));
    }
    const after = { until: until?.toISOString() ?? null };
    const line = { action: 'pinned', before: null, after, reason };
    await record(tx, ports, workspaceId, { accountId, name: deed.name, by, line });
    await askAgain(tx, ports, workspaceId, rules, accountId);
  });
}

/** What machines and rules decide of it takes effect again. */
export async function unpinAccount(
  ports: Needs,
  asker: Asker,
  accountId: string,
  reason: string,
): Promise<void> {
  const { workspaceId } = asker;
  const at = ports.clock.now();
  const rules = await readRulebook(ports, workspaceId);
  await inTransaction(ports.database, async (tx) => {
    const { deed, by } = await takeInHand(tx, asker, accountId, { wanted: 'pin accounts', at });
    const lifted = await liftPin(tx, workspaceId, accountId, at);
    if (!lifted) throw new Refusal({ kind: 'not-pinned', account: deed.name });
    const before = { by: lifted.by.name, reason: lifted.reason };
    const line = { action: 'unpinned', before, after: null, reason };
    await record(tx, ports, workspaceId, { accountId, name: deed.name, by, line });
    await askAgain(tx, ports, workspaceId, rules, accountId);
  });
}

/** What the rules have asked about it knows of no pin, or of one that is lifted: nobody may answer it as it was. */
async function askAgain(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  rules: RulesNow,
  accountId: string,
): Promise<void> {
  if (!(await isAsked(tx, workspaceId, accountId))) return;
  const arrival = { accountId, key: `pin:${newId()}`, at: ports.clock.now() };
  await routeAccountsWithin(tx, ports, workspaceId, rules, [arrival]);
}

async function standingPin(
  tx: Db,
  workspaceId: string,
  accountId: string,
  account: string,
  at: Date,
) {
  const pin = (await readPins(tx, workspaceId, [accountId], at)).get(accountId);
  const { by = { name: 'somebody' }, reason = '' } = pin ?? {};
  return { kind: 'already-pinned', account, by: by.name, reason } as const;
}

type Line = {
  action: string;
  before: { by: string; reason: string } | null;
  after: { until: string | null } | null;
  reason: string;
};
type Recorded = { accountId: string; name: string; by: Actor; line: Line };

/** In the log, and on every card of the account that hangs somewhere. */
async function record(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { accountId, name, by, line }: Recorded,
): Promise<void> {
  const subject = { kind: 'account', id: accountId };
  const at = ports.clock.now();
  await appendAudit(tx, workspaceId, [
    { ...line, at, actor: by, subject, context: { account: name } },
  ]);
  const posted = await findPosted(tx, workspaceId, 'owner-card', [accountId]);
  if (posted.size === 0) return;
  const redraw = { kind: 'redraw-cards', changeId: newId(), accountId } as const;
  await queueTasks(tx, ports, workspaceId, [redraw]);
}
