import type { Question } from '../../domain/question.ts';
import { handoverCard } from './handover-card.ts';
import type { Picture } from './owner-card.ts';
import { proposalCard } from './proposal-card.ts';
import { refusedWriteCard } from './refused-write-card.ts';
import { twinsCard } from './twins-card.ts';

/** A question to a person, or the answer that it got. */
export function questionCard(question: Question): Picture {
  switch (question.kind) {
    case 'proposal':
      return proposalCard(question.proposal);
    case 'handover':
      return handoverCard(question.handover);
    case 'twins':
      return twinsCard(question.twins);
    case 'refused-write':
      return refusedWriteCard(question.write);
  }
}
