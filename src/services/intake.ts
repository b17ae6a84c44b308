import { Refusal } from '../domain/refusal.ts';
import { findUnowned } from '../store/accounts.ts';
import type { Db } from '../store/database.ts';
import { lockDeeds } from '../store/ownership.ts';
import { readWaitingDecisions } from '../store/waiting.ts';
import {
  type Arriving,
  changeOf,
  type Desk,
  inBatches,
  type Needs,
  type Routed,
  type RulesNow,
  routeArrivals,
  routeWithin,
} from './arrivals.ts';
import { askedAccounts } from './asked-accounts.ts';
import { changeOwners } from './ownership.ts';
import { publishedRules } from './published-rules.ts';

/** An account that is new or has changed. */
export type Arrival = { accountId: string; key: string; at: Date };

export async function routeAccounts(
  ports: Needs,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Routed> {
  return routeArrivals(ports, workspaceId, arrivals.map(arriving), accountDesk);
}

/** In the transaction in which they arrived. */
export function routeAccountsWithin(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  rules: RulesNow,
  arrivals: Arrival[],
): Promise<Routed> {
  return routeWithin(tx, ports, workspaceId, rules, arrivals.map(arriving), accountDesk);
}

function arriving({ accountId, ...rest }: Arrival): Arriving {
  return { subjectId: accountId, ...rest };
}

/** Any number of them. */
export function routeAll(ports: Needs, workspaceId: string, arrivals: Arrival[]): Promise<Routed> {
  return inBatches(arrivals, (batch) => routeAccounts(ports, workspaceId, batch));
}

/**
 * Accounts that nobody owns, once under each version of the rules: what came before the rules did. `waiting` counts all
 * decisions that wait for a person.
 */
export async function routeUnowned(
  ports: Needs,
  workspaceId: string,
): Promise<Routed & { waiting: number }> {
  const { database, clock } = ports;
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const ids = await findUnowned(database.prisma, workspaceId);
  const at = clock.now();
  const arrivals = ids.map((accountId) => {
    return { accountId, key: `unowned:${accountId}:${published.number}`, at };
  });
  const routed = await routeAll(ports, workspaceId, arrivals);
  const { total: waiting } = await readWaitingDecisions(database.prisma, workspaceId, {
    kind: 'all',
  });
  return { ...routed, waiting };
}

export const accountDesk: Desk = {
  lock: lockDeeds,
  ask: askedAccounts,
  give: (tx, ports, workspaceId, cases, published) => {
    const changes = cases.map((one) => ({
      ...{ accountId: one.subjectId, ...changeOf(one, published) },
      ...(one.territory && { territory: one.territory }),
    }));
    return changeOwners(tx, ports, workspaceId, changes);
  },
};
