import {
  type CrmRecord,
  isoTime,
  type Kind,
  modifiedProperty,
  type Source,
  type Stamp,
  type Version,
} from './record.ts';

type Fate =
  | { kind: 'live' }
  | { kind: 'archived'; at: number }
  | { kind: 'merged'; into: string; at: number }
  /** Deleted for good, as privacy law asks: nothing brings it back. */
  | { kind: 'purged' };

/** What happened to a record since the sandbox started; everything else is told by the source. */
export type Edit = {
  /** The create date of a record that the source does not tell. */
  bornAt: number | null;
  /** When its id came to be: a merged record is younger than its create date. */
  madeAt: number;
  modifiedAt: number;
  versions: Map<string, Version[]>;
  fate: Fate;
};

/** All records of one kind: the told ones with the edits over them. */
export type Shelf = { source: Source; edits: Map<string, Edit>; nextId: number };

export type Sighting = CrmRecord & { archivedAt: number | null };

export type Author = Pick<Version, 'sourceType' | 'sourceId' | 'updatedByUserId'>;

const firstNewId: Record<Kind, number> = {
  companies: 90_000_000_001,
  contacts: 91_000_000_001,
  deals: 92_000_000_001,
};

export function createShelf(source: Source): Shelf {
  return { source, edits: new Map(), nextId: firstNewId[source.kind] };
}

/** The record, live or archived; the id of a merged one leads to what it became. */
export function readRecord(shelf: Shelf, id: string): Sighting | undefined {
  const edit = shelf.edits.get(id);
  if (edit?.fate.kind === 'merged') return readRecord(shelf, edit.fate.into);
  return readEdited(shelf, id, edit);
}

export function readEdited(shelf: Shelf, id: string, edit: Edit | undefined): Sighting | undefined {
  if (edit?.fate.kind === 'purged') return undefined;
  const told = edit?.bornAt != null ? blank(shelf, id, edit.bornAt) : shelf.source.read(id);
  if (!told) return undefined;
  if (!edit) return { ...told, archivedAt: null };
  return {
    ...overlay(shelf.source.kind, told, edit),
    archivedAt: edit.fate.kind === 'archived' ? edit.fate.at : null,
  };
}

export function liveRecord(shelf: Shelf, id: string): Sighting | undefined {
  const record = readRecord(shelf, id);
  return record?.archivedAt === null ? record : undefined;
}

/** Live records in order of id, as cheaply as the source tells them. */
export function* liveStamps(shelf: Shelf, after: number): Generator<Stamp> {
  for (const stamp of shelf.source.stampsAfter(after)) {
    const edit = shelf.edits.size > 0 ? shelf.edits.get(String(stamp.id)) : undefined;
    if (!edit) yield stamp;
    else if (edit.fate.kind === 'live') yield { id: stamp.id, modifiedAt: edit.modifiedAt };
  }
  for (let id = Math.max(firstNewId[shelf.source.kind], after + 1); id < shelf.nextId; id += 1) {
    const edit = shelf.edits.get(String(id));
    if (edit?.fate.kind === 'live') yield { id, modifiedAt: edit.modifiedAt };
  }
}

export function* archivedStamps(shelf: Shelf, after: number): Generator<Stamp> {
  const archived = [...shelf.edits].filter(([, { fate }]) => fate.kind === 'archived');
  const stamps = archived.map(([id, { modifiedAt }]) => ({ id: Number(id), modifiedAt }));
  yield* stamps.filter(({ id }) => id > after).sort((a, b) => a.id - b.id);
}

export function addRecord(
  shelf: Shelf,
  values: Record<string, string>,
  author: Author,
  at: number,
): string {
  const id = String(shelf.nextId);
  shelf.nextId += 1;
  shelf.edits.set(id, { ...untouched(at), bornAt: at, modifiedAt: at });
  writeValues(shelf, id, values, author, at);
  return id;
}

/** A record that is born with a past: what was merged goes on under a new id. */
export function addMerged(
  shelf: Shelf,
  { createdAt }: CrmRecord,
  versions: Map<string, Version[]>,
): string {
  const id = String(shelf.nextId);
  shelf.nextId += 1;
  const [merge] = versions.get('hs_merged_object_ids') ?? [];
  const modifiedAt = merge?.at ?? createdAt;
  shelf.edits.set(id, { ...untouched(modifiedAt), bornAt: createdAt, modifiedAt, versions });
  return id;
}

/** Returns the names of properties whose value is now another one. */
export function writeValues(
  shelf: Shelf,
  id: string,
  values: Record<string, string>,
  author: Author,
  at: number,
): string[] {
  const before = readRecord(shelf, id);
  const changed = Object.keys(values).filter(
    (name) => (before?.properties[name] ?? '') !== values[name],
  );
  if (changed.length === 0) return [];
  const edit = editOf(shelf, id);
  for (const name of changed) {
    const version = { value: values[name] ?? '', at, ...author };
    edit.versions.set(name, [version, ...(edit.versions.get(name) ?? [])]);
  }
  edit.modifiedAt = at;
  return changed;
}

export function archiveRecord(shelf: Shelf, id: string, at: number): void {
  const edit = editOf(shelf, id);
  edit.fate = { kind: 'archived', at };
  edit.modifiedAt = at;
}

export function restoreRecord(shelf: Shelf, id: string, at: number): void {
  const edit = editOf(shelf, id);
  edit.fate = { kind: 'live' };
  edit.modifiedAt = at;
}

/** Nothing of what was written is kept. */
export function purgeRecord(shelf: Shelf, id: string): void {
  const edit = editOf(shelf, id);
  edit.fate = { kind: 'purged' };
  edit.versions.clear();
}

export function mergeInto(shelf: Shelf, id: string, into: string, at: number): void {
  editOf(shelf, id).fate = { kind: 'merged', into, at };
}

function editOf(shelf: Shelf, id: string): Edit {
  const known = shelf.edits.get(id);
  if (known) return known;
  const edit = untouched(0);
  shelf.edits.set(id, edit);
  return edit;
}

function untouched(madeAt: number): Edit {
  return { bornAt: null, madeAt, modifiedAt: 0, versions: new Map(), fate: { kind: 'live' } };
}

function blank(shelf: Shelf, id: string, bornAt: number): CrmRecord {
  const properties = {
    createdate: isoTime(bornAt),
    [modifiedProperty(shelf.source.kind)]: isoTime(bornAt),
    hs_object_id: id,
    hs_object_source: 'INTEGRATION',
  };
  return { id, createdAt: bornAt, modifiedAt: bornAt, properties, history: {} };
}

function overlay(kind: Kind, told: CrmRecord, edit: Edit): CrmRecord {
  const properties = { ...told.properties, [modifiedProperty(kind)]: isoTime(edit.modifiedAt) };
  const history = { ...told.history };
  for (const [name, versions] of edit.versions) {
    const value = versions[0]?.value ?? '';
    history[name] = [...versions, ...pastOf(told, name)];
    if (value === '') delete properties[name];
    else properties[name] = value;
  }
  return { ...told, modifiedAt: edit.modifiedAt, properties, history };
}

/** Every version of a property; one that never changed has had its value from the start. */
export function pastOf(record: CrmRecord, name: string): Version[] {
  const known = record.history[name];
  if (known) return known;
  const value = record.properties[name];
  return value === undefined ? [] : [{ value, at: record.createdAt, sourceType: 'IMPORT' }];
}
