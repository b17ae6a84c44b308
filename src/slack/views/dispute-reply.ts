import type { DisputeCase } from '../../domain/dispute-case.ts';
import type { Claim } from '../../domain/dispute-claim.ts';
import {
  type BroughtFile,
  type DisputeEvent,
  type EventOf,
  type Finding,
  pinnedUntil,
  type Submission,
} from '../../domain/dispute-event.ts';
import { isHearing } from '../../domain/dispute-state.ts';
import { bold, clip, plain, section } from './blocks.ts';
import {
  claimWords,
  names,
  rungWords,
  wordBecause,
  wordBeside,
  wordCorrecting,
  wordDecision,
  wordFile,
  wordGoesOn,
  wordRuling,
  wordSpeakers,
  wordUnwritten,
  wordWrongData,
} from './dispute-words.ts';
import type { Picture } from './owner-card.ts';
import { count, day, mention, moment } from './words.ts';

/** What happened to a case, as a reply in its thread. */
export function disputeReply(shown: DisputeCase, event: DisputeEvent): Picture {
  const words = wordEvent(shown, event);
  const text = `Dispute ${shown.number}, ${shown.dispute.account.name}: ${bare(words)}`;
  return { text: clip(text, 2900), blocks: [section(words)] };
}

/** For the notification: without marks. */
function bare(words: string): string {
  return words.replaceAll('*', '').replaceAll('\n>', ' ').replaceAll('\n', ' ');
}

function wordEvent(shown: DisputeCase, event: DisputeEvent): string {
  const { policy } = shown;
  switch (event.kind) {
    case 'filed':
      return wordFiling(event);
    case 'joined':
      return `${mention(event.by)} joined the case: ${wordClaim(event.claim)}${wordAnew(event)}`;
    case 'reached':
      return event.seats.length === 0
        ? `Nobody sits before ${rungWords[event.rung]}, so it goes on.`
        : `It is before *${rungWords[event.rung]}* now, ${wordAsked(shown, event)}, until ${moment(event.clock.dueAt)}, ${wordBecause(event.because)}.`;
    case 'departed':
      return `${names(event.who)} left the company and is not waited for. Whoever else is asked goes on; where nobody is left, it moves up. The account stays as it is until the case ends.`;
    case 'reminded':
      return `${names(event.whom)}: half of the time is over. Without a word it moves up.`;
    case 'offered':
      return `${mention(event.by)} proposes: ${wordRuling(event.ruling, policy)}.`;
    case 'agreed':
      return `${mention(event.by)} agrees.`;
    case 'ruled':
      return `${mention(event.by)} would decide: ${wordRuling(event.ruling, policy)}.\n>${quoted(event.text)}`;
    case 'submitted':
      return wordSubmission('adds', event.submission);
    case 'files-kept':
      return wordKept(event);
    case 'not-taken':
    case 'write-refused':
    case 'write-ended':
      return wordReceipt(shown, event);
    case 'holdover-ended':
      return wordHoldoverEnd(event);
    case 'decided':
      return wordDecision(event.decision, policy);
    case 'closed':
      return `Carried out and closed.${pinOf(shown, event.at)} ${wordAppealable(shown, event)}`;
    case 'triaged':
      return wordFinding(event.finding);
    case 'applied':
      return 'What was decided is carried out.';
    default:
      return wordExit(shown, event);
  }
}

/** With whoever stands in, as long as it stands where it came to. */
function wordAsked(
  { dispute, speakers }: DisputeCase,
  { seats, clock }: EventOf<'reached'>,
): string {
  const isThere = isHearing(dispute) && dispute.clock.since.getTime() === clock.since.getTime();
  return isThere ? wordSpeakers(speakers) : names(seats);
}

/** There is one appeal. */
function wordAppealable(
  { dispute: { appeal } }: DisputeCase,
  { at, appealUntil }: EventOf<'closed'>,
): string {
  return appeal && appeal.at <= at
    ? 'It was appealed, so this stands.'
    : `Either side may appeal until ${moment(appealUntil)}, with new evidence.`;
}

/** Where somebody is asked besides. */
function wordAnew({ anew }: Pick<EventOf<'joined'>, 'anew'>): string {
  return anew ? `\nAll who are asked have until ${moment(anew.clock.dueAt)} now.` : '';
}

function wordFiling({ by, account, owner, claim }: EventOf<'filed'>): string {
  const whose = owner ? `${mention(owner)}’s` : 'nobody’s';
  const name = bold(clip(account.name, 200));
  return `${mention(by)} contests ${name}, which is ${whose}: ${wordClaim(claim)}`;
}

/** What is wrong, what should happen, and why. */
function wordClaim({ kind, wish, reason, account }: Claim): string {
  const said = `${plain(clip(wish, 300))}\n>${quoted(reason)}`;
  if (!account) return `${claimWords[kind]}. ${said}`;
  const name = bold(clip(account.name, 200));
  return `${claimWords[kind]}, about ${name} of the same family. ${said}\nIts owner is heard. The verdict is about the account of this case: ${name} is not frozen meanwhile, and what is left open can be contested afterwards.`;
}

