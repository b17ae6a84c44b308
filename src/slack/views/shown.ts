import { z } from 'zod';
import { noticeCsv } from '../../domain/notice-csv.ts';
import { idOfQuestion } from '../../domain/question.ts';
import type { Shown } from '../../domain/shown.ts';
import { waitingPost } from './approvals-list.ts';
import { brokenFieldsPost } from './broken-fields-post.ts';
import { crmPausePost } from './crm-pause-post.ts';
import { disputeCard } from './dispute-card.ts';
import { disputeReply } from './dispute-reply.ts';
import { fixesPost } from './fixes-modal.ts';
import { givenUpPost } from './given-up.ts';
import { importPost } from './import-post.ts';
import { noticePicture } from './notice.ts';
import { ownerCard, type Picture } from './owner-card.ts';
import { questionCard } from './question-card.ts';
import { refusedPost } from './refused-list.ts';
import { reminderPost } from './reminder-post.ts';
import { restlessPost } from './restless-post.ts';
import { ruleNotePost } from './rule-note.ts';
import { severalPost } from './several-modal.ts';
import { wokenPost } from './woken-post.ts';

/** Slack keeps it with a message, for apps alone to read. */
const EVENT = 'cadastre_shown';
type Post = Picture & { metadata?: { event_type: string; event_payload: { key: string } } };

/** A message as Slack takes it, with the key by which it is found again. */
export function shownPost(shown: Shown): Post {
  const key = keyOf(shown);
  const metadata = key === undefined ? undefined : { event_type: EVENT, event_payload: { key } };
  return { ...pictureOf(shown), ...(metadata && { metadata }) };
}

function pictureOf(shown: Shown): Picture {
  switch (shown.kind) {
    case 'owner-card':
      return ownerCard(shown.card, { kind: 'shared', by: shown.by });
    case 'question':
      return questionCard(shown.question);
    case 'reminder':
      return reminderPost(shown.question);
    case 'notices':
      return noticePicture(shown.batch);
    case 'waiting':
      return waitingPost(shown.waiting);
    case 'woken':
      return wokenPost(shown.woken);
    case 'several':
      return severalPost(shown.outcome);
    case 'refused':
      return refusedPost(shown);
    case 'restless':
      return restlessPost(shown.note);
    case 'given-up':
      return givenUpPost(shown.givenUp);
    case 'crm-pause':
      return crmPausePost(shown.standstill);
    case 'broken-fields':
      return brokenFieldsPost(shown.broken);
    case 'import':
      return importPost(shown.now);
    case 'fixes':
      return fixesPost(shown.outcome);
    case 'dispute':
      return disputeCard(shown.dispute);
    case 'dispute-event':
      return disputeReply(shown.dispute, shown.event);
    case 'rule-note':
      return ruleNotePost(shown.note);
  }
}

/** What goes beside it: of many changes at once a message names the first ones only. */
export function fileOf(shown: Shown): { name: string; title: string; text: string } | undefined {
  if (shown.kind !== 'notices' || shown.batch.notices.length < 2) return undefined;
  const { text: title } = noticePicture(shown.batch);
  return { name: 'accounts.csv', title, text: noticeCsv(shown.batch.notices) };
}

/** What there is one message of in each place. */
function keyOf(shown: Shown): string | undefined {
  switch (shown.kind) {
    case 'import':
      return `import ${shown.now.id}`;
    case 'dispute':
      return `dispute ${shown.dispute.id}`;
    case 'dispute-event':
      return `dispute ${shown.dispute.id} ${shown.seq}`;
    case 'rule-note':
      return `rule-note ${shown.note.disputeId}`;
    case 'fixes':
      return `fixes ${shown.outcome.batchId}`;
    case 'question':
      return `${shown.question.kind} ${idOfQuestion(shown.question)}`;
    case 'reminder':
      return `reminder ${shown.key}`;
    case 'woken':
      return `woken ${shown.woken.key}`;
    case 'several':
      return `several ${shown.key}`;
    case 'refused':
      return `refused ${shown.key}`;
    case 'notices':
      return `notices ${shown.batch.id}`;
    case 'restless':
      return `restless ${shown.note.id}`;
    case 'given-up':
      return `given-up ${shown.since}`;
    case 'crm-pause':
      return `crm-pause ${shown.since}`;
    case 'broken-fields':
      return `broken-fields ${shown.since}`;
    case 'waiting':
      return `waiting ${shown.since}`;
    case 'owner-card':
      return undefined;
  }
}

const seen = z.object({
  metadata: z.object({
    event_type: z.literal(EVENT),
    event_payload: z.object({ key: z.string() }),
  }),
});

/** Whether a message is the one that shows this. */
export function shows(message: unknown, shown: Shown): boolean {
  const parsed = seen.safeParse(message);
  return parsed.success && parsed.data.metadata.event_payload.key === keyOf(shown);
}
