import { addMilliseconds } from 'date-fns/addMilliseconds';
import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import type {
  BroughtFile,
  DisputeDecision,
  DisputeEvent,
  EventOf,
  Submission,
} from './dispute-event.ts';
import { gainersOf } from './dispute-outcome.ts';
import { received } from './dispute-receipt.ts';
import {
  type CaseBody,
  type Dispute,
  type Ended,
  type Hearing,
  isHearing,
} from './dispute-state.ts';

/** A case as its events have made it, one after the other. */
export function replay(events: readonly DisputeEvent[]): Dispute {
  const [first, ...rest] = events;
  if (first?.kind !== 'filed') throw new Error('a case begins with its filing');
  return rest.reduce(evolve, opened(first));
}

function opened({ account, owner, by, claim, parties, at }: EventOf<'filed'>): Dispute {
  return {
    status: 'filed',
    ...{
      account,
      claims: [{ by, claim }],
      filers: [by],
      parties,
      leavers: [],
      filedAt: at,
      submissions: [],
      words: 0,
      droppers: [],
      voices: [],
    },
    ...(owner && { owner, present: owner }),
    lastAt: at,
  };
}

/** What a case is after something has happened to it. */
export function evolve(dispute: Dispute, event: DisputeEvent): Dispute {
  const body = bodyOf(dispute, event.at);
  switch (event.kind) {
    case 'filed':
      return opened(event);
    case 'triaged':
      return { ...body, status: 'triage', finding: event.finding };
    case 'reached':
      return { ...body, ...hearingFrom(event), ...tabledIn(dispute) };
    case 'decided':
      return { ...body, status: 'decided', decision: event.decision };
    case 'applied':
      return { ...body, status: 'applied', decision: decisionOf(dispute) };
    case 'closed':
      return { ...body, status: 'closed', ended: endOf(dispute, event) };
    case 'data-fixed':
      return { ...body, status: 'data-fix', finding: wrongDataOf(dispute) };
    case 'withdrawn': {
      const { by, reason } = event;
      return { ...body, status: 'withdrawn', reason, ...(by && { by }) };
    }
    case 'merged':
      return { ...body, ...{ status: 'merged', into: event.into, number: event.number } };
    case 'appeal-dropped':
    case 'appeal-lapsed':
      return upheld(body, event);
    case 'reminded':
    case 'offered':
    case 'agreed':
    case 'ruled':
      return { ...heard(hearingOf(dispute), event), lastAt: event.at };
    case 'not-taken':
    case 'write-refused':
    case 'write-ended':
      return received(dispute, event);
    // Neither moves the case: it is as old as it was.
    case 'holdover-ended':
      return dispute;
    case 'files-kept':
      return { ...dispute, ...known(dispute, event) };
    default:
      return amongSides(timed({ ...dispute, ...known(dispute, event), lastAt: event.at }, event));
  }
}

function hearingFrom({ rung: status, because, seats, clock }: EventOf<'reached'>) {
  return { status, because, seats, clock, isReminded: false, votes: [] };
}

function tabledIn(dispute: Dispute): Pick<Hearing, 'tabled'> {
  if (!isHearing(dispute)) return {};
  const { offer, tabled = offer } = dispute;
  return tabled ? { tabled: { by: tabled.by, ruling: tabled.ruling } } : {};
}

/** Whoever is asked besides has the whole time. */
function timed(dispute: Dispute, event: Learnt): Dispute {
  if (!isHearing(dispute) || !('anew' in event) || !event.anew) return dispute;
  return { ...dispute, ...event.anew, isReminded: false };
}

/** What somebody said for others before they became a side themselves counts no more, nor an offer to somebody who is none now. */
function amongSides(dispute: Dispute): Dispute {
  if (!isHearing(dispute)) return dispute;
  const { offer, ...hearing } = dispute;
  const sides = new Set(dispute.parties.map(({ id }) => id));
  const votes = dispute.votes.filter(({ by }) => !sides.has(by.id));
  if (!offer || !gainersOf(offer.ruling.outcome).every((id) => sides.has(id))) {
    return { ...hearing, votes };
  }
  const agreed = offer.agreed.filter(({ side, by }) => side === by || !sides.has(by));
  return { ...hearing, votes, offer: { ...offer, agreed } };
}

type Heard = EventOf<'reminded' | 'offered' | 'agreed' | 'ruled'>;

