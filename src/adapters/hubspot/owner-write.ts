import type { OwnerReceipt, OwnerWrite } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { faultOf, HubSpotFault } from './fault.ts';
import { type OwnerNow, readOwnersNow, updateOwners } from './owner-batch.ts';
import { MOST_TRIES, waitBeforeRetry } from './retry.ts';

/** HubSpot refuses longer batches. */
export const OWNERS_AT_ONCE = 100;

const kinds = { account: 'companies', lead: 'contacts', deal: 'deals' } as const;
type Kind = (typeof kinds)[OwnerWrite['kind']];
const SILENCE = 'Writing owners: HubSpot answers, but not for the records it was given.';
const FORBIDDEN = 403;
type Receipts = Map<string, OwnerReceipt>;

export async function writeOwners(connection: Connection, writes: OwnerWrite[]): Promise<Receipts> {
  const receipts: Receipts = new Map();
  for (const [ours, kind] of Object.entries(kinds)) {
    const some = writes.filter((write) => write.kind === ours);
    for (let from = 0; from < some.length; from += OWNERS_AT_ONCE) {
      const batch = some.slice(from, from + OWNERS_AT_ONCE);
      const beside = { isTaken: false, leftOut: 0 };
      const round = { connection, kind, receipts, beside };
      if (kind === 'deals') await writeDeals(round, batch);
      else await writeBatch(round, batch);
    }
  }
  return receipts;
}

/** An app that was let in before deals were written has no scope for them: the owners of accounts must not wait for that. */
async function writeDeals(round: Round, writes: OwnerWrite[]): Promise<void> {
  try {
    await writeBatch(round, writes);
  } catch (error) {
    const fault = faultOf(error, 'Writing owners');
    if (fault.status !== FORBIDDEN) throw fault;
    for (const { trace } of writes) {
      if (round.receipts.has(trace)) continue;
      round.receipts.set(trace, { kind: 'refused', why: 'invalid', problem: fault.message });
    }
  }
}

type Round = { connection: Connection; kind: Kind; receipts: Receipts; beside: Beside };

/** What HubSpot makes of what is written beside the owners of a batch. */
type Beside = { isTaken: boolean; leftOut: number };
/** So many that were taken only without it, and none with it: it is not for the sake of one record. */
const ENOUGH_LEFT_OUT = 2;

function isBesideRefused({ beside: { isTaken, leftOut } }: Round): boolean {
  return !isTaken && leftOut >= ENOUGH_LEFT_OUT;
}

/** Some of a batch, to be looked at and then written. */
type Part = { writes: OwnerWrite[]; tries: number; failed?: Failure };

/**
 * HubSpot has no conditional write, and an answer may get lost behind one that was carried out. So what stands is read
 * before each try, and what is read decides; what a try itself answers is the look afterwards.
 */
async function writeBatch(round: Round, writes: OwnerWrite[]): Promise<void> {
  const parts: Part[] = [{ writes, tries: 1 }];
  for (let part = parts.shift(); part; part = parts.shift()) {
    parts.unshift(...(await writePart(round, part)));
  }
}

/** What is left of it to be written. */
async function writePart(round: Round, { writes, tries, failed }: Part): Promise<Part[]> {
  const { connection, kind, receipts } = round;
  const ids = writes.map(({ id }) => id);
  const present = await readOwnersNow(connection, kind, ids);
  const due = writes
    .filter((write) => isDue(round, write, present.get(write.id), failed))
    .map((write) => (isBesideRefused(round) ? alone(write) : write));
  if (due.length === 0) return [];
  if (failed?.isFinal) throw failed.fault;
  if (tries > MOST_TRIES) {
    // What HubSpot says nothing of must not hold up the others.
    if (receipts.size > 0) return [];
    throw new HubSpotFault('unknown', SILENCE);
  }
  try {
    return keep(round, due, await updateOwners(connection, kind, due), tries);
  } catch (error) {
    const fault = faultOf(error, 'Writing owners');
    if (fault.kind === 'invalid' || fault.kind === 'conflict') return split(round, due, fault);
    return [{ writes: due, tries: tries + 1, failed: await waitAfter(round, fault, tries) }];
  }
}

/** Whether there is still something to write; if not, the receipt says how it stands. */
function isDue(
  { receipts }: Round,
  { trace, expected, wanted }: OwnerWrite,
  now: OwnerNow | undefined,
  failed: Failure | undefined,
): boolean {
  if (!now) throw new Error('HubSpot answered for other records than it was asked for');
  if (now.kind !== 'there') {
    receipts.set(trace, { kind: 'refused', why: now.kind, problem: now.problem });
    return false;
  }
  const { owner, at } = now;
  if (owner === wanted) {
    receipts.set(trace, { kind: failed?.mayHaveLanded ? 'written' : 'already', at });
    return false;
  }
  if (owner === expected) return true;
  receipts.set(trace, { kind: 'conflict', ...(owner && { present: owner }) });
  return false;
}

type Failure = { fault: HubSpotFault; mayHaveLanded: boolean; isFinal: boolean };

/** Ends after the wait that it asks for; throws what no further try can mend. */
async function waitAfter(round: Round, fault: HubSpotFault, tries: number): Promise<Failure> {
  const { pace, log } = round.connection;
  const waitMs = waitBeforeRetry(fault, tries, pace);
  const isFinal = waitMs === undefined;
  if (isFinal && fault.kind !== 'unknown') throw fault;
  log.warn({ problem: fault.message, tries }, 'looking which owners were written');
  await pace.sleep(waitMs ?? 0);
  return { fault, mayHaveLanded: fault.kind === 'unknown', isFinal };
}

/** What was answered stands; but a refusal may be for the sake of what is written beside the owner. */
function keep(round: Round, due: OwnerWrite[], answers: Receipts, tries: number): Part[] {
  const left: Part[] = [];
  const unanswered = due.filter(({ trace }) => !answers.has(trace));
  if (unanswered.length > 0) left.push({ writes: unanswered, tries: tries + 1 });
  for (const write of due) {
    const answer = answers.get(write.trace);
    if (!answer) continue;
    if (write.beside && answer.kind === 'refused' && answer.why === 'invalid') {
      left.push(without(round, write, answer.problem));
      continue;
    }
    round.receipts.set(write.trace, answer);
    if (write.beside && answer.kind === 'written') round.beside.isTaken = true;
  }
  return left;
}

function without(round: Round, write: OwnerWrite, problem: string): Part {
  round.beside.leftOut += 1;
  const facts = { kind: round.kind, id: write.id, problem };
  round.connection.log.warn(facts, 'an owner is written without what goes beside it');
  return { writes: [alone(write)], tries: 1 };
}

function alone({ beside: _, ...write }: OwnerWrite): OwnerWrite {
  return write;
}

/** One record that HubSpot does not take makes it refuse all of them: parts of them find which one it is. */
function split(round: Round, due: OwnerWrite[], fault: HubSpotFault): Part[] {
  const [first, second, ...others] = due;
  if (!first) return [];
  if (!second) {
    if (first.beside) return [without(round, first, fault.message)];
    const { message: problem } = fault;
    round.receipts.set(first.trace, { kind: 'refused', why: 'invalid', problem });
    return [];
  }
  const half = Math.ceil(due.length / 2);
  // Two by themselves show whether it is for the sake of what is written beside all of them.
  const isAboutBeside = first.beside !== undefined && !round.beside.isTaken;
  const parts = isAboutBeside ? [[first], [second], others] : [due.slice(0, half), due.slice(half)];
  return parts.filter(({ length }) => length > 0).map((writes) => ({ writes, tries: 1 }));
}
