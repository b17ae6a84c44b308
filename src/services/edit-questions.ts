import type { Actor, Subject } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { subjectColumns } from '../store/decisions.ts';
import { saveProposals } from '../store/new-proposals.ts';
import { askProposals } from './courses.ts';

/** Somebody set another owner in the CRM than the one who was wanted here: theirs stands. */
export type EditAsked = {
  subject: Subject;
  presentId: string | null;
  wantedId: string | null;
  by: Actor;
};

/** Whether it shall stay is asked of a person; where nobody was wanted here there is nothing to ask. */
export async function askAboutEdits(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  crmName: string,
  asked: EditAsked[],
): Promise<void> {
  if (asked.length === 0) return;
  const ids = asked.map(({ subject }) => subject.id);
  const questions = asked.flatMap(({ subject, presentId, wantedId, by }) =>
    wantedId === null
      ? []
      : {
          ...{ ...subjectColumns({ subject }), presentId: presentId ?? undefined, wantedId },
          flags: [{ kind: 'crm-edit' as const, by, crm: crmName }],
        },
  );
  const saved = await saveProposals(tx, workspaceId, ids, questions, ports.clock.now());
  await askProposals(tx, ports, workspaceId, saved);
}
