import { type AuditLine, namedInLog } from '../domain/audit.ts';
import type { Owned } from '../domain/ownership.ts';
import type { OwnerHistory, Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import type { Db } from '../store/database.ts';
import { readPassingEdits } from '../store/history.ts';

type Step = OwnerHistory[number];
type People = ReadonlyMap<string, { id: string; name: string }>;

/** An account, lead or deal as it was read. `told`: when what the log has from the CRM has happened there; `taken`: the steps that are told now. */
export type Seen = {
  id: string;
  name: string;
  history: readonly Step[];
  told: ReadonlySet<number>;
  taken: ReadonlySet<number>;
  /** It came here with whoever had it: what was before that is not told. */
  since?: Date;
};

type Passed = { kind: Owned['kind']; seen: readonly Seen[]; reps: People; crmName: string };
type Passing = { step: Step; before: Step | undefined };

/**
 * Owners whom somebody set in the CRM and others followed there before it was read: nobody had it by them here, and nobody is
 * told. Each is in the log all the same, with whoever set it.
 */
export async function notePassingEdits(
  tx: Db,
  { clock }: Pick<Ports, 'clock'>,
  workspaceId: string,
  { kind, seen, reps, crmName }: Passed,
): Promise<void> {
  const idOf = (step: Step | undefined) => step?.ownerId && reps.get(step.ownerId)?.id;
  const untold = seen.flatMap((one) => {
    const steps = untoldIn(one).filter(({ step, before }) => idOf(step) !== idOf(before));
    return steps.length > 0 ? [{ ...one, steps }] : [];
  });
  if (untold.length === 0) return;
  const ids = untold.map(({ id }) => id);
  const noted = await readPassingEdits(tx, workspaceId, kind, ids);
  const lines = untold.flatMap(({ id, name, steps }) => {
    return steps
      .filter(({ step }) => !noted.get(id)?.has(step.at.getTime()))
      .map((passing) => lineOf({ kind, id, name }, passing, reps, { crmName, at: clock.now() }));
  });
  if (lines.length > 0) await appendAudit(tx, workspaceId, lines);
}

function untoldIn({ history, told, taken, since }: Seen): Passing[] {
  return history.flatMap((step, nth) => {
    const at = step.at.getTime();
    const isBefore = since !== undefined && step.at <= since;
    const isKnown = isBefore || told.has(at) || taken.has(at) || step.how === 'app';
    return isKnown ? [] : [{ step, before: history[nth - 1] }];
  });
}

function lineOf(
  { kind, id, name }: Pick<Seen, 'id' | 'name'> & { kind: Owned['kind'] },
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
    ...{ subject: { kind, id }, reason: `only for a while, in ${crmName}` },
    ...{ before: personOf(before), after: personOf(step) },
    context: { ...namedInLog({ kind }, name), happenedAt: step.at.toISOString() },
  };
}
