import { Refusal } from '../domain/refusal.ts';
import { findUnowned } from '../store/accounts.ts';
import { readFacts } from '../store/facts.ts';
import { lockDeeds, readLastChanges } from '../store/ownership.ts';
import { readPins } from '../store/pins.ts';
import {
  changeOf,
  type Desk,
  inBatches,
  type Needs,
  type Routed,
  routeArrivals,
} from './arrivals.ts';
import { changeOwners } from './ownership.ts';
import { publishedRules } from './published-rules.ts';

/** An account that is new or has changed. */
export type Arrival = { accountId: string; key: string; at: Date };

export async function routeAccounts(
  ports: Needs,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Routed> {
  const arriving = arrivals.map(({ accountId, ...rest }) => ({ subjectId: accountId, ...rest }));
  return routeArrivals(ports, workspaceId, arriving, accounts);
}

/** Any number of them. */
export function routeAll(ports: Needs, workspaceId: string, arrivals: Arrival[]): Promise<Routed> {
  return inBatches(arrivals, (batch) => routeAccounts(ports, workspaceId, batch));
}

/** Accounts that nobody owns, once under each version of the rules: what came before the rules did. */
export async function routeUnowned(ports: Needs, workspaceId: string): Promise<Routed> {
  const { database, clock } = ports;
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const ids = await findUnowned(database.prisma, workspaceId);
  const at = clock.now();
  const arrivals = ids.map((accountId) => {
    return { accountId, key: `unowned:${accountId}:${published.number}`, at };
  });
  return routeAll(ports, workspaceId, arrivals);
}

const accounts: Desk = {
  lock: lockDeeds,
  ask: async (tx, workspaceId, ids, at) => {
    const facts = await readFacts(tx, workspaceId, ids);
    const pins = await readPins(tx, workspaceId, ids, at);
    const lastChanges = await readLastChanges(tx, workspaceId, ids);
    return [...facts].map(([subjectId, known]) => ({
      ...{ subjectId, known, pin: pins.get(subjectId), lastChange: lastChanges.get(subjectId) },
    }));
  },
  give: (tx, ports, workspaceId, cases, published) => {
    const changes = cases.map((one) => ({
      ...{ accountId: one.subjectId, ...changeOf(one, published) },
      ...(one.territory && { territory: one.territory }),
    }));
    return changeOwners(tx, ports, workspaceId, changes);
  },
};
