import {
  type AboutAnswers,
  byZone,
  isAboutAnswer,
  type WordMoment,
  wordAboutAnswer,
} from './answer-refusal.ts';
import { type AboutDeeds, wordAboutDeed } from './deed-refusal.ts';
import {
  type AboutClaims,
  type AboutDisputes,
  wordAboutClaim,
  wordAboutDispute,
} from './dispute-refusal.ts';
import { type AboutFields, wordAboutField } from './field-refusal.ts';
import type { Suggestion } from './lookup-answer.ts';
import { type Deed, whoMay } from './permission.ts';
import type { PolicyKind } from './policy.ts';

/** A polite no. Whoever asked reads it as a sentence; anything else that is thrown is a fault. */
export type Reason =
  | { kind: 'unknown-account'; asked: string }
  | { kind: 'unknown-lead' | 'unknown-deal'; asked: string }
  | { kind: 'several-accounts'; asked: string; candidates: Suggestion[] }
  | { kind: 'unknown-rep'; asked: string }
  | { kind: 'several-reps'; asked: string; names: string[] }
  | { kind: 'no-book' }
  | { kind: 'owner-has-changed'; account: string; expected: string; present: string }
  | { kind: 'already-owner'; account: string; owner: string }
  | { kind: 'owner-has-left'; rep: string }
  | { kind: 'nothing-asked'; command?: string }
  | { kind: 'stranger' }
  | { kind: 'guest' }
  | { kind: 'deactivated' }
  | { kind: 'not-in-channel' }
  | { kind: 'out-of-date' }
  | { kind: 'too-slow' }
  | { kind: 'no-ops-channel' }
  | { kind: 'import-elsewhere' }
  | { kind: 'no-claim'; because: ClaimObstacle }
  | AboutAnswers
  | AboutDeeds
  | AboutProposals
  | AboutRules
  | AboutFiles
  | AboutFields
  | AboutClaims
  | AboutDisputes;

type AboutProposals =
  | { kind: 'has-left' }
  | { kind: 'own-gain'; subject: string }
  | { kind: 'not-your-team'; managers: string[] }
  /** Others are asked, as the policy says. */
  | { kind: 'not-asked'; asked: string[] }
  /** They have said yes already. */
  | { kind: 'has-spoken'; subject: string; asked: string[] }
  | { kind: 'agreed-by-several' | 'changed-meanwhile'; subject: string }
  /** What it was asked on is not so any more: it was decided anew, or needs nobody now. */
  | { kind: 'asked-anew'; subject: string }
  | { kind: 'nothing-proposed'; subject: string }
  | { kind: 'not-your-write'; approver: string };

/** Why somebody may not take something from a pool. */
export type ClaimObstacle =
  | { kind: 'taken'; subject: string; owner: string }
  | { kind: 'not-offered'; subject: string }
  | { kind: 'not-of-pool'; pool: string; members: string[] }
  | { kind: 'lacks'; pool: string; gift: string; word: string }
  | { kind: 'full'; load: number; capacity: number };

type AboutRules =
  | { kind: 'no-rules' }
  | { kind: 'unknown-rule'; asked: string }
  | { kind: 'rules-have-changed' }
  | { kind: 'not-your-role'; deed: Deed }
  | { kind: 'file-too-large'; name: string; bytes: number; most: number }
  | { kind: 'no-text-file'; name: string }
  | { kind: 'unreadable-rules'; problems: string[] }
  | { kind: 'faulty-rules'; problems: string[] };

type AboutFiles =
  | { kind: 'faulty-policy'; policy: PolicyKind; problems: string[] }
  | { kind: 'no-policy' | 'no-former-policy'; policy: PolicyKind }
  | { kind: 'unreadable-sheet'; problems: string[] };

export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason.kind);
    this.name = 'Refusal';
    this.reason = reason;
  }
}

/** Those that say the same to everybody. */
const asTheyAre = {
  stranger: 'Only people of this workspace can look accounts up. Ask your contact here.',
  guest: 'Guests cannot look accounts up. Ask a full member of the workspace.',
  deactivated: 'This person is deactivated in Slack, so nothing was looked up.',
  'too-slow':
    'Slack gives me three seconds to open a window, and I was slower. Nothing was changed: press once more.',
};

