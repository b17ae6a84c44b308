import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import type { SavedDecision } from '../store/decisions.ts';
import { beginSpells } from '../store/restless.ts';
import { gatherIn } from './wakings.ts';

/** Whose owners go to and fro: ops are told once for as long as they do, of all that begins together in one message. */
export async function noteRestless(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  decisions: readonly SavedDecision[],
): Promise<void> {
  const found = decisions.flatMap(({ kind, subject, flags }) => {
    const restless = flags.find((one) => one.kind === 'restless');
    return kind === 'pending' && restless ? [{ subject, changes: restless.changes }] : [];
  });
  if (found.length === 0) return;
  const begun = await beginSpells(tx, workspaceId, found, ports.clock.now());
  if (begun === 0) return;
  const gather = { kind: 'tell-restless', places: [''], pace: 'many' } as const;
  await gatherIn(tx, ports, workspaceId, gather, (_, since) => ({ kind: 'tell-restless', since }));
}
