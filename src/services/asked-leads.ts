import type { Db } from '../store/database.ts';
import { readLeadFacts } from '../store/facts.ts';
import { readLastLeadChanges } from '../store/lead-ownership.ts';
import { countChanges } from '../store/ownership.ts';
import { interimWorkers } from './dispute-interim.ts';
import type { Asked } from './routing.ts';

/** All that is known of leads when the rules are asked about them, whoever asks. */
export async function askedLeads(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  at: Date,
): Promise<Asked[]> {
  const facts = await readLeadFacts(db, workspaceId, ids);
  const lastChanges = await readLastLeadChanges(db, workspaceId, [...ids]);
  const changes = await countChanges(db, workspaceId, { kind: 'lead', ids, at });
  const interim = await interimWorkers(db, workspaceId, ids);
  return [...facts].map(([subjectId, known]) => ({
    ...{ subjectId, known, lastChange: lastChanges.get(subjectId) },
    ...{ changes: changes.get(subjectId), interim: interim.get(subjectId) },
  }));
}
