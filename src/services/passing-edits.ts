import type { AuditLine } from '../domain/audit.ts';
import type { CrmAccount, Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import type { Db } from '../store/database.ts';
import { readPassingEdits } from '../store/history.ts';

type Step = CrmAccount['ownerHistory'][number];
type People = ReadonlyMap<string, { id: string; name: string }>;

/** An account as it was read. `told`: when what the log has from the CRM has happened there; `taken`: the steps that are told now. */
export type Seen = {
  id: string;
  name: string;
  history: readonly Step[];
  told: ReadonlySet<number>;
  taken: ReadonlySet<number>;
};

type Passing = { step: Step; before: Step | undefined };

/**
 * Owners whom somebody set in the CRM and others followed there before it was read: nobody had the account by them here, and nobody is
 * told. Each is in the log all the same, with whoever set it.
 */
export async function notePassingEdits(
  tx: Db,
  { clock }: Pick<Ports, 'clock'>,
  workspaceId: string,
  { seen, reps, crmName }: { seen: readonly Seen[]; reps: People; crmName: string },
): Promise<void> {
  const idOf = (step: Step | undefined) => step?.ownerId && reps.get(step.ownerId)?.id;
  const untold = seen.flatMap((one) => {
    const steps = untoldIn(one).filter(({ step, before }) => idOf(step) !== idOf(before));
    return steps.length > 0 ? [{ ...one, steps }] : [];
  });
  if (untold.length === 0) return;
  const ids = untold.map(({ id }) => id);
  const noted = await readPassingEdits(tx, workspaceId, ids);
  const lines = untold.flatMap(({ id, name, steps }) => {
    return steps
      .filter(({ step }) => !noted.get(id)?.has(step.at.getTime()))
      .map((passing) => lineOf({ id, name }, passing, reps, { crmName, at: clock.now() }));
  });
  if (lines.length > 0) await appendAudit(tx, workspaceId, lines);
}

function untoldIn({ history, told, taken }: Seen): Passing[] {
  return history.flatMap((step, nth) => {
    const at = step.at.getTime();
    const isKnown = told.has(at) || taken.has(at) || step.how === 'app';
    return isKnown ? [] : [{ step, before: history[nth - 1] }];
  });
}

function lineOf(
  { id, name }: Pick<Seen, 'id' | 'name'>,
  { step, before }: Passing,
  reps: People,
  { crmName, at }: { crmName: string; at: Date },
): AuditLine {
  const personOf = (one: Step | undefined) => {
    const person = one?.ownerId === undefined ? undefined : reps.get(one.ownerId);
    return person ? { id: person.id, name: person.name } : null;
  };
  return {
    ...{ at, actor: { kind: 'crm-user', ...step.by }, action: 'owner-passed' },
    ...{ subject: { kind: 'account', id }, reason: `only for a while, in ${crmName}` },
    ...{ before: personOf(before), after: personOf(step) },
    context: { account: name, happenedAt: step.at.toISOString() },
  };
}
