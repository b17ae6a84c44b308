import { type Link, link, linksOf, type Pair, unlink } from './links.ts';
import type { Portal } from './portal.ts';
import { appAuthor } from './portal.ts';
import { notFound } from './problem.ts';
import { objectTypes } from './record.ts';
import { liveRecord, writeValues } from './shelf.ts';

const primaryCompany = 1;
const childToParent = 14;

export function linkRecords(portal: Portal, pair: Pair, types: number[]): void {
  for (const [kind, id] of endsOf(pair)) {
    if (!liveRecord(portal.shelves[kind], id))
      throw notFound(`${objectTypes[kind].singular} ${id}`);
  }
  link(portal, pair, types);
  settleEnds(portal, pair);
}

export function unlinkRecords(portal: Portal, pair: Pair): void {
  unlink(portal, pair);
  settleEnds(portal, pair);
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

function derive(
  portal: Portal,
  kind: Pair['from'],
  id: string,
  property: string,
  type: number,
): void {
  const has = ({ types }: Link) => types.includes(type);
  const target = linksOf(portal, kind, id, 'companies').find(has)?.id ?? '';
  writeValues(portal.shelves[kind], id, { [property]: target }, appAuthor(portal), portal.now());
}

function endsOf({ from, fromId, to, toId }: Pair): [Pair['from'], string][] {
  return [
    [from, fromId],
    [to, toId],
  ];
}
