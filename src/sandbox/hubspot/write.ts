import { settleLinks } from './association-write.ts';
import { hubspotAuthor } from './author.ts';
import { checkValues } from './complaint.ts';
import { formerIds } from './links.ts';
import type { Portal } from './portal.ts';
import { invalid, notFound } from './problem.ts';
import { isoTime, type Kind, modifiedProperty, objectTypes, type Version } from './record.ts';
import {
  type Author,
  addMerged,
  addRecord,
  archiveRecord,
  liveRecord,
  mergeInto,
  pastOf,
  purgeRecord,
  readRecord,
  restoreRecord,
  type Sighting,
  writeValues,
} from './shelf.ts';
import { tellChanges } from './telling.ts';

type Values = Record<string, string>;

const ninetyDays = 90 * 86_400_000;

export function createRecord(portal: Portal, kind: Kind, given: Values, author: Author): string {
  checkValues(portal, kind, given);
  const at = portal.now();
  const id = addRecord(portal.shelves[kind], given, author, at);
  portal.tell({ type: 'creation', kind, id, at, author });
  settle(portal, kind, id, { given, author, at });
  return id;
}

export function updateRecord(
  portal: Portal,
  kind: Kind,
  id: string,
  given: Values,
  author: Author,
): void {
  const record = liveOrMissing(portal, kind, id);
  checkValues(portal, kind, given);
  const at = portal.now();
  portal.noteWrite({ kind, id: record.id, given, author });
  const changed = writeValues(portal.shelves[kind], record.id, given, author, at);
  const news = Object.fromEntries(changed.map((name) => [name, given[name] ?? '']));
  settle(portal, kind, record.id, { given: news, author, at });
}

/** Writes what follows from new values, and tells of both. */
function settle(
  portal: Portal,
  kind: Kind,
  id: string,
  { given, author, at }: { given: Values; author: Author; at: number },
): void {
  const after = consequences(portal, kind, given, at);
  const followed = writeValues(portal.shelves[kind], id, after, hubspotAuthor, at);
  tellChanges(portal, kind, id, Object.keys(given), author, at);
  tellChanges(portal, kind, id, followed, hubspotAuthor, at);
}

/** Deleting what is already gone is no error: HubSpot answers 204 to both. */
export function removeRecord(portal: Portal, kind: Kind, id: string, author: Author): void {
  const record = liveRecord(portal.shelves[kind], id);
  if (!record) return;
  const at = portal.now();
  archiveRecord(portal.shelves[kind], record.id, at);
  portal.tell({ type: 'deletion', kind, id: record.id, at, author });
}

/** The merged record has a new id; both old ids lead to it from now on. */
export function mergeRecords(
  portal: Portal,
  kind: Kind,
  primaryId: string,
  otherId: string,
  author: Author,
): string {
  const shelf = portal.shelves[kind];
  const primary = liveOrMissing(portal, kind, primaryId);
  const other = liveOrMissing(portal, kind, otherId);
  if (primary.id === other.id) throw invalid('A record cannot be merged with itself');
  const at = portal.now();
  const merged = [primary.id, other.id];
  const former = merged.flatMap((id) => formerIds(portal, kind, id)).join(';');
  const id = addMerged(shelf, primary, mergedHistory(kind, { primary, other, former, author, at }));
  for (const old of merged) mergeInto(shelf, old, id, at);
  portal.tell({ type: 'merge', kind, id, primary: primary.id, merged, at, author });
  settleLinks(portal, kind, id);
  return id;
}

/** HubSpot keeps what is archived for ninety days. */
export function restoreArchived(portal: Portal, kind: Kind, id: string, author: Author): void {
  const shelf = portal.shelves[kind];
  const record = readRecord(shelf, id);
  const at = portal.now();
  if (record?.archivedAt == null || at - record.archivedAt > ninetyDays) {
    throw notFound(`Archived ${objectTypes[kind].singular} ${id}`);
  }
  restoreRecord(shelf, record.id, at);
  portal.tell({ type: 'restore', kind, id: record.id, at, author });
}

/** Deletes a contact and all that was known of it, for good. */
export function purgeContact(portal: Portal, id: string, author: Author): void {
  const record = readRecord(portal.shelves.contacts, id);
  if (!record) throw notFound(`contact ${id}`);
  purgeRecord(portal.shelves.contacts, record.id);
  const at = portal.now();
  portal.tell({ type: 'privacyDeletion', kind: 'contacts', id: record.id, at, author });
}

type Merge = { primary: Sighting; other: Sighting; former: string; author: Author; at: number };

/** The primary's past goes on; only what it lacked comes from the other, by the merge. */
function mergedHistory(kind: Kind, merge: Merge): Map<string, Version[]> {
  const { primary, other, former, author, at } = merge;
  const sourceType = `MERGE_${kind.toUpperCase()}`;
  const byMerge = (value: string): Version[] => [{ value, at, ...author, sourceType }];
  const names = new Set([...Object.keys(primary.properties), ...Object.keys(other.properties)]);
  names.delete('hs_object_id');
  names.delete(modifiedProperty(kind));
  const history = new Map<string, Version[]>();
  for (const name of names) {
    const lent = primary.properties[name] === undefined && other.properties[name];
    history.set(name, [...(lent ? byMerge(lent) : []), ...pastOf(primary, name)]);
  }
  return history.set('hs_merged_object_ids', byMerge(former));
}

function liveOrMissing(portal: Portal, kind: Kind, id: string): Sighting {
  const record = liveRecord(portal.shelves[kind], id);
  if (!record) throw notFound(`${objectTypes[kind].singular} ${id}`);
  return record;
}

/** What HubSpot itself sets when the owner of a record or the stage of a deal changes. */
function consequences(portal: Portal, kind: Kind, given: Values, at: number): Values {
  return {
    ...(given.hubspot_owner_id === undefined
      ? {}
      : ofOwner(portal, kind, given.hubspot_owner_id, at)),
    ...(kind === 'deals' && given.dealstage !== undefined ? ofStage(given.dealstage) : {}),
  };
}

function ofOwner({ company }: Portal, kind: Kind, owner: string, at: number): Values {
  const person = company.people.find(({ crmOwnerId }) => crmOwnerId === owner);
  const team = company.teams.find(({ name }) => name === person?.team);
  return {
    hubspot_owner_assigneddate: owner === '' ? '' : isoTime(at),
    hubspot_team_id: team?.crmId ?? '',
    ...(kind === 'companies' ? { hs_all_owner_ids: owner } : {}),
  };
}

function ofStage(stage: string): Values {
  return {
    hs_is_closed: String(stage.startsWith('closed')),
    hs_is_closed_won: String(stage === 'closedwon'),
  };
}
