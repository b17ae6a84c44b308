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
      const round = { connection, kind, receipts };
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

type Round = { connection: Connection; kind: Kind; receipts: Receipts };

/**
 * HubSpot has no conditional write, and an answer may get lost behind one that was carried out. So what stands is read
 * before each try, and what is read decides; what a try itself answers is the look afterwards.
 */
async function writeBatch(round: Round, writes: OwnerWrite[]): Promise<void> {
  const { connection, kind, receipts } = round;
  let failed: Failure | undefined;
  for (let tries = 1; ; tries += 1) {
    const open = writes.filter(({ trace }) => !receipts.has(trace));
    if (open.length === 0) return;
    const present = await readOwnersNow(
      connection,
      kind,
      open.map(({ id }) => id),
    );
    const due = open.filter((write) => isDue(round, write, present.get(write.id), failed));
    if (due.length === 0) return;
    if (failed?.isFinal) throw failed.fault;
    if (tries > MOST_TRIES) {
      // What HubSpot says nothing of must not hold up the others.
      if (open.length < writes.length) return;
      throw new HubSpotFault('unknown', SILENCE);
    }
    failed = await tryToWrite(round, due, tries);
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

/** Ends after the wait that its failure asks for; throws what no further try can mend. */
async function tryToWrite(
  round: Round,
  writes: OwnerWrite[],
  tries: number,
): Promise<Failure | undefined> {
  const { pace, log } = round.connection;
  try {
    await writeSplitting(round, writes);
    return undefined;
  } catch (error) {
    const fault = faultOf(error, 'Writing owners');
    const waitMs = waitBeforeRetry(fault, tries, pace);
    const isFinal = waitMs === undefined;
    if (isFinal && fault.kind !== 'unknown') throw fault;
    log.warn({ problem: fault.message, tries }, 'looking which owners were written');
    await pace.sleep(waitMs ?? 0);
    return { fault, mayHaveLanded: fault.kind === 'unknown', isFinal };
  }
}

function alone({ beside: _, ...write }: OwnerWrite): OwnerWrite {
  return write;
}

/** One record that HubSpot does not take makes it refuse all of them: halves find which one it is. */
async function writeSplitting(round: Round, writes: OwnerWrite[]): Promise<void> {
  const { connection, kind, receipts } = round;
  const [first, ...others] = writes;
  if (!first) return;
  try {
    for (const [trace, receipt] of await updateOwners(connection, kind, writes)) {
      receipts.set(trace, receipt);
    }
  } catch (error) {
    const fault = faultOf(error, 'Writing owners');
    if (fault.kind !== 'invalid' && fault.kind !== 'conflict') throw fault;
    if (writes.some(({ beside }) => beside)) {
      // Somebody may have removed a property that is written beside: that must not keep owners from being written.
      connection.log.warn({ problem: fault.message }, 'writing owners alone');
      return writeSplitting(round, writes.map(alone));
    }
    if (others.length === 0) {
      receipts.set(first.trace, { kind: 'refused', why: 'invalid', problem: fault.message });
      return;
    }
    const half = Math.ceil(writes.length / 2);
    await writeSplitting(round, writes.slice(0, half));
    await writeSplitting(round, writes.slice(half));
  }
}
