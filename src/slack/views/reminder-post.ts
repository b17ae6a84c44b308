import type { CareQuestion } from '../../domain/question.ts';
import { clip, plain, section } from './blocks.ts';
import { wordHeld } from './handover-card.ts';
import type { Picture } from './owner-card.ts';
import { mention, moment } from './words.ts';

/** Beneath a card that nobody answers: that it waits still, and what becomes of it. */
export function reminderPost(question: CareQuestion): Picture {
  const { dueAt } = question.kind === 'handover' ? question.handover : question.twins;
  const until = dueAt ? ` until ${moment(dueAt)}` : '';
  switch (question.kind) {
    case 'handover': {
      const { rep, held } = question.handover;
      const holds = `who has left, and holds ${wordHeld(held)}`;
      return postOf(
        `The book of ${clip(rep.name, 100)} still waits for an answer.`,
        `*Still waits${until}* for an answer: the book of ${mention(rep)}, ${holds}. ${wordThen(question)}`,
      );
    }
    case 'twins': {
      const [one, other] = question.twins.records.map(({ name }) => clip(name, 100));
      return postOf(
        `${one} and ${other} still wait for an answer.`,
        `*Still waits${until}* for an answer: are ${plain(one ?? '')} and ${plain(other ?? '')} one company? ${wordThen(question)}`,
      );
    }
  }
}

function postOf(text: string, words: string): Picture {
  return { text, blocks: [section(`:alarm_clock: ${words}`)] };
}

function wordThen(question: CareQuestion): string {
  const { course } = question.kind === 'handover' ? question.handover : question.twins;
  const kinds = new Set(course?.seats.map(({ asked }) => asked.kind));
  if (kinds.has('person')) return 'After that, whoever leads you is asked.';
  return kinds.has('managers') ? 'After that, ops are asked.' : 'It goes on waiting after that.';
}
