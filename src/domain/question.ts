import type { Handover } from './handover.ts';
import { firstAsked, type Proposal } from './proposal.ts';
import type { Person } from './roster.ts';
import type { Twins } from './twins.ts';

/** What a machine should not answer alone: it hangs before a person until it is answered, and shows the answer then. */
export type Question =
  | { kind: 'proposal'; proposal: Proposal }
  | { kind: 'handover'; handover: Handover }
  | { kind: 'twins'; twins: Twins };
export const questionKinds = ['proposal', 'handover', 'twins'] as const;

export function isOpen(question: Question): boolean {
  switch (question.kind) {
    case 'proposal':
      return question.proposal.state.kind === 'pending';
    case 'handover':
      return question.handover.state.kind === 'open';
    case 'twins':
      return question.twins.state.kind === 'open';
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
  }
}