/** The one place where a refusal finds its words. */
export function wordRefusal(reason: Reason, moment: WordMoment = byZone('UTC')): string {
  return isAboutAnswer(reason) ? wordAboutAnswer(reason, moment) : wordAboutAsking(reason, moment);
}

function wordAboutAsking(reason: Exclude<Reason, AboutAnswers>, moment: WordMoment): string {
  switch (reason.kind) {
    case 'unknown-account':
      return `No account here answers to “${reason.asked}”. Look it up with \`/whoowns\` first.`;
    case 'unknown-lead':
      return `No lead here answers to “${reason.asked}”. It may be gone from the CRM.`;
    case 'unknown-deal':
      return `No deal here answers to “${reason.asked}”. It may be gone from the CRM.`;
    case 'several-accounts':
      return wordSeveral(reason);
    case 'unknown-rep':
      return `Nobody in the roster answers to “${reason.asked}”. Ask ops to add them.`;
    case 'several-reps':
      return `“${reason.asked}” may be ${someOf(reason.names)}. Write the whole name, or the e-mail address.`;
    case 'no-book':
      return 'You are not in the roster, so you have no book here. See somebody’s: `/territory book @ana`.';
    case 'owner-has-changed':
      return `${reason.account} has moved meanwhile: it was ${reason.expected}’s when you looked and is ${reason.present}’s now. Look again and decide anew.`;
    case 'already-owner':
      return `${reason.account} is ${reason.owner}’s already, so nothing was changed.`;
    case 'owner-has-left':
      return `${reason.rep} has left, so no account can go to them. Choose somebody who is here.`;
    case 'nothing-asked':
      return `Name an account: \`${reason.command ?? '/whoowns'} acme\`, a domain, a link from the CRM or an e-mail address.`;
    case 'stranger':
    case 'guest':
    case 'deactivated':
    case 'too-slow':
      return asTheyAre[reason.kind];
    case 'not-in-channel':
      return 'I am not in this channel. Invite me with `/invite @Cadastre`, then share again.';
    case 'no-ops-channel':
      return 'This workspace has named no channel for such questions. Ask ops to set `opsChannel` in the roster.';
    case 'import-elsewhere':
      return 'Another process goes on with this import, so this one has stopped.';
    case 'out-of-date':
      return 'That button belongs to an older message. Ask again with `/whoowns`.';
    case 'no-claim':
      return wordObstacle(reason.because);
    default:
      return wordAboutProposals(reason, moment);
  }
}

function wordAboutProposals(
  reason:
    | AboutDeeds
    | AboutProposals
    | AboutRules
    | AboutFiles
    | AboutFields
    | AboutClaims
    | AboutDisputes,
  moment: WordMoment,
): string {
  switch (reason.kind) {
    case 'has-left':
      return 'By the roster or the CRM you have left, so this is for others now. Ask ops if that is wrong.';
    case 'own-gain':
      return `${reason.subject} would become yours by it, so another manager or ops must decide. Ask one of them.`;
    case 'not-your-team':
      return `This is for ${reason.managers.join(' or ')} or ops to decide: nobody concerned is on your team.`;
    case 'not-asked':
      return `This is for ${namesOf(reason.asked)} to decide. Ask them, or ops.`;
    case 'has-spoken':
      return `You have said yes to ${reason.subject} already. It still waits for ${namesOf(reason.asked)}.`;
    case 'agreed-by-several':
      return `Several people have to agree on ${reason.subject}, so nobody gives it to somebody else alone. Reject it and say whom you would choose, or ask ops to reassign it.`;
    case 'changed-meanwhile':
      return `What is asked about ${reason.subject} has changed since you looked, so it was left as it is. Look at it again with \`/territory approvals\`.`;
    case 'asked-anew':
      return `What was known of ${reason.subject} has changed since this was asked, so nothing was done. If it still needs a person, the new question is in \`/territory approvals\`.`;
    case 'nothing-proposed':
      return `Nobody is proposed for ${reason.subject}, so there is nobody to approve. Use Reassign… and choose.`;
    case 'not-your-write':
      return `This is for ${reason.approver}, who decided it, or for ops. Ask one of them.`;
    case 'not-your-account':
    case 'already-pinned':
    case 'no-crm-owner':
    case 'not-pinned':
    case 'nobody-named':
      return wordAboutDeed(reason);
    default:
      return wordAboutRules(reason, moment);
  }
}

