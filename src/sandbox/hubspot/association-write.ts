import { hubspotAuthor } from './author.ts';
import { inverseType, type Link, link, linksOf, type Pair, turned, unlink } from './links.ts';
import type { Portal } from './portal.ts';
import { invalid, notFound } from './problem.ts';
import { type Kind, objectTypes } from './record.ts';
import { type Author, liveRecord, writeValues } from './shelf.ts';
import { tellChanges } from './telling.ts';

const primaryCompany = 1;
const primaryCompanyOfDeal = 5;
const childToParent = 14;
/** Of these a record has one link at most. */
const onlyOne = [primaryCompany, primaryCompanyOfDeal, childToParent];

export function linkRecords(portal: Portal, asked: Pair, types: number[], author: Author): void {
  const fromId = liveId(portal, asked.from, asked.fromId);
  const toId = liveId(portal, asked.to, asked.toId);
  const pair = { ...asked, fromId, toId };
  if (pair.from === pair.to && fromId === toId) throw invalid('A record is not linked to itself');
  const before = linkBetween(portal, pair)?.types ?? [];
  const added = types.filter((type) => !before.includes(type));
  if (added.length === 0) return;
  yieldOnlyOne(portal, pair, added, author);
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

/** The former primary company stays linked, but is that no more; a former parent is cut off. */
function yieldOnlyOne(portal: Portal, pair: Pair, added: number[], author: Author): void {
  for (const [{ from, fromId, to, toId }, types] of bothWays(pair, added)) {
    const only = types.find((type) => onlyOne.includes(type));
    if (only === undefined) continue;
    for (const other of linksOf(portal, from, fromId, to)) {
      if (other.id === toId || !other.types.includes(only)) continue;
      const former = { from, fromId, to, toId: other.id };
      const rest = other.types.filter((type) => type !== only);
      if (rest.length > 0) link(portal, former, rest);
      else unlinkRecords(portal, former, author);
    }
  }
}

function bothWays(pair: Pair, types: number[]): [Pair, number[]][] {
  return [
    [pair, types],
    [turned(pair), types.map(inverseType)],
  ];
}

/** Each end hears of it. */
function tellLink(
  portal: Portal,
  pair: Pair,
  { types, removed }: { types: number[]; removed: boolean },
  author: Author,
): void {
  const at = portal.now();
  for (const [{ from, fromId, to, toId }, seen] of bothWays(pair, types)) {
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
