import { askedPeople, everAsked } from './approval-course.ts';
import type { Handover } from './handover.ts';
import type { Proposal } from './proposal.ts';
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

/** Those that are asked in one way always; a proposal's policy says how. */
export const careKinds = ['handover', 'twins'] as const;
export type CareKind = (typeof careKinds)[number];
export type CareQuestion = Extract<Question, { kind: CareKind }>;

function isOpen(question: Question): boolean {
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

/** Whether somebody is to have it before them who has not: an answer is posted only where nobody was asked. */
export function isToPost(question: Question): boolean {
  if (question.kind !== 'handover') return isOpen(question);
  const { leftAt, endedAt } = question.handover;
  return isOpen(question) || (leftAt === undefined && endedAt !== undefined);
}

/** Before whom it hangs, and in which channel beside them; before ops in any case, or where it reaches nobody else. */
export type Places = { people: Person[]; beside?: string; ops: 'too' | 'else' };

export function placesOf(question: Question): Places {
  switch (question.kind) {
    case 'proposal': {
      const { channel } = question.proposal;
      const people = askedIn(question.proposal);
      return { people, ...(channel && { beside: channel }), ops: 'else' };
    }
    case 'handover': {
      const { leftAt, by, course, preview } = question.handover;
      // What was ordered is told to whoever ordered it.
      if (!leftAt) return { people: by ? [by] : [], ops: 'else' };
      // What whoever had the rules asked would gain is for somebody above them.
      const ops = preview?.toDecider ? 'too' : 'else';
      return { people: course ? askedPeople(course, []) : [], ops };
    }
    case 'twins':
      return { people: [], ops: 'else' };
    case 'refused-write': {
      const { approver } = question.write;
      return { people: approver ? [approver] : [], ops: 'too' };
    }
  }
}

function askedIn({ course, votes, state }: Proposal): Person[] {
  if (!course) return [];
  return state.kind === 'pending' ? askedPeople(course, votes) : everAsked(course);
}

export function idOfQuestion(question: Question): string {
  switch (question.kind) {
    case 'proposal':
      return question.proposal.id;
    case 'handover':
      return question.handover.id;
    case 'twins':
      return question.twins.id;
    case 'refused-write':
      return question.write.id;
  }
}