function namesOf(asked: string[]): string {
  return asked.length > 0 ? asked.join(' or ') : 'ops';
}

const NAMED = 12;

function firstOf(names: string[]): string[] {
  const more = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])];
}

function someOf(names: string[]): string {
  const shown = firstOf(names);
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

function wordObstacle(because: ClaimObstacle): string {
  switch (because.kind) {
    case 'taken':
      return `${because.subject} is ${because.owner}’s already, so nothing was changed.`;
    case 'not-offered':
      return `${because.subject} is not up to be claimed. See who owns it, and why, with \`/whoowns\`.`;
    case 'not-of-pool':
      return `Only members of the pool ${because.pool} may claim this: ${firstOf(because.members).join(', ')}.`;
    case 'lacks':
      return `The pool ${because.pool} asks for the ${because.gift} ${because.word}, which the roster does not have of you. Ask ops.`;
    case 'full':
      return `You have ${because.load} accounts, of at most ${because.capacity}, so you can claim no more. Ask your manager.`;
  }
}

function wordAboutRules(
  reason: AboutRules | AboutFiles | AboutFields | AboutClaims | AboutDisputes,
  moment: WordMoment,
): string {
  switch (reason.kind) {
    case 'no-rules':
      return 'No rules are published yet. Ops can publish a file with `cadastre rules publish`.';
    case 'unknown-rule':
      return `No published rule is called “${reason.asked.slice(0, 100)}”. See \`/territory rules\`.`;
    case 'rules-have-changed':
      return 'The rules were published anew since you looked. See them with `/territory rules`.';
    case 'not-your-role':
      return `Only ${whoMay(reason.deed)} can ${reason.deed}. Ask one of them, or ask ops for the role.`;
    case 'file-too-large':
      return `${reason.name} has ${megabytes(reason.bytes)}, and a rule file may have ${megabytes(reason.most)} at most. Is it the right file?`;
    case 'no-text-file':
      return `${reason.name} is no plain text in UTF-8, so it cannot be a rule file.`;
    case 'faulty-rules':
      return ['These rules cannot hold; nothing was changed:', ...reason.problems].join('\n');
    case 'unreadable-rules':
      return ['These rules cannot be read; nothing was changed:', ...reason.problems].join('\n');
    default:
      return wordAboutFiles(reason, moment);
  }
}

function wordAboutFiles(
  reason: AboutFiles | AboutFields | AboutClaims | AboutDisputes,
  moment: WordMoment,
): string {
  switch (reason.kind) {
    case 'unreadable-sheet':
      return ['This file cannot be taken over; nothing was changed:', ...reason.problems].join(
        '\n',
      );
    case 'faulty-policy':
      return [
        `This policy for ${reason.policy} cannot hold; nothing was changed:`,
        ...reason.problems,
      ].join('\n');
    case 'no-policy':
      return `No policy for ${reason.policy} is published: the usual way holds. Ops can publish one with \`cadastre policy publish ${reason.policy} FILE\`.`;
    case 'no-former-policy':
      return `There is no earlier policy for ${reason.policy} to go back to. Publish another file instead.`;
    case 'unfit-claim':
      return wordAboutClaim(reason);
    case 'no-crm':
    case 'no-such-property':
    case 'no-such-attribute':
    case 'other-type':
    case 'not-rankable':
    case 'faulty-ranking':
      return wordAboutField(reason);
    default:
      return wordAboutDispute(reason, moment);
  }
}

function wordSeveral({ asked, candidates }: Extract<Reason, { kind: 'several-accounts' }>): string {
  const ask = `“${asked}” may be one of several. Name yours by its CRM id, here in front, or by a domain of its own:`;
  return [ask, ...candidates.map(wordCandidate)].join('\n');
}

function wordCandidate({ crmId, name, place, owner }: Suggestion): string {
  const held = owner ? `${owner.name}’s` : 'nobody’s';
  return `  ${crmId}  ${[name, place, held].filter(Boolean).join(' · ')}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
