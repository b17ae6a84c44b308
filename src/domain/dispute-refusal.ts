import type { WordMoment } from './answer-refusal.ts';

/** Polite noes about disputes, and their words. */
export type AboutDisputes =
  | { kind: 'disputed'; account: string; disputeId: string; by: string; status: string }
  | BarredClaim
  | { kind: 'theirs-already'; account: string; owner: string }
  | { kind: 'joined-already'; account: string }
  | UnfitDecider
  | { kind: 'not-a-party'; account: string }
  | { kind: 'not-your-case'; account: string }
  | { kind: 'not-now'; account: string; status: string }
  | { kind: 'offer-changed'; account: string }
  | { kind: 'word-changed'; account: string }
  | { kind: 'beyond-peers'; account: string }
  | { kind: 'last-rung'; account: string }
  | { kind: 'unknown-reason'; code: string }
  | { kind: 'ops-decided'; account: string }
  | { kind: 'no-words' }
  | { kind: 'no-ruling'; fault: RulingFault }
  | { kind: 'no-appeal'; because: AppealObstacle }
  | { kind: 'enough-evidence'; account: string };

/** What of a claim cannot be taken as it was typed. */
export type AboutClaims = { kind: 'unfit-claim'; fault: ClaimFault };
type ClaimFault =
  | { kind: 'no-link'; written: string }
  | { kind: 'many-links'; most: number }
  | { kind: 'unknown-fact'; attribute: string; help: string }
  | { kind: 'day-to-come' };

type UnfitDecider =
  | { kind: 'party-decides'; account: string }
  | { kind: 'their-gain'; account: string; whose: string }
  | { kind: 'not-on-bench'; account: string; who: string[] };

type BarredClaim = { kind: 'barred' | 'withdrawn-often'; account: string; until: Date };

export type RulingFault =
  | { kind: 'nothing-to-hold-over' }
  | {
      kind: 'wrong-day';
      what: 'holdover' | 'pin' | 'hold' | 'transfer';
      days: number;
      isAfter: boolean;
    }
  | { kind: 'no-splits'; roles: readonly string[] }
  | { kind: 'one-share' | 'twice-named' | 'same-record' | 'no-crm' }
  | { kind: 'not-whole'; role: string; total: number };

export type AppealObstacle =
  | { kind: 'once' | 'let-be' | 'granted' }
  | { kind: 'too-late'; until: Date }
  | { kind: 'nothing-new' }
  | { kind: 'other-case' };

export function wordAboutDispute(reason: AboutDisputes, moment: WordMoment): string {
  switch (reason.kind) {
    case 'disputed':
      return `${reason.account} is disputed by ${reason.by} (${reason.status}), so its owner stays as it is until the case is closed. See \`/territory disputes\`; ops can override it with a reason.`;
    case 'barred':
    case 'withdrawn-often':
      return wordBar(reason, moment);
    case 'theirs-already':
      return `${reason.account} is ${reason.owner}’s already: nothing would change. Where somebody else contests it, add what you know to their case with *Add evidence…*.`;
    case 'joined-already':
      return `You are in the case on ${reason.account} already. Add what you know with *Add evidence…*.`;
    case 'party-decides':
    case 'their-gain':
    case 'not-on-bench':
      return wordDecider(reason);
    case 'not-a-party':
      return `Only the sides of the case on ${reason.account} can do that. You may add evidence.`;
    case 'not-your-case':
      return `Only whoever filed the case on ${reason.account} can withdraw it.`;
    case 'not-now':
      return `The case on ${reason.account} is ${reason.status} now, so that was not done. Its message shows how it stands.`;
    case 'offer-changed':
      return `Another proposal for ${reason.account} is on the table meanwhile. Read it, then agree or propose anew.`;
    case 'word-changed':
      return `Whoever decided on ${reason.account} before you has changed their word meanwhile. Read it, then decide.`;
    case 'beyond-peers':
      return `Among yourselves you can agree on what stays between you. Pass the case on ${reason.account} up for anybody else.`;
    case 'last-rung':
      return `Nobody stands above you in the case on ${reason.account}: decide it.`;
    case 'unknown-reason':
      return `The policy has no reason “${reason.code}” any more. Open the window again and choose another.`;
    case 'ops-decided':
      return `Ops gave ${reason.account} to somebody after this was decided. Decide again, knowing that.`;
    case 'no-words':
      return 'Say in a sentence why: both sides will read it.';
    case 'no-ruling':
      return wordFault(reason.fault);
    case 'no-appeal':
      return wordAppeal(reason.because, moment);
    case 'enough-evidence':
      return `The case on ${reason.account} has as much evidence as it can hold. Put more into one document and link it.`;
  }
}

