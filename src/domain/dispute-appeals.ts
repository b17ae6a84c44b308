import { canonical } from './audit.ts';
import type { DisputeEvent } from './dispute-event.ts';
import type { DisputeOutcome } from './dispute-outcome.ts';

/** How a case ended that was appealed. `isOverturned`: by the appeal the account is somebody else’s, or others have a part in it. */
type AppealedCase = { isUpheld: boolean; isOverturned: boolean };

/** By what became of the account, not by the words: silence overturns nothing, nor does a verdict with another pin. */
export function appealedCaseOf(events: readonly DisputeEvent[]): AppealedCase {
  const first = events.find(({ kind }) => kind === 'filed');
  const nth = events.findLastIndex(({ kind }) => kind === 'appealed');
  const made = events[nth];
  const before = lastOf(events.slice(0, nth));
  if (first?.kind !== 'filed' || made?.kind !== 'appealed' || !before) {
    throw new Error('only what was decided is appealed');
  }
  const [was, had] = [first.owner?.id, made.owner?.id];
  const after = lastOf(events.slice(nth + 1));
  const stands = after === undefined || after.ruling.outcome.kind === 'keep';
  const shared = partsIn((stands ? before : after).ruling.outcome);
  const has = after ? ownerBy(after.ruling.outcome, had) : had;
  const isHeard = after !== undefined && after.verdict.kind !== 'lapsed';
  const isShared = canonical(shared) !== canonical(partsIn(before.ruling.outcome));
  return {
    isUpheld: has !== was || shared.length > 0,
    isOverturned: isHeard && (has !== had || isShared),
  };
}

function lastOf(events: readonly DisputeEvent[]) {
  const last = events.findLast(({ kind }) => kind === 'decided');
  return last?.kind === 'decided' ? last.decision : undefined;
}

/** Whose it is by a verdict; where the rules or a merger say it anew, nobody’s whose it was. */
function ownerBy(outcome: DisputeOutcome, present: string | undefined): string | undefined {
  switch (outcome.kind) {
    case 'keep':
    case 'keep-alone':
    case 'hold':
    case 'split-credit':
    case 'shared-cover':
      return present;
    case 'transfer':
    case 'transfer-at':
    case 'family-owner':
      return outcome.to.id;
    case 're-route':
    case 'fix-data':
    case 'merge':
      return outcome.kind;
  }
}

/** Who has a part in it beside its owner. */
function partsIn(outcome: DisputeOutcome): string[] {
  if (outcome.kind === 'shared-cover') return [`${outcome.role} ${outcome.with.id}`];
  if (outcome.kind !== 'split-credit') return [];
  return outcome.shares.map(({ role, rep, percent }) => `${role} ${rep.id} ${percent}`).toSorted();
}