/** What is said on a rung. */
function heard(hearing: Hearing, event: Heard): Hearing {
  switch (event.kind) {
    case 'reminded':
      return { ...hearing, isReminded: true };
    case 'offered': {
      const { by, ruling, side } = event;
      const number = hearing.words + 1;
      const offer = { by, ruling, number, agreed: [{ side, by: by.id }] };
      return { ...hearing, words: number, offer, voices: voicesWith(hearing, event) };
    }
    case 'agreed': {
      const { offer } = hearing;
      if (!offer) throw new Error('nothing was on the table to agree to');
      const agreed = [...offer.agreed, { side: event.side, by: event.by.id }];
      return { ...hearing, offer: { ...offer, agreed }, voices: voicesWith(hearing, event) };
    }
    case 'ruled': {
      const { by, seat, ruling, code, text } = event;
      const others = hearing.votes.filter((vote) => vote.seat !== seat);
      const number = hearing.words + 1;
      const vote = { by, seat, ruling, code, text, number };
      return { ...hearing, words: number, votes: [...others, vote] };
    }
  }
}

function voicesWith({ voices }: Hearing, { by, side }: EventOf<'offered' | 'agreed'>): string[] {
  return by.id === side || voices.includes(by.id) ? voices : [...voices, by.id];
}

type Learnt = EventOf<
  | 'joined'
  | 'departed'
  | 'submitted'
  | 'files-kept'
  | 'left'
  | 'moved'
  | 'changed-hands'
  | 'appealed'
>;

/** What a case learns without going anywhere. */
function known(dispute: Dispute, event: Learnt): Partial<CaseBody> {
  const { claims, filers, leavers, submissions } = dispute;
  switch (event.kind) {
    case 'joined': {
      const { by, claim, parties } = event;
      return { claims: [...claims, { by, claim }], filers: [...filers, by], parties };
    }
    case 'departed':
      return { leavers: [...leavers, ...event.who] };
    case 'submitted':
      return { submissions: [...submissions, event.submission] };
    case 'files-kept':
      return { submissions: submissions.map((one) => withFiles(one, event.files)) };
    case 'left':
      return {
        filers: filers.filter(({ id }) => id !== event.by.id),
        ...(event.parties && { parties: event.parties }),
      };
    case 'moved': {
      const { account, owner, parties } = event;
      return { account, ...(owner && { owner, present: owner }), ...(parties && { parties }) };
    }
    case 'changed-hands': {
      const { owner: present, parties } = event;
      return { present, ...(parties && { parties }) };
    }
    case 'appealed': {
      if (dispute.status !== 'closed') throw new Error('only what is closed can be appealed');
      const { by, at, owner, submission } = event;
      return {
        appeal: { by, at, of: dispute.ended },
        submissions: [...submissions, submission],
        ...(owner && { owner, present: owner }),
      };
    }
  }
}

function withFiles(submission: Submission, kept: readonly BroughtFile[]): Submission {
  if (!submission.files) return submission;
  const byId = new Map(kept.map((file) => [file.id, file]));
  const files = submission.files.map((file) => (file.id && byId.get(file.id)) || file);
  return { ...submission, files };
}

function bodyOf(dispute: CaseBody, lastAt: Date): CaseBody {
  const { account, owner, claims, filers, parties, leavers, filedAt, submissions, words } = dispute;
  const { appeal, droppers, voices, present } = dispute;
  return {
    ...{ account, claims, filers, parties, leavers, filedAt, submissions, words, lastAt },
    ...{ droppers, voices },
    ...(owner && { owner }),
    ...(present && { present }),
    ...(appeal && { appeal }),
  };
}

function hearingOf(dispute: Dispute): Hearing {
  if (!isHearing(dispute)) throw new Error(`nobody is heard in a case that is ${dispute.status}`);
  return dispute;
}

function decisionOf(dispute: Dispute): DisputeDecision {
  if (!('decision' in dispute)) throw new Error(`a case that is ${dispute.status} has no decision`);
  return dispute.decision;
}

function endOf(dispute: Dispute, event: EventOf<'closed'>): Ended {
  const { at, appealUntil, barredUntil, grounds } = event;
  return { decision: decisionOf(dispute), at, appealUntil, barredUntil, grounds };
}

/** As it was before. Who lets an appeal be has kept nobody from theirs: the time for it has stood still meanwhile. */
function upheld(body: CaseBody, event: EventOf<'appeal-dropped' | 'appeal-lapsed'>): Dispute {
  const { appeal, ...rest } = body;
  if (!appeal) throw new Error('nobody has appealed');
  if (event.kind === 'appeal-lapsed') return { ...body, status: 'closed', ended: appeal.of };
  const { of, at: since } = appeal;
  const appealUntil = addMilliseconds(of.appealUntil, differenceInMilliseconds(event.at, since));
  const droppers = [...body.droppers, event.by.id];
  return { ...rest, status: 'closed', droppers, ended: { ...of, appealUntil } };
}

function wrongDataOf(dispute: Dispute) {
  const isFound = dispute.status === 'triage' && dispute.finding.kind === 'data-wrong';
  if (!isFound) throw new Error('triage has found no wrong data');
  return dispute.finding as Extract<typeof dispute.finding, { kind: 'data-wrong' }>;
}