export function wordAboutClaim({ fault }: AboutClaims): string {
  switch (fault.kind) {
    case 'no-link':
      return `There is no link in “${fault.written}”. A link begins with https://; what is not one belongs into the reason.`;
    case 'many-links':
      return `A claim takes ${fault.most} links. Bring the others with *Add evidence…* once it is filed.`;
    case 'unknown-fact':
      return `No field of accounts is called “${fault.attribute}”: ${fault.help}`;
    case 'day-to-come':
      return 'That day is still to come. Choose today or a day before it.';
  }
}

function wordBar({ kind, account, until }: BarredClaim, moment: WordMoment): string {
  if (kind === 'withdrawn-often') {
    return `You have filed this claim on ${account} and withdrawn it again already. You may file it again after ${moment(until)}; where somebody else contests the account before then, you can join them.`;
  }
  return `The same claim on ${account} was decided already. It may be raised again after ${moment(until)}, or as soon as what is known of the account changes. Who has something new may appeal, where the case hangs.`;
}

function wordDecider(reason: UnfitDecider): string {
  switch (reason.kind) {
    case 'party-decides':
      return `You are a side in the case on ${reason.account}, so somebody else must decide it.`;
    case 'not-on-bench':
      return wordBench(reason.account, reason.who);
    case 'their-gain':
      return `${reason.account} would become ${reason.whose}’s by it, in whose place you decide, so somebody else must. Decide otherwise, or pass it up.`;
  }
}

function wordBench(account: string, who: string[]): string {
  if (who.length === 0) return `Nobody is to decide the case on ${account} at this moment.`;
  return `The case on ${account} is for ${who.join(' and ')} to decide now, or whoever stands in for them.`;
}

const spans = {
  holdover: 'Deals stay with the former owner until',
  pin: 'It is pinned until',
  hold: 'It is frozen until',
  transfer: 'It goes to somebody on',
};

function wordFault(fault: RulingFault): string {
  switch (fault.kind) {
    case 'nothing-to-hold-over':
      return 'Deals can be held over only where the account goes to somebody else. Leave the holdover out.';
    case 'wrong-day':
      return `${spans[fault.what]} a day ${fault.isAfter ? `after the transfer, ${fault.days} days later` : `to come, ${fault.days} days from now`} at most. Choose another day.`;
    case 'no-splits':
      return fault.roles.length === 0
        ? 'Credit is not split here. Choose another outcome.'
        : `Credit is split here only among ${fault.roles.join(', ')}.`;
    case 'one-share':
      return 'A split needs at least two people.';
    case 'no-crm':
      return 'No CRM is connected here, so nothing can be corrected there. Choose another outcome.';
    case 'same-record':
      return 'A record cannot be merged with itself. Choose the other one.';
    case 'twice-named':
      return 'Name each person once for a role.';
    case 'not-whole':
      return `The shares of ${fault.role} total ${fault.total} %. They must total 100 %.`;
  }
}

function wordAppeal(because: AppealObstacle, moment: WordMoment): string {
  switch (because.kind) {
    case 'once':
      return 'There is one appeal, and it was heard. What was decided stands.';
    case 'let-be':
      return 'You have appealed this and let it be, so it stands as far as you are concerned. Another side may still appeal.';
    case 'granted':
      return 'What was decided leaves the account with you, or is what you asked for: there is nothing to appeal.';
    case 'too-late':
      return `An appeal was possible until ${moment(because.until)}. You can file a new case once what is known of the account has changed.`;
    case 'nothing-new':
      return 'An appeal needs new evidence: a link that the case does not have yet.';
    case 'other-case':
      return 'Another case on this account is open meanwhile. Add what you know there with *Add evidence…*. Once it has ended you may appeal here: till then no time is lost.';
  }
}
