import { subMinutes } from 'date-fns/subMinutes';
import { CrmFault, isOutage } from '../domain/crm-fault.ts';
import type { Owned } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import { type Claimed, claimCrmWrites, settleCrmWrites } from '../store/crm-owner.ts';
import { readPause } from '../store/crm-pauses.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { type End, type Ends, isAnswered, isHeard, tellCrm } from './crm-owner.ts';
import { pauseCrm, resumeCrm } from './crm-pause.ts';
import { readLeftOut } from './left-out.ts';
import { queueNotices } from './notices.ts';
import { askRefusedWrites, noteTaken } from './refused-writes.ts';

/** Longer than a batch takes unless the CRM asks for long pauses: then another worker may look at the same records again. */
export const CRM_LEASE_MINUTES = 2;
/** Where there is no CRM, nothing limits them. */
const AT_ONCE = 100;
/** While one batch waits for the CRM, another is prepared: its calls are what is scarce. */
const LANES = 3;
/** So many that fail by themselves in a row are the CRM’s fault, not theirs. */
const MOST_FAILURES = 3;
const KINDS: Owned['kind'][] = ['account', 'lead', 'deal'];

/** Of one kind of owners. `hasServed`: what fails alone after that, fails by its own fault. */
type Run = {
  ports: Ports;
  workspaceId: string;
  kind: Owned['kind'];
  hasServed: boolean;
  isPaused: boolean;
};

/**
 * Carries all changes of owners that wait to the CRM, as many at a time as it takes. What it does not take of one kind, for want
 * of a scope perhaps, must not hold up the others.
 */
