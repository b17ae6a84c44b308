import { hubspotAuthor } from './author.ts';
import { inverseType, type Link, link, linksOf, type Pair, turned, unlink } from './links.ts';
import type { Portal } from './portal.ts';
import { notFound } from './problem.ts';
import { type Kind, objectTypes } from './record.ts';
import { type Author, liveRecord, writeValues } from './shelf.ts';
import { tellChanges } from './telling.ts';

const primaryCompany = 1;
const childToParent = 14;

export function linkRecords(portal: Portal, asked: Pair, types: number[], author: Author): void {
  const fromId = liveId(portal, asked.from, asked.fromId);
  const toId = liveId(portal, asked.to, asked.toId);
  const pair = { ...asked, fromId, toId };
  const before = linkBetween(portal, pair)?.types ?? [];
  const added = types.filter((type) => !before.includes(type));
  if (added.length === 0) return;
  yieldPrimary(portal, pair, added);
  link(portal, pair, [...before, ...added]);
  tellLink(portal, pair, { types: added, removed: false }, author);
  settleEnds(portal, pair);
}

export function unlinkRecords(portal: Portal, pair: Pair, author: Author): void {
  const cut = linkBetween(portal, pair);
  if (!cut) return;
  unlink(portal, pair);
  tellLink(portal, pair, { types: cut.types, removed: true }, author);
  settleEnds(portal, pair);
}

/** What HubSpot works out from the links of a record that was merged into another. */
export function settleLinks(portal: Portal, kind: Kind, id: string): void {
  if (kind !== 'companies') return;
  for (const to of ['companies', 'contacts'] as const) {
    for (const { id: toId } of linksOf(portal, kind, id, to)) {
      settleEnds(portal, { from: kind, fromId: id, to, toId });
    }
  }
}

/** The id of what a merged record became. */
function liveId(portal: Portal, kind: Kind, id: string): string {
  const record = liveRecord(portal.shelves[kind], id);
  if (!record) throw notFound(`${objectTypes[kind].singular} ${id}`);
  return record.id;
}

function linkBetween(portal: Portal, { from, fromId, to, toId }: Pair): Link | undefined {
  return linksOf(portal, from, fromId, to).find(({ id }) => id === toId);
}

/** A contact or deal has one primary company: the former one stays linked, but is that no more. */
function yieldPrimary(portal: Portal, pair: Pair, added: number[]): void {
  const many = pair.to === 'companies' ? pair : turned(pair);
  const types = pair.to === 'companies' ? added : added.map(inverseType);
  const [primary] = types.filter((type) => type === primaryCompany || type === 5);
  if (many.to !== 'companies' || primary === undefined) return;
  for (const other of linksOf(portal, many.from, many.fromId, 'companies')) {
    if (other.id === many.toId || !other.types.includes(primary)) continue;
    const rest = other.types.filter((type) => type !== primary);
    link(portal, { ...many, toId: other.id }, rest);
  }
}

/** Each end hears of it. */
function tellLink(
  portal: Portal,
  pair: Pair,
  { types, removed }: { types: number[]; removed: boolean },
  author: Author,
): void {
  const at = portal.now();
  const ends: [Pair, number[]][] = [
    [pair, types],
    [turned(pair), types.map(inverseType)],
  ];
  for (const [{ from, fromId, to, toId }, seen] of ends) {
    const link = { to, toId, types: seen, removed };
    portal.tell({ type: 'associationChange', kind: from, id: fromId, ...link, at, author });
  }
}

/** HubSpot derives the parent of a company and the company of a contact from the links. */
function settleEnds(portal: Portal, pair: Pair): void {
  for (const [kind, id] of endsOf(pair)) {
    if (pair.from === 'companies' && pair.to === 'companies') {
      derive(portal, kind, id, 'hs_parent_company_id', childToParent);
    } else if (kind === 'contacts' && (pair.from === 'companies' || pair.to === 'companies')) {
      derive(portal, kind, id, 'associatedcompanyid', primaryCompany);
    }
  }
}

function derive(portal: Portal, kind: Kind, id: string, property: string, type: number): void {
  const has = ({ types }: Link) => types.includes(type);
  const target = linksOf(portal, kind, id, 'companies').find(has)?.id ?? '';
  const at = portal.now();
  const values = { [property]: target };
  const changed = writeValues(portal.shelves[kind], id, values, hubspotAuthor, at);
  tellChanges(portal, kind, id, changed, hubspotAuthor, at);
}

function endsOf({ from, fromId, to, toId }: Pair): [Kind, string][] {
  return [
    [from, fromId],
    [to, toId],
  ];
}
