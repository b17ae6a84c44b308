import { crmIdOf, indexOfCrmId } from '../company/account.ts';
import { companyIdOfContact, contactCount, contactIdOf } from '../company/contact.ts';
import { companyIdOfDeal, dealCount, dealIdOf } from '../company/deal.ts';
import type { Portal } from './portal.ts';
import type { Kind } from './record.ts';
import { liveRecord, readRecord } from './shelf.ts';

/** HubSpot's association type ids; the low one of a pair marks the primary company. */
export type Link = { id: string; types: number[] };

const parentToChild = 13;
const childToParent = 14;

/** The type ids of the unlabelled link from one kind to another. */
export const plainTypes: Record<Kind, Record<Kind, number>> = {
  companies: { companies: 450, contacts: 280, deals: 342 },
  contacts: { companies: 279, contacts: 449, deals: 4 },
  deals: { companies: 341, contacts: 3, deals: 451 },
};

/** The type ids that say more than that two records are linked. */
export function labelledTypes(from: Kind, to: Kind): number[] {
  if (from === 'companies' && to === 'companies') return [parentToChild, childToParent];
  const primary: Record<Kind, Partial<Record<Kind, number>>> = {
    companies: { contacts: 2, deals: 6 },
    contacts: { companies: 1 },
    deals: { companies: 5 },
  };
  const type = primary[from][to];
  return type === undefined ? [] : [type];
}

/** Which kind of record a type id leads to, seen from one end. */
export function targetOf(from: Kind, type: number): Kind {
  const ends: Record<Kind, Record<number, Kind>> = {
    companies: { 2: 'contacts', 280: 'contacts', 6: 'deals', 342: 'deals' },
    contacts: { 1: 'companies', 279: 'companies', 4: 'deals' },
    deals: { 5: 'companies', 341: 'companies', 3: 'contacts' },
  };
  return ends[from][type] ?? from;
}

/** The type that says the same from the other end. */
export function inverseType(type: number): number {
  const pairs = [
    [1, 2],
    [5, 6],
    [13, 14],
    [279, 280],
    [341, 342],
    [3, 4],
  ] as const;
  for (const [one, other] of pairs) {
    if (type === one) return other;
    if (type === other) return one;
  }
  return type;
}

export function linksOf(portal: Portal, from: Kind, id: string, to: Kind): Link[] {
  const links = new Map<string, number[]>();
  for (const former of formerIds(portal, from, id)) {
    for (const link of toldLinks(portal, from, former, to)) links.set(link.id, link.types);
    for (const [target, edit] of portal.links.get(linkKey(from, former, to)) ?? []) {
      if (edit.linked) links.set(target, edit.types);
      else links.delete(target);
    }
  }
  return [...links].flatMap(([target, types]) => {
    const record = liveRecord(portal.shelves[to], target);
    return record && record.id !== id ? [{ id: record.id, types }] : [];
  });
}

export type Pair = { from: Kind; fromId: string; to: Kind; toId: string };

/** From now on the two are linked by just these types. */
export function link(portal: Portal, pair: Pair, types: number[]): void {
  note(portal, pair, { linked: true, types });
  note(portal, turned(pair), { linked: true, types: types.map(inverseType) });
}

export function unlink(portal: Portal, pair: Pair): void {
  note(portal, pair, { linked: false, types: [] });
  note(portal, turned(pair), { linked: false, types: [] });
}

function note(portal: Portal, pair: Pair, edit: { linked: boolean; types: number[] }): void {
  const key = linkKey(pair.from, pair.fromId, pair.to);
  const edits = portal.links.get(key) ?? new Map();
  portal.links.set(key, edits.set(pair.toId, edit));
}

export function turned({ from, fromId, to, toId }: Pair): Pair {
  return { from: to, fromId: toId, to: from, toId: fromId };
}

function linkKey(from: Kind, id: string, to: Kind): string {
  return `${from} ${id} ${to}`;
}

/** All ids that a record had before it was merged, and the present one. */
export function formerIds(portal: Portal, kind: Kind, id: string): string[] {
  const merged = readRecord(portal.shelves[kind], id)?.properties.hs_merged_object_ids;
  return merged ? [...merged.split(';').filter(Boolean), id] : [id];
}

function toldLinks(portal: Portal, from: Kind, id: string, to: Kind): Link[] {
  if (from === 'contacts' && to === 'companies') return one(companyIdOfContact(id), [1, 279]);
  if (from === 'deals' && to === 'companies') return one(companyIdOfDeal(id), [5, 341]);
  const index = from === 'companies' ? indexOfCrmId(id) : undefined;
  const { company } = portal;
  if (index === undefined || index >= company.accountCount) return [];
  switch (to) {
    case 'contacts':
      return several(
        contactCount(company.setting, index),
        (nth) => contactIdOf(index, nth),
        [2, 280],
      );
    case 'deals':
      return several(dealCount(company.setting, index), (nth) => dealIdOf(index, nth), [6, 342]);
    case 'companies':
      return family(portal, index);
  }
}

function family({ company }: Portal, index: number): Link[] {
  const { parent } = company.account(index);
  const children = company.childrenOf(index);
  return [
    ...(parent === null ? [] : [{ id: crmIdOf(parent), types: [childToParent] }]),
    ...children.map((child) => ({ id: crmIdOf(child), types: [parentToChild] })),
  ];
}

function one(id: string | undefined, types: number[]): Link[] {
  return id === undefined ? [] : [{ id, types }];
}

function several(count: number, idOf: (nth: number) => string, types: number[]): Link[] {
  return Array.from({ length: count }, (_, nth) => ({ id: idOf(nth), types }));
}
