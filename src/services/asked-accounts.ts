import type { Db } from '../store/database.ts';
import { type Frozen, readFrozen } from '../store/dispute-freeze.ts';
import { readFacts } from '../store/facts.ts';
import { readCopies } from '../store/owned-copies.ts';
import { countChanges, readLastChanges } from '../store/ownership.ts';
import { readPins } from '../store/pins.ts';
import type { Asked } from './routing.ts';

/** All that is known of accounts when the rules are asked about them, whoever asks. */
export async function askedAccounts(
  db: Db,
  workspaceId: string,
  ids: string[],
  at: Date,
): Promise<Asked[]> {
  const facts = await readFacts(db, workspaceId, ids);
  const pins = await readPins(db, workspaceId, ids, at);
  const lastChanges = await readLastChanges(db, workspaceId, 'account', ids);
  const changes = await countChanges(db, workspaceId, { kind: 'account', ids, at });
  const copies = await readCopies(db, workspaceId, ids);
  const frozen = await readFrozen(db, workspaceId, ids);
  return [...facts].map(([subjectId, known]) => ({
    ...{ subjectId, known, pin: pins.get(subjectId), lastChange: lastChanges.get(subjectId) },
    ...{ changes: changes.get(subjectId), copy: copies.get(subjectId)?.owned },
    freeCopies: copies.get(subjectId)?.free,
    dispute: contestedBy(frozen.get(subjectId)),
  }));
}

function contestedBy(frozen: Frozen | undefined): Asked['dispute'] {
  return frozen && { by: frozen.by, since: frozen.since };
}
