import type { Stamp } from './record.ts';
import {
  type Edit,
  liveRecord,
  liveStamps,
  readEdited,
  type Shelf,
  type Sighting,
} from './shelf.ts';

/** What the search knows of a shelf: all of it as it was at a moment. */
export type Index = {
  stamps: () => Iterable<Stamp>;
  record: (id: string) => Sighting | undefined;
};

export function createIndex(shelf: Shelf, asOf: number): Index {
  const lags = Number.isFinite(asOf);
  const fresh = lags ? [...shelf.edits].filter(([, edit]) => changedAt(edit) > asOf) : [];
  if (fresh.length === 0) {
    return { stamps: () => liveStamps(shelf, 0), record: (id) => liveRecord(shelf, id) };
  }
  const known = new Map(fresh.map(([id, edit]) => [id, editAsOf(edit, asOf)]));
  const record = (id: string) => {
    if (!known.has(id)) return liveRecord(shelf, id);
    const edit = known.get(id);
    const seen = edit && readEdited(shelf, id, edit);
    return seen?.archivedAt === null ? seen : undefined;
  };
  return { record, stamps: () => stampsAsOf(shelf, known, record) };
}

function* stampsAsOf(
  shelf: Shelf,
  known: ReadonlyMap<string, unknown>,
  record: Index['record'],
): Generator<Stamp> {
  for (const stamp of liveStamps(shelf, 0)) if (!known.has(String(stamp.id))) yield stamp;
  for (const id of known.keys()) {
    const seen = record(id);
    if (seen) yield { id: Number(id), modifiedAt: seen.modifiedAt };
  }
}

function changedAt({ modifiedAt, fate }: Edit): number {
  return 'at' in fate ? fate.at : modifiedAt;
}

/** Undefined where the record did not exist yet. */
function editAsOf(edit: Edit, asOf: number): Edit | undefined {
  if (edit.madeAt > asOf) return undefined;
  const versions: Edit['versions'] = new Map();
  for (const [name, all] of edit.versions) {
    const seen = all.filter(({ at }) => at <= asOf);
    if (seen.length > 0) versions.set(name, seen);
  }
  const latest = [...versions.values()].map(([version]) => version?.at ?? 0);
  const modifiedAt = Math.max(edit.bornAt ?? 0, ...latest);
  return { ...edit, versions, modifiedAt, fate: { kind: 'live' } };
}
