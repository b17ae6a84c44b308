import { firstIn } from '../domain/answer-refusal.ts';
import {
  type Handover,
  type HandoverPreview,
  type HandoverVerdict,
  obstacleToHandover,
} from '../domain/handover.ts';
import { hasLeft } from '../domain/leaving.ts';
import type { Actor, Change } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { personOf } from '../domain/routing.ts';
import { type Decider, voiceOf } from '../domain/voice.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  endHandover,
  lockHandover,
  openHandovers,
  readHandover,
  readHeld,
  readStaying,
  settleHandover,
} from '../store/handovers.ts';
import { readPins } from '../store/pins.ts';
import { withdrawStaleOf } from '../store/proposals.ts';
import { readSeats } from '../store/seats.ts';
import { readStaff } from '../store/staff.ts';
import { askedAccounts } from './asked-accounts.ts';
import { beginCare } from './care-bells.ts';
import { speakerOf } from './decider.ts';
import { leadOf, runCases, runOf } from './fates.ts';
import { routeAccounts } from './intake.ts';
import { routeLeads } from './lead-intake.ts';
import { changeLeadOwners, changeOwners } from './ownership.ts';
import { publishedRules } from './published-rules.ts';
import { queueQuestions } from './questions.ts';
import { queueTasks } from './tasks.ts';

type Asker = { workspaceId: string; userId: string };
/** What a person says of the book of somebody who has left. */
export type HandoverSaid =
  | { kind: 'by-rules' }
  | { kind: 'to'; repId: string; reason: string }
  | { kind: 'left'; reason: string };

const BATCH = 500;
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
  if (!handover.leftAt) return { ...handover, pinned, disputed };
  const isOpen = handover.state.kind === 'open';
  const preview = isOpen ? await previewOf(ports, workspaceId, handover.rep.id) : undefined;
  return { ...handover, disputed, ...(preview && { preview }) };
}

export async function previewOf(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  repId: string,
): Promise<HandoverPreview | undefined> {
  const { prisma } = ports.database;
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) return undefined;
  const ids = await readHeld(prisma, workspaceId, 'accounts', { repId, most: LOOKED_AT });
  const run = await runOf(ports, workspaceId, published.ruleSet);
  const fates = runCases(await askedAccounts(prisma, workspaceId, ids, run.at), run).map(
    (one) => leadOf(one, run).fate,
  );
  const gains = fates.flatMap((fate) => (fate.kind === 'goes' ? [fate.to.name] : []));
  const gain = [...Map.groupBy(gains, (name) => name)].map(([name, all]) => ({
    ...{ name, count: all.length },
  }));
  const stay = fates.filter(({ kind }) => kind === 'stays').length;
  const wait = fates.length - gains.length - stay;
  return { gain: gain.toSorted((a, b) => b.count - a.count), stay, wait };
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
    const obstacle = obstacleToHandover(handover, decider, { gains, hasSay });
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
      await queueTasks(tx, ports, workspaceId, [{ kind: 'hand-over', handoverId: id }]);
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

/** Carries a verdict out, a batch at a time. Done again it finds nothing left to do: each batch stands by itself. */
export async function handOver(
  ports: Ports,
  workspaceId: string,
  id: string,
): Promise<{ accounts: number; leads: number }> {
  const { prisma } = ports.database;
  const handover = await readHandover(prisma, workspaceId, id, ports.clock.now());
  if (handover?.state.kind !== 'decided') return { accounts: 0, leads: 0 };
  const give = giverOf(ports, workspaceId, handover, handover.state.verdict);
  const moved = { accounts: 0, leads: 0 };
  for (const table of ['accounts', 'leads'] as const) {
    const { id: repId } = handover.rep;
    let page: string[] = [];
    do {
      const after = page.at(-1);
      page = await readHeld(prisma, workspaceId, table, { repId, after, most: BATCH });
      moved[table] += page.length > 0 ? await give(table, page) : 0;
    } while (page.length === BATCH);
  }
  const isOrdered = handover.leftAt === undefined;
  await inTransaction(ports.database, async (tx) => {
    await endHandover(tx, id, ports.clock.now());
    const asked = isOrdered ? { fresh: [id], changed: [] } : { fresh: [], changed: [id] };
    await queueQuestions(tx, ports, workspaceId, 'handover', asked);
  });
  return moved;
}

type Give = (table: 'accounts' | 'leads', ids: string[]) => Promise<number>;

function giverOf(
  ports: Ports,
  workspaceId: string,
  handover: Handover,
  verdict: HandoverVerdict,
): Give {
  switch (verdict.kind) {
    case 'left':
      return async () => 0;
    case 'by-rules':
      return byRules(ports, workspaceId, handover);
    case 'to':
      return toOne(ports, workspaceId, handover, verdict);
  }
}

function byRules(ports: Ports, workspaceId: string, { id }: Handover): Give {
  return async (table, ids) => {
    const at = ports.clock.now();
    const key = (subjectId: string) => `handover:${id}:${subjectId}`;
    const accounts = ids.map((accountId) => ({ accountId, key: key(accountId), at }));
    const leads = ids.map((leadId) => ({ leadId, key: key(leadId), at }));
    const { assigned } =
      table === 'accounts'
        ? await routeAccounts(ports, workspaceId, accounts)
        : await routeLeads(ports, workspaceId, leads);
    return assigned;
  };
}

/** Whoever has left keeps nothing; of somebody who is here, what is pinned stays. */
function toOne(
  ports: Ports,
  workspaceId: string,
  { rep, leftAt }: Handover,
  { to, by, reason }: Extract<HandoverVerdict, { kind: 'to' }>,
): Give {
  const change: Change = {
    ...{ expected: rep.id, wanted: to.id, reason, actor: by },
    cause: { kind: 'handover', from: rep.name },
  };
  return (table, ids) =>
    inTransaction(ports.database, async (tx) => {
      if (table === 'leads') {
        const leads = ids.map((leadId) => ({ leadId, ...change }));
        return (await changeLeadOwners(tx, ports, workspaceId, leads)).changed.length;
      }
      const pins = leftAt ? undefined : await readPins(tx, workspaceId, ids, ports.clock.now());
      const free = ids.filter((accountId) => !pins?.has(accountId));
      const accounts = free.map((accountId) => ({ accountId, ...change }));
      const { changed } = await changeOwners(tx, ports, workspaceId, accounts);
      const stale = await withdrawStaleOf(tx, workspaceId, free);
      await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: stale });
      return changed.length;
    });
}
