import { z } from 'zod';
import type { CrmMerged } from '../../ports.ts';
import { wish } from './account.ts';
import type { Connection } from './connection.ts';
import { faultOf } from './fault.ts';
import { recordsById } from './record.ts';
import { MOST_TRIES, waitBeforeRetry } from './retry.ts';

const what = 'Merging two companies';

/**
 * A merger cannot be undone, and its answer may get lost behind one that was carried out: what stands is read before each
 * try. HubSpot gives the merged company a new id, to which both old ones lead.
 */
export async function mergeCompanies(
  connection: Connection,
  keep: string,
  other: string,
): Promise<CrmMerged> {
  for (let tries = 1; ; tries += 1) {
    const standing = await standingOf(connection, keep, other);
    if (standing !== 'apart') return standing;
    try {
      const { id: into } = await connection.send(what, z.object({ id: z.string() }), (client) =>
        client.crm.companies.basicApi.merge({ primaryObjectId: keep, objectIdToMerge: other }),
      );
      return { kind: 'merged', into };
    } catch (error) {
      const fault = faultOf(error, what);
      const isFinal = ['invalid', 'forbidden', 'conflict', 'gone'].includes(fault.kind);
      if (isFinal) return { kind: 'refused', problem: fault.message };
      const waitMs = waitBeforeRetry(fault, tries, connection.pace);
      if (waitMs === undefined || tries >= MOST_TRIES) throw fault;
      await connection.pace.sleep(waitMs);
    }
  }
}

async function standingOf(
  connection: Connection,
  keep: string,
  other: string,
): Promise<CrmMerged | 'apart'> {
  const found = await recordsById(connection, wish, [keep, other]);
  const [kept, lost] = [found.get(keep), found.get(other)];
  const into = (sight: typeof kept, id: string) => (sight?.kind === 'merged' ? sight.into : id);
  const one = into(kept, keep);
  if (one === into(lost, other)) return { kind: 'merged', into: one };
  if (kept?.kind === 'there' && lost?.kind === 'there') return 'apart';
  const problem = `${what}: one of them has been deleted in HubSpot, or merged with a third one. Look at both there.`;
  return { kind: 'refused', problem };
}