/** What became outside of what the case ended with. */
function wordReceipt(
  { crm }: DisputeCase,
  event: EventOf<'not-taken' | 'write-refused' | 'write-ended'>,
): string {
  switch (event.kind) {
    case 'not-taken':
      return `:warning: *It was not carried out*: ${plain(clip(event.why, 800))}. So nothing has changed, and the same claim may be raised again.`;
    case 'write-refused':
      return `:warning: ${wordUnwritten(crm, event.why)} Whoever decided it, and ops, are asked whether to write it again or to take it back.`;
    case 'write-ended':
      return event.how === 'taken'
        ? `${plain(crm.name)} has the new owner now.`
        : 'The account has a newer owner since: nothing is left to be written for this case.';
  }
}

function wordHoldoverEnd({ deal, from, to }: EventOf<'holdover-ended'>): string {
  const name = bold(clip(deal, 200));
  return to
    ? `The holdover of ${name} has ended: it goes from ${mention(from)} to ${mention(to)}, as its account did.`
    : `The holdover of ${name} has ended: it stays where it is now, and ${mention(from)} need not give it up.`;
}

function wordKept({ files }: EventOf<'files-kept'>): string {
  return files.map(wordKeptFile).join('\n');
}

function wordKeptFile({ became, ...file }: BroughtFile): string {
  return became === 'lost'
    ? `I could not look up ${wordFile(file)} in Slack. If it is still needed, bring it again with *Add evidence…*.`
    : `Evidence to open: ${wordFile(file)}`;
}

function pinOf({ dispute, policy }: DisputeCase, at: Date): string {
  if (dispute.status !== 'closed') return '';
  const until = pinnedUntil(dispute.ended.decision, policy, at);
  return until ? ` Pinned until ${day(until)}: no rule moves it before then.` : '';
}

/** How it leaves its way, or goes another. */
function wordExit(
  shown: DisputeCase,
  event: EventOf<
    | 'left'
    | 'withdrawn'
    | 'merged'
    | 'moved'
    | 'changed-hands'
    | 'appealed'
    | 'appeal-dropped'
    | 'appeal-lapsed'
    | 'data-fixed'
  >,
): string {
  switch (event.kind) {
    case 'left':
      return `${mention(event.by)} has left the case; the others go on.`;
    case 'withdrawn': {
      const by = event.by ? ` by ${mention(event.by)}` : '';
      return `*Withdrawn*${by}.${event.reason ? `\n>${quoted(event.reason)}` : ''}`;
    }
    case 'merged':
      return `The account was merged with one that is disputed too. ${wordGoesOn(event)}, with all that was claimed here.${wordLeft(event)}`;
    case 'moved': {
      const whose = event.owner ? ` It is ${mention(event.owner)}’s, who is heard as a side.` : '';
      return `The account was merged: it lives on as ${bold(clip(event.account.name, 200))}, and so does the case.${whose}${wordAnew(event)}`;
    }
    case 'changed-hands':
      return wordHanded(shown, event);
    case 'appealed':
      return wordSubmission('appeals with', event.submission);
    case 'appeal-lapsed':
      return '*Nobody decided on the appeal in time*, up to the last rung. What was decided before stands.';
    case 'appeal-dropped':
      return `${mention(event.by)} drops the appeal. What was decided stands.`;
    case 'data-fixed':
      return wordCorrecting(shown.crm);
  }
}

/** With whether that is the end of it. */
function wordHanded(
  { crm, dispute }: DisputeCase,
  { owner, parties, how, anew }: EventOf<'changed-hands'>,
): string {
  const whose = mention(owner);
  const side = parties ? ', who is heard as a side from now on' : '';
  const more = wordAnew({ anew });
  if (!how) return `The account is ${whose}’s meanwhile${side}.${more}`;
  const by = bold(clip(how.by, 80));
  switch (how.kind) {
    case 'operator':
      return `${by} has given the account to ${whose}${side}, as ops may while it is disputed.\n>${quoted(how.reason)}\nThe case goes on. Unless the verdict moves it, it stays with ${whose}.${more}`;
    case 'crm': {
      const isBack = owner.id === dispute.owner?.id;
      const then = isBack ? '' : ' If the verdict is that it stays, it goes back to whose it was.';
      return `${by} has set ${whose} as its owner in ${plain(crm.name)}${side}. That decides nothing, and the case goes on.${then}${more}`;
    }
  }
}

/** Of what was brought, where the other case is full. */
function wordLeft({ left }: EventOf<'merged'>): string {
  return left
    ? ` It has no room for ${count(left, 'piece')} of the evidence: read them here, and put what still counts into one document there.`
    : '';
}

function wordFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'for-people':
      return 'The registry has gathered what it knows: see *Evidence*.';
    case 'data-wrong':
      return wordWrongData(finding);
    case 'in-band':
      return `${plain(finding.attribute)} is ${finding.value}, near the rule’s line of ${finding.line}.`;
  }
}

function wordSubmission(deed: string, submission: Submission): string {
  const { by, text } = submission;
  return `${mention(by)} ${deed}:${wordBeside(submission)}\n>${quoted(text)}`;
}

function quoted(text: string): string {
  return plain(clip(text, 800)).replaceAll('\n', '\n>');
}
