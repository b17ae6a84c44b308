import { type AnyOwnerChange, type Owned, ownedIn, ownerTaskOf } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import type { Saved } from '../store/ownership.ts';
import { askAboutEdits, type EditAsked } from './edit-questions.ts';
import { queueTasks } from './tasks.ts';

type TakenOver = {
  changed: Saved<AnyOwnerChange>[];
  /** Who owns them in the CRM. */
  presentIds: Map<string, string | null>;
  /** Those that had only gone with their account: of them nobody is asked. */
  followed?: ReadonlySet<string>;
};

/**
 * What somebody set in the CRM in the moment before our write went over it is taken over here, but is not what the CRM has: it is
 * written back, and a person is asked, as about an edit that our look had seen.
 */
export async function putBackEdits(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  crmName: string,
  { changed, presentIds, followed = new Set() }: TakenOver,
): Promise<void> {
  const last = new Map(changed.map((change) => [ownedIn(change).id, change]));
  const hidden = [...last].filter(([id, { wanted }]) => presentIds.get(id) !== wanted);
  const hiddenIds = new Set(hidden.map(([id]) => id));
  // All steps, though the last carries the others: from the first one is known what the CRM has.
  const steps = changed.filter((change) => hiddenIds.has(ownedIn(change).id));
  const writes = steps.map((change) => ownerTaskOf(ownedIn(change), change.id, change.wanted));
  await queueTasks(tx, ports, workspaceId, writes);
  const asked = hidden
    .filter(([id]) => !followed.has(id))
    .flatMap(([id, change]) => askedOf(ownedIn(change), change, presentIds.get(id) ?? null));
  await askAboutEdits(tx, ports, workspaceId, crmName, asked);
}

/** Nobody decides on deals here. */
function askedOf(
  owned: Owned,
  { wanted: presentId, actor: by }: AnyOwnerChange,
  wantedId: string | null,
): EditAsked[] {
  return owned.kind === 'deal' ? [] : [{ subject: owned, presentId, wantedId, by }];
}
