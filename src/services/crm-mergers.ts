import type { Likeness } from '../domain/merger.ts';
import type { Subject } from '../domain/ownership.ts';
import type { CrmAccount, CrmLead, Ports } from '../ports.ts';
import type { WaitingNews } from '../store/crm-news.ts';
import type { Db } from '../store/database.ts';
import type { Known } from './crm-mirror.ts';
import { type Sight, thereIn } from './crm-sight.ts';
import { type Merger, merge } from './departures.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;
type Record = CrmAccount | CrmLead;

/** All that says that records have become one: what was told, where old numbers lead, and the merged record itself. */
export function mergersIn(kind: Subject['kind'], news: WaitingNews[], sight: Sight): Merger[] {
  const mergers = new Map<string, Merger>();
  const { known } = sight;
  const found = new Map<string, Record>(thereIn<Record>(sight[kind]).map((one) => [one.id, one]));
  const note = (into: string, others: string[], primary?: string) => {
    const record = found.get(into);
    const before = mergers.get(into);
    mergers.set(into, {
      ...{ kind, into, crmName: known.crmName, ...(record && { as: likenessOf(record, known) }) },
      ...before,
      ...(primary && { primary }),
      others: [...(before?.others ?? []), ...others],
    });
  };
  for (const { kind: of, id, content } of news) {
    if (of === kind && content.kind === 'merged') note(id, content.others, content.primary);
  }
  for (const [id, one] of sight[kind]) if (one.kind === 'merged') note(one.into, [id]);
  for (const { id, formerIds } of found.values()) if (formerIds) note(id, formerIds);
  return [...mergers.values()];
}

/** Before a page of them is saved: a record that was several of ours goes on as the one of them that stands for it. */
export async function mergeFormer(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { kind, page, known }: { kind: Subject['kind']; page: Record[]; known: Known },
): Promise<void> {
  for (const record of page) {
    const { id: into, formerIds: others } = record;
    if (!others) continue;
    const { crmName } = known;
    const as = likenessOf(record, known);
    await merge(tx, ports, workspaceId, { kind, into, others, as, crmName });
  }
}

function likenessOf(record: Record, { reps }: Known): Likeness {
  const { name, ownerId, attributes } = record;
  const values = Object.entries(attributes).map(([key, { value }]) => [key, value]);
  const owner = (ownerId && reps.get(ownerId)?.id) || null;
  const history = record.ownerHistory ?? [];
  const owned = new Set(history.map(({ at }) => at.getTime()));
  return { name, ownerId: owner, values: Object.fromEntries(values), owned };
}
