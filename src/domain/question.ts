import type { Handover } from './handover.ts';
import { firstAsked, type Proposal } from './proposal.ts';
import type { RefusedWrite } from './refused-write.ts';
import type { Person } from './roster.ts';
import type { Twins } from './twins.ts';

/** What a machine should not answer alone: it hangs before a person until it is answered, and shows the answer then. */
export type Question =
  | { kind: 'proposal'; proposal: Proposal }
  | { kind: 'handover'; handover: Handover }
  | { kind: 'twins'; twins: Twins }
  | { kind: 'refused-write'; write: RefusedWrite };
export const questionKinds = ['proposal', 'handover', 'twins', 'refused-write'] as const;

export function isOpen(question: Question): boolean {
  switch (question.kind) {
    case 'proposal':
      return question.proposal.state.kind === 'pending';
    case 'handover':
      return question.handover.state.kind === 'open';
    case 'twins':
      return question.twins.state.kind === 'open';
    case 'refused-write':
      return question.write.state.kind === 'open';
  }
}

/** Who reads it first; undefined where it is for ops. */
export function askedFirst(question: Question): Person | undefined {
  switch (question.kind) {
    case 'proposal':
      return firstAsked(question.proposal);
    case 'handover':
      return question.handover.manager;
    case 'twins':
      return undefined;
    case 'refused-write':
      return question.write.approver;
  }
}

/** Whether ops read it in any case; else they do where nobody else can. */
export function isForOpsToo({ kind }: Question): boolean {
  return kind === 'refused-write';
}