export async function writeCrmOwners(ports: Ports, workspaceId: string): Promise<void> {
  for (const kind of KINDS) {
    const run: Run = { ports, workspaceId, kind, hasServed: false, isPaused: false };
    if (!(await isServing(run))) continue;
    const lanes = Array.from({ length: LANES }, () => writeUntilNoneWait(run));
    const ended = await Promise.allSettled(lanes);
    const failed = ended.find((lane) => lane.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** While the CRM takes none, none is tried; then one alone shows whether it does again. */
async function isServing(run: Run): Promise<boolean> {
  const { ports, workspaceId, kind } = run;
  const { database, clock } = ports;
  const pause = await readPause(database.prisma, workspaceId, kind);
  if (!pause) return true;
  if (pause.until > clock.now()) return false;
  while (!run.hasServed && !run.isPaused) {
    const claimed = await claim(run, 1);
    if (claimed.length === 0) break;
    await write(run, claimed);
  }
  if (run.isPaused) return false;
  await inTransaction(database, (tx) => resumeCrm(tx, ports, workspaceId, kind));
  return true;
}

async function writeUntilNoneWait(run: Run): Promise<void> {
  const most = run.ports.crm(run.workspaceId)?.ownersAtOnce ?? AT_ONCE;
  while (!run.isPaused) {
    const claimed = await claim(run, most);
    if (claimed.length === 0) return;
    await write(run, claimed);
  }
}

function claim({ ports, workspaceId, kind }: Run, most: number): Promise<Claimed[]> {
  const at = ports.clock.now();
  const lease = { at, leaseFrom: subMinutes(at, CRM_LEASE_MINUTES), most };
  return claimCrmWrites(ports.database.prisma, workspaceId, kind, lease);
}

/** Where the CRM as a whole does not serve, all go back and wait: what is wrong is not theirs. */
async function write(run: Run, claimed: Claimed[]): Promise<void> {
  const told = await tell(run, claimed);
  if (told.kind === 'told') return settle(run, claimed, told.ends);
  const { failure } = told;
  if (failure instanceof CrmFault && failure.reach === 'all') {
    return giveBack(run, claimed, failure);
  }
  const [first, ...others] = claimed;
  if (first && others.length > 0) return writeOneByOne(run, claimed);
  if (first) await settleFailed(run, [{ one: first, failure }]);
}

type Failed = { one: Claimed; failure: unknown };

/** Finds those that HubSpot fails at, whatever it answers for the others. */
async function writeOneByOne(run: Run, claimed: Claimed[]): Promise<void> {
  const failed: Failed[] = [];
  let inARow = 0;
  for (const [nth, one] of claimed.entries()) {
    const told = await tell(run, [one]);
    if (told.kind === 'told') {
      await settle(run, [one], told.ends);
      inARow = 0;
      continue;
    }
    failed.push({ one, failure: told.failure });
    inARow = isOutage(told.failure) ? inARow + 1 : 0;
    const isAll = isOutage(told.failure) && told.failure.reach === 'all';
    if (!isAll && inARow < MOST_FAILURES) continue;
    const back = failed.splice(-inARow).map((last) => last.one);
    await settleFailed(run, failed);
    return giveBack(run, [...back, ...claimed.slice(nth + 1)], told.failure);
  }
  await settleFailed(run, failed);
}

type Told = { kind: 'told'; ends: Ends } | { kind: 'failed'; failure: unknown };

async function tell(run: Run, claimed: Claimed[]): Promise<Told> {
  try {
    const ends = await tellCrm(run.ports, run.workspaceId, claimed);
    if ([...ends.values()].some(isAnswered)) run.hasServed = true;
    return { kind: 'told', ends };
  } catch (failure) {
    return { kind: 'failed', failure };
  }
}

/** Each gets a job of its own, lest it holds up the others; but what may be the CRM’s fault waits until others are served. */
async function settleFailed(run: Run, failed: Failed[]): Promise<void> {
  const isCrms = ({ failure }: Failed) => !run.hasServed && isOutage(failure);
  const [last, ...others] = failed.filter(isCrms);
  const own = failed.filter((one) => !isCrms(one));
  const later = own.map(
    ({ one, failure }) => [one.id, { kind: 'later', error: sentenceOf(failure) }] as const,
  );
  await settle(
    run,
    own.map(({ one }) => one),
    new Map(later),
  );
  if (last)
    await giveBack(
      run,
      [last, ...others].map(({ one }) => one),
      last.failure,
    );
}

async function giveBack(run: Run, claimed: Claimed[], failure: unknown): Promise<void> {
  const { ports, workspaceId, kind } = run;
  const { database, clock, log } = ports;
  // Before they are free again: another lane would try them at once.
  run.isPaused = true;
  const error = sentenceOf(failure);
  const back = claimed.map(({ id, attempt }) => ({ id, attempt, status: 'due' as const, error }));
  await inTransaction(database, async (tx) => {
    await settleCrmWrites(tx, workspaceId, back, clock.now());
    await pauseCrm(tx, ports, workspaceId, kind, failure);
  });
  log.warn({ kind, error, waiting: back.length }, 'the CRM takes no new owners');
}

function sentenceOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

async function settle({ ports, workspaceId }: Run, claimed: Claimed[], ends: Ends): Promise<void> {
  if (claimed.length === 0) return;
  const { database, clock, queue, log } = ports;
  const states = { done: 'done', later: 'retrying', refused: 'dead' } as const;
  const lines = claimed.flatMap(({ id, attempt }) => {
    const end = ends.get(id);
    if (!end) return [];
    const { kind, ...said } = end;
    return [{ id, attempt, status: states[kind], ...said }];
  });
  await inTransaction(database, async (tx) => {
    const settled = await settleCrmWrites(tx, workspaceId, lines, clock.now());
    const stood = new Set(settled.map(({ id }) => id));
    await tellHeard(
      tx,
      ports,
      workspaceId,
      claimed.filter(({ id }) => stood.has(id)),
      ends,
    );
    const dead = settled.filter(({ status }) => status === 'dead');
    await askRefusedWrites(
      tx,
      ports,
      workspaceId,
      dead.map(({ id }) => id),
    );
    await readLeftOut(tx, ports, workspaceId, [...stood]);
    const again = settled.filter(({ status }) => status === 'retrying');
    const ids = again.map(({ id }) => id);
    if (ids.length > 0) await queue.deliver(tx, ids);
  });
  const count = (kind: End['kind']) => [...ends.values()].filter((end) => end.kind === kind).length;
  log.info({ done: count('done'), later: count('later') }, 'owners told to the CRM');
  for (const { id, status } of lines) {
    if (status === 'dead') log.error({ taskId: id }, 'task is dead: see "cadastre tasks"');
  }
}

/** What the CRM has may be told; what it had refused before has found its end. */
export async function tellHeard(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  settled: Pick<Claimed, 'id' | 'task'>[],
  ends: Ends,
): Promise<void> {
  const done = settled.filter(({ id }) => ends.get(id)?.kind === 'done');
  const heard = done.filter(({ id }) => {
    const end = ends.get(id);
    return end !== undefined && isHeard(end);
  });
  const changeIds = heard.map(({ task }) => task.changeId);
  await queueNotices(tx, ports, workspaceId, changeIds);
  await noteTaken(tx, ports, workspaceId, done);
}
