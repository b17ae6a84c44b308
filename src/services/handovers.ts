import { firstIn } from '../domain/answer-refusal.ts';
import {
  type Handover,
  type HandoverPreview,
  type HandoverVerdict,
  obstacleToHandover,
} from '../domain/handover.ts';
import { hasLeft } from '../domain/leaving.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { personOf } from '../domain/routing.ts';
import { type Decider, voiceOf } from '../domain/voice.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  lockHandover,
  openHandovers,
  readHandover,
  readHeld,
  readStaying,
  settleHandover,
} from '../store/handovers.ts';
import { readSeats } from '../store/seats.ts';
import { readStaff } from '../store/staff.ts';
import { askedAccounts } from './asked-accounts.ts';
import { beginCare } from './care-bells.ts';
import { speakerOf } from './decider.ts';
import { leadOf, runCases, runOf } from './fates.ts';
import { publishedRules } from './published-rules.ts';
import { queueQuestions } from './questions.ts';
import { queueTasks } from './tasks.ts';

type Asker = { workspaceId: string; userId: string };
/** What a person says of the book of somebody who has left. */
export type HandoverSaid =
  | { kind: 'by-rules' }
  | { kind: 'to'; repId: string; reason: string }
  | { kind: 'left'; reason: string };

/** So much of a book is looked at for a preview. */
const LOOKED_AT = 5000;
/** So many of the pinned are named. */
export const PINNED = 5;

/** Asks about the books of those who have left; whoever is back keeps theirs. */
export async function askHandovers(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    const asked = await openHandovers(tx, workspaceId, ports.clock.now());
    await beginCare(tx, ports, workspaceId, 'handover', asked.fresh);
    await queueQuestions(tx, ports, workspaceId, 'handover', asked);
  });
}

/** As it is now; while it is open, with where the rules would lead. */
export async function showHandover(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  id: string,
): Promise<Handover | undefined> {
  const { prisma } = ports.database;
  const handover = await readHandover(prisma, workspaceId, id, ports.clock.now());
  if (!handover) return undefined;
  const look = { at: ports.clock.now(), most: PINNED };
  const { pinned, disputed } = await readStaying(prisma, workspaceId, handover.rep.id, look);
  const { rep, by, leftAt, endedAt, state } = handover;
  const asksRules =
    state.kind === 'open' ||
    // What has stayed may be what would go to whoever had the rules asked.
    (!leftAt && endedAt && state.kind === 'decided' && state.verdict.kind === 'by-rules');
  const preview = asksRules ? await previewOf(ports, workspaceId, rep.id, by?.id) : undefined;
  return { ...handover, disputed, ...(!leftAt && { pinned }), ...(preview && { preview }) };
}

export async function previewOf(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  repId: string,
  deciderId?: string,
): Promise<HandoverPreview | undefined> {
  const { prisma } = ports.database;
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) return undefined;
  const ids = await readHeld(prisma, workspaceId, 'accounts', { repId, most: LOOKED_AT });
  const run = await runOf(ports, workspaceId, published.ruleSet);
  const fates = runCases(await askedAccounts(prisma, workspaceId, ids, run.at), run).map(
    (one) => leadOf(one, run).fate,
  );
  const gains = fates.flatMap((fate) => (fate.kind === 'goes' ? [fate.to] : []));
  const gain = [...Map.groupBy(gains, ({ name }) => name)].map(([name, all]) => ({
    ...{ name, count: all.length },
  }));
  const stay = fates.filter(({ kind }) => kind === 'stays').length;
  const wait = fates.length - gains.length - stay;
  const toDecider = gains.filter(({ key }) => key === deciderId).length;
  return {
    ...{ gain: gain.toSorted((a, b) => b.count - a.count), stay, wait },
    ...(toDecider > 0 && { toDecider }),
  };
}

/** The same for somebody who is about to decide it; refuses whoever may not. */
export async function showHandoverTo(
  ports: Pick<Ports, 'database' | 'clock'>,
  { workspaceId, userId }: Asker,
  id: string,
): Promise<Handover> {
  const { prisma } = ports.database;
  const handover = await showHandover(ports, workspaceId, id);
  if (!handover) throw new Refusal({ kind: 'out-of-date' });
  const at = ports.clock.now();
  const { decider, hasSay } = await hearOf(prisma, workspaceId, handover, userId, at);
  const obstacle = obstacleToHandover(handover, decider, { hasSay });
  if (obstacle) throw new Refusal(obstacle);
  return handover;
}

/** Whoever is asked has a say whatever their role, as have those above them. */
async function hearOf(
  db: Db,
  workspaceId: string,
  { course }: Handover,
  userId: string,
  at: Date,
): Promise<{ decider: Decider; hasSay: boolean }> {
  const decider = await speakerOf(db, workspaceId, userId, at);
  if (!course) return { decider, hasSay: false };
  const staff = await readStaff(db, workspaceId, at);
  const voice = voiceOf({ course, votes: [], staff, at }, decider);
  return { decider, hasSay: voice.kind !== 'none' };
}

/** One verdict; a worker carries it out, since a book may be large. */
export async function decideHandover(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  { workspaceId, userId }: Asker,
  id: string,
  said: HandoverSaid,
): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    await lockHandover(tx, workspaceId, id);
    const handover = await readHandover(tx, workspaceId, id, ports.clock.now());
    if (!handover) throw new Refusal({ kind: 'out-of-date' });
    const { decider, hasSay } = await hearOf(tx, workspaceId, handover, userId, ports.clock.now());
    const { rep, state } = handover;
    if (state.kind !== 'open') {
      throw new Refusal({ kind: 'handed-over', rep: rep.name, first: firstIn(state) });
    }
    const by: Actor = { kind: 'rep', id: decider.person.id, name: decider.person.name };
    const verdict = await verdictOf(tx, workspaceId, said, { by, at: ports.clock.now() });
    const gains = verdict.kind === 'to' ? verdict.to.id : undefined;
    const obstacle = obstacleToHandover(handover, decider, { kind: verdict.kind, gains, hasSay });
    if (obstacle) throw new Refusal(obstacle);
    await settleHandover(tx, id, verdict);
    await appendAudit(tx, workspaceId, [
      {
        ...{ at: verdict.at, actor: by, action: 'handover-decided', reason: verdict.reason },
        subject: { kind: 'rep', id: rep.id },
        ...{ before: null, after: verdict.kind === 'to' ? { ...verdict.to } : null },
        context: { rep: rep.name, verdict: verdict.kind },
      },
    ]);
    if (verdict.kind !== 'left') {
      const decidedAt = verdict.at.toISOString();
      await queueTasks(tx, ports, workspaceId, [{ kind: 'hand-over', handoverId: id, decidedAt }]);
    }
    await queueQuestions(tx, ports, workspaceId, 'handover', { fresh: [], changed: [id] });
  });
}

export async function verdictOf(
  tx: Db,
  workspaceId: string,
  said: HandoverSaid,
  given: { by: Actor; at: Date },
): Promise<HandoverVerdict> {
  switch (said.kind) {
    case 'by-rules':
      return { kind: 'by-rules', ...given, reason: '' };
    case 'left':
      return { kind: 'left', ...given, reason: said.reason };
    case 'to': {
      const seat = (await readSeats(tx, workspaceId)).byId.get(said.repId);
      if (!seat) throw new Refusal({ kind: 'unknown-rep', asked: said.repId });
      if (hasLeft(seat, given.at)) {
        throw new Refusal({ kind: 'owner-has-left', rep: seat.name });
      }
      return { kind: 'to', ...given, reason: said.reason, to: personOf(seat) };
    }
  }
}
