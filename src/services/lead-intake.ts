import type { Db } from '../store/database.ts';
import { lockLeadDeeds } from '../store/lead-ownership.ts';
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
import { askedLeads } from './asked-leads.ts';
import { matchLeads } from './lead-matching.ts';
import { changeLeadOwners } from './ownership.ts';

/** A lead that is new or has changed. */
export type LeadArrival = { leadId: string; key: string; at: Date };

/** The same as with accounts, on what is known of the lead and of the account that it belongs to. */
export async function routeLeads(
  ports: Needs,
  workspaceId: string,
  arrivals: LeadArrival[],
): Promise<Routed> {
  return routeArrivals(ports, workspaceId, arrivals.map(arriving), leadDesk);
}

/** In the transaction in which they arrived. */
export function routeLeadsWithin(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  rules: RulesNow,
  arrivals: LeadArrival[],
): Promise<Routed> {
  return routeWithin(tx, ports, workspaceId, rules, arrivals.map(arriving), leadDesk);
}

function arriving({ leadId, ...rest }: LeadArrival): Arriving {
  return { subjectId: leadId, ...rest };
}

/** Any number of them. */
export function routeAllLeads(
  ports: Needs,
  workspaceId: string,
  arrivals: LeadArrival[],
): Promise<Routed> {
  return inBatches(arrivals, (batch) => routeLeads(ports, workspaceId, batch));
}

export const leadDesk: Desk = {
  lock: lockLeadDeeds,
  ask: async (tx, workspaceId, ids, at) => {
    await matchLeads(tx, workspaceId, ids, at);
    return askedLeads(tx, workspaceId, ids, at);
  },
  give: (tx, ports, workspaceId, cases, published) => {
    const changes = cases.map((one) => ({ leadId: one.subjectId, ...changeOf(one, published) }));
    return changeLeadOwners(tx, ports, workspaceId, changes);
  },
};
