import { claimFrom, type OpenClaim, poolToClaimFrom } from '../domain/claim.ts';
import type { Flag } from '../domain/flag.ts';
import type { OwnerCard } from '../domain/owner-card.ts';
import type { Deed, OwnerChange, Subject } from '../domain/ownership.ts';
import { openPool } from '../domain/pool-state.ts';
import { type ClaimObstacle, Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import { readPoolMembers, readWaiting } from '../store/claims.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { lockLeadDeeds } from '../store/lead-ownership.ts';
import { lockDeeds } from '../store/ownership.ts';
import { readLoads } from '../store/pool-loads.ts';
import { saveStanding, saveTurns } from '../store/pool-turns.ts';
import { lockPool } from '../store/pools.ts';
import { settleProposal } from '../store/proposals.ts';
import { findRepBySlackUser } from '../store/roster.ts';
import { changeLeadOwners, changeOwners } from './ownership.ts';
import { refuseLeaver } from './permission.ts';
import { queueQuestions } from './questions.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue'>;
type Waiting = NonNullable<Awaited<ReturnType<typeof readWaiting>>>;

/**
 * A member of a pool takes what the pool's members may claim. Of two at once the second waits for the lock and reads who
 * was first. The turn, the new owner and the end of the waiting stand or fall together.
 */
export async function claim(
  ports: Needs,
  workspaceId: string,
  subject: Subject,
  slackUserId: string,
): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    await refuseLeaver(tx, { workspaceId, userId: slackUserId }, ports.clock.now());
    const lock = subject.kind === 'account' ? lockDeeds : lockLeadDeeds;
    const deed = (await lock(tx, workspaceId, [subject.id])).get(subject.id);
    if (!deed) throw new Refusal({ kind: 'out-of-date' });
    const waiting = await readWaiting(tx, workspaceId, subject);
    const pool = poolToClaimFrom(waiting?.flags ?? []);
    if (!waiting || !pool || deed.owner?.id !== waiting.presentOwnerId) {
      throw new Refusal({ kind: 'no-claim', because: obstacleOf(deed) });
    }
    const asker = await findRepBySlackUser(tx, workspaceId, slackUserId);
    const taking = { pool, subject, repId: asker?.id ?? '', deed };
    const rep = await takeTurn(tx, ports, workspaceId, taking);
    await give(tx, ports, workspaceId, { subject, rep, deed, waiting, pool });
    const at = ports.clock.now();
    const by = { kind: 'rep' as const, id: rep.id, name: rep.name };
    await settleProposal(tx, waiting.id, { kind: 'claimed', by, at });
    await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: [waiting.id] });
  });
}

function obstacleOf({ name: subject, owner }: Deed): ClaimObstacle {
  return owner ? { kind: 'taken', subject, owner: owner.name } : { kind: 'not-offered', subject };
}

type Taking = { pool: string; subject: Subject; repId: string; deed: Deed };

async function takeTurn(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  { pool: name, subject, repId, deed }: Taking,
): Promise<Person> {
  const at = clock.now();
  const locked = await lockPool(tx, workspaceId, name, at);
  if (!locked) throw new Refusal({ kind: 'no-claim', because: obstacleOf(deed) });
  const loads = await readLoads(tx, workspaceId, repId === '' ? [] : [repId], locked.method);
  const claiming = claimFrom(openPool({ ...locked, records: [] }, at), repId, loads);
  if (claiming.kind === 'refused') {
    throw new Refusal({ kind: 'no-claim', because: claiming.because });
  }
  const { seat, number, after } = claiming;
  const verdict = { kind: 'chosen', ground: { kind: 'claim' } };
  const line = {
    ...({ id: newId(), poolId: locked.id, kind: 'dealt', number, subject } as const),
    ...{ repId, seatId: repId, before: seat.credit, after: seat.credit },
    why: [{ rep: seat.rep, verdict }],
  };
  await saveStanding(tx, after);
  await saveTurns(tx, workspaceId, [line], at);
  return seat.rep;
}

/** Whether an account may be claimed, and by whom. */
export async function readClaim(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  { owner, pending }: Pick<OwnerCard, 'owner' | 'pending'>,
): Promise<OpenClaim | undefined> {
  if (owner && owner.presence.kind !== 'left') return undefined;
  const flags = pending.flatMap((one) => (one.kind === 'proposal' ? one.flags : []));
  return readOpenClaim(ports, workspaceId, flags);
}

export async function readOpenClaim(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  flags: readonly Flag[],
): Promise<OpenClaim | undefined> {
  const pool = poolToClaimFrom(flags);
  if (pool === undefined) return undefined;
  return { pool, members: await readPoolMembers(database.prisma, workspaceId, pool, clock.now()) };
}

type Gift = { subject: Subject; rep: Person; deed: Deed; waiting: Waiting; pool: string };

async function give(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { subject, rep, deed, waiting, pool }: Gift,
): Promise<void> {
  const { rule = '', ruleSet, sentence = '' } = waiting;
  const change = {
    expected: deed.owner?.id ?? null,
    wanted: rep.id,
    cause: { kind: 'routing', ruleSet, rule, claimedFrom: pool },
    actor: { kind: 'rep', id: rep.id, name: rep.name },
    reason: sentence,
  } satisfies Omit<OwnerChange, 'accountId'>;
  const { refused } =
    subject.kind === 'account'
      ? await changeOwners(tx, ports, workspaceId, [{ accountId: subject.id, ...change }])
      : await changeLeadOwners(tx, ports, workspaceId, [{ leadId: subject.id, ...change }]);
  const [unheard] = refused;
  if (unheard) throw new Refusal(unheard.reason);
}
