import { subDays } from 'date-fns/subDays';
import { subMinutes } from 'date-fns/subMinutes';
import { isUndecided } from '../domain/dispute.ts';
import type { DisputeCase } from '../domain/dispute-case.ts';
import { type DisputeEvent, type EventOf, isTold } from '../domain/dispute-event.ts';
import { isHearing } from '../domain/dispute-state.ts';
import { PutOff } from '../domain/put-off.ts';
import type { Shown } from '../domain/shown.ts';
import type { Ports } from '../ports.ts';
import { findCards, type PostedCard, rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { readEvidence } from '../store/dispute-evidence.ts';
import {
  claimTelling,
  type DisputeRow,
  endTelling,
  markTold,
  readDispute,
} from '../store/disputes.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { gatherEvidence } from './dispute-evidence.ts';
import { shownOf } from './dispute-showing.ts';
import { redrawPosted } from './sharing.ts';

const LEASE_MINUTES = 2;
/** Much happens at once to a case: what waits for its turn has not failed. */
const BUSY_SECONDS = 2;
/** In whose name the message hangs in whose thread the case lives. */
const THREAD = 'thread';

/**
 * Draws a case wherever it hangs, posts it where it belongs and does not hang yet, and tells beneath what has happened since. One
 * worker at a time: where another is at it, this comes again.
 */
export async function drawDispute(
  ports: Ports,
  workspaceId: string,
  id: string,
): Promise<{ drawn: number; told: number }> {
  const { database, clock } = ports;
  const at = clock.now();
  const claim = await claimTelling(database.prisma, id, at, subMinutes(at, LEASE_MINUTES));
  if (claim === 'busy') throw new PutOff(`another worker draws dispute ${id}`, BUSY_SECONDS);
  try {
    // What one before may have posted without living to remember it is looked for.
    const done = await draw(ports, workspaceId, { id, isRetry: claim === 'broke-off' });
    await endTelling(database.prisma, id, 'done');
    return done;
  } catch (error) {
    await endTelling(database.prisma, id, 'broke-off');
    throw error;
  }
}

async function draw(
  ports: Ports,
  workspaceId: string,
  { id, isRetry }: { id: string; isRetry: boolean },
): Promise<{ drawn: number; told: number }> {
  const row = await readDispute(ports.database.prisma, workspaceId, id);
  if (!row) return { drawn: 0, told: 0 };
  await refreshEvidence(ports, workspaceId, row);
  const shown = await shownOf(ports, workspaceId, row);
  const { drawn } = await redrawPosted(ports, workspaceId, {
    ...{ kind: 'dispute', subjectId: id },
    read: async () => shown,
    shown: (dispute, { postedFor }) => ownCard(dispute, postedFor),
  });
  const fresh = await postMissing(ports, workspaceId, shown, isRetry);
  const told = await tell(ports, workspaceId, { row, shown, isRetry, fresh });
  return { drawn: drawn + fresh.size, told };
}

/**
 * Anew at each rung, of another record, and where somebody has joined or got it: what was known a week ago may be otherwise, and was
 * not asked about them. For the first rung it was gathered just now. What is decided keeps what was known before.
 */
async function refreshEvidence(ports: Ports, workspaceId: string, row: DisputeRow): Promise<void> {
  if (!isUndecided(row.dispute)) return;
  const reached = row.events.findLastIndex(isLater) + 1;
  const kept = await readEvidence(ports.database.prisma, workspaceId, row.head.id);
  if (kept && kept.seq >= reached) return;
  await gatherEvidence(ports, workspaceId, row);
}

function isLater(event: DisputeEvent): boolean {
  if (['moved', 'joined', 'changed-hands'].includes(event.kind)) return true;
  return event.kind === 'reached' && event.because.kind !== 'opened';
}

/** In the channel of cases, and before everybody whose word it waits for. Before whom it hangs only now. */
async function postMissing(
  ports: Ports,
  workspaceId: string,
  shown: DisputeCase,
  isRetry: boolean,
): Promise<Set<string>> {
  const { prisma } = ports.database;
  const cards = await findCards(prisma, workspaceId, 'dispute', shown.id);
  const held = new Set(cards.map(({ postedFor }) => postedFor));
  const workspace = await readWorkspace(prisma, workspaceId);
  const channel = shown.policy.channel ?? workspace?.opsChannel;
  const places = [
    ...(channel ? [{ place: channel, postedFor: THREAD }] : []),
    ...askedOf(shown).map((place) => ({ place, postedFor: place })),
  ].filter(({ postedFor }) => !held.has(postedFor));
  const fresh = new Set<string>();
  for (const { place, postedFor } of places) {
    const where = await postOnce(ports, workspaceId, place, {
      ...{ shown: ownCard(shown, postedFor), isRetry },
    });
    if (where === 'gone') continue;
    const card = { kind: 'dispute' as const, subjectId: shown.id, postedFor, ...where };
    await inTransaction(ports.database, (tx) =>
      rememberCard(tx, workspaceId, card, ports.clock.now()),
    );
    fresh.add(postedFor);
  }
  return fresh;
}

/** Before one person it offers what that person may do; whoever has no part in it any more may only look. */
function ownCard(dispute: DisputeCase, postedFor: string): Shown {
  if (postedFor === THREAD) return { kind: 'dispute', dispute };
  const speakers = dispute.speakers.flatMap(({ inPlaceOf, ...self }) => [inPlaceOf ?? self, self]);
  const known = [...dispute.dispute.parties, ...speakers];
  const viewer = known.find(({ slackUserId }) => slackUserId === postedFor)?.id ?? '';
  return { kind: 'dispute', dispute: { ...dispute, viewer } };
}

/** Whoever is to say something now, and the sides from the start. */
function askedOf({ dispute, speakers }: DisputeCase): string[] {
  const people = isHearing(dispute) ? [...dispute.parties, ...speakers] : dispute.parties;
  return [...new Set(people.flatMap(({ slackUserId }) => slackUserId ?? []))];
}

type Posting = { shown: Shown; isRetry: boolean; thread?: string };

/** Where a worker has died over it, it is looked for before it is posted again. */
async function postOnce(
  { notifier, clock }: Ports,
  workspaceId: string,
  place: string,
  { shown, isRetry, thread }: Posting,
) {
  const since = subDays(clock.now(), 2);
  const before = isRetry
    ? await notifier.find(workspaceId, place, shown, since, thread)
    : undefined;
  return before ?? (await notifier.post(workspaceId, place, shown, thread));
}

type Telling = {
  row: DisputeRow;
  shown: DisputeCase;
  isRetry: boolean;
  /** Whose message of the case says all there is to say. */
  fresh: ReadonlySet<string>;
};

/** Each event once, in order: in the thread, and beneath the message of whom it concerns. */
async function tell(
  ports: Ports,
  workspaceId: string,
  { row: { head, events }, shown, isRetry, fresh }: Telling,
): Promise<number> {
  const { prisma } = ports.database;
  const cards = await findCards(prisma, workspaceId, 'dispute', head.id);
  let told = 0;
  for (const [nth, event] of events.entries()) {
    const seq = nth + 1;
    if (seq <= head.toldSeq) continue;
    const beneath = isTold(event, events[seq])
      ? cards.filter((card) => hears(card, event, fresh))
      : [];
    for (const { channel, ts } of beneath) {
      await postOnce(ports, workspaceId, channel, {
        ...{ shown: { kind: 'dispute-event', dispute: shown, event, seq }, isRetry, thread: ts },
      });
    }
    for (const place of elsewhere(event, shown, cards)) {
      const told = { kind: 'dispute-event', dispute: shown, event, seq } as const;
      await postOnce(ports, workspaceId, place, { shown: told, isRetry });
    }
    await markTold(prisma, head.id, seq);
    told += 1;
  }
  return told;
}

/** `files-kept`: a file is open to whom the bot has sent its link. */
const heard: DisputeEvent['kind'][] = [
  ...(['offered', 'joined', 'changed-hands', 'departed', 'decided'] as const),
  ...(['withdrawn', 'appealed', 'appeal-dropped', 'appeal-lapsed', 'moved', 'merged'] as const),
  ...(['files-kept', 'not-taken', 'write-refused'] as const),
];

/** The thread hears everything; people hear beneath their own message what they must not miss. */
function hears(
  { postedFor }: PostedCard,
  event: DisputeEvent,
  fresh: ReadonlySet<string>,
): boolean {
  if (postedFor === THREAD) return true;
  if (event.kind === 'reached') return !fresh.has(postedFor) && isCalled(postedFor, event);
  if (event.kind === 'reminded') return event.whom.some((one) => one.slackUserId === postedFor);
  if (event.kind === 'holdover-ended') return ownersIn(event).includes(postedFor);
  return heard.includes(event.kind);
}

/** What was decided already is open again for everybody; else those hear of a rung who sit on it. */
function isCalled(postedFor: string, { because, seats }: EventOf<'reached'>): boolean {
  switch (because.kind) {
    case 'hold-over':
    case 'impossible':
      return true;
    case 'opened':
      return false;
    default:
      return seats.some(({ slackUserId }) => slackUserId === postedFor);
  }
}

/** Where it is told beside its thread: a verdict in public, the end of a holdover to whoever has no message of the case. */
function elsewhere(
  event: DisputeEvent,
  { policy: { announceIn } }: DisputeCase,
  cards: readonly PostedCard[],
): string[] {
  if (event.kind === 'decided') return announceIn ? [announceIn] : [];
  if (event.kind !== 'holdover-ended') return [];
  return ownersIn(event).filter((place) => !cards.some(({ postedFor }) => postedFor === place));
}

/** Whoever had the deal, and whose account it is of. */
function ownersIn({ from, to, owner }: EventOf<'holdover-ended'>): string[] {
  return [...new Set([from, to, owner].flatMap((one) => one?.slackUserId ?? []))];
}
