import { subDays } from 'date-fns/subDays';
import type { WaitingFilter, WaitingLine, WaitingPage } from '../domain/book.ts';
import { peopleIn } from '../domain/flag.ts';
import { placeRefused } from '../domain/notice.ts';
import { may } from '../domain/permission.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readProposal } from '../store/proposals.ts';
import { readSeatsNamed } from '../store/seats.ts';
import {
  type Among,
  countAmong,
  countByTerritory,
  countWaiting,
  type ListOf,
  listOf,
  readWaitingDecisions,
  readWaitingLines,
} from '../store/waiting.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { mayNot, speakerOf } from './decider.ts';
import { findRunnersUp } from './runners-up.ts';

/** As it is now, decided or not. */
export async function showProposal(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  proposalId: string,
): Promise<Proposal | undefined> {
  const { prisma } = ports.database;
  const found = await readProposal(prisma, workspaceId, proposalId);
  if (!found) return undefined;
  const emails = found.flags.flatMap(peopleIn);
  const { byEmail } = await readSeatsNamed(prisma, workspaceId, { emails, territory: '' });
  const runnersUp = await findRunnersUp(ports, workspaceId, found);
  return { ...found, runnersUp, people: byEmail };
}

/** More have come at once than anybody reads one by one: ops are told how many wait, and why. */
export async function tellWaiting(
  { database, notifier, clock }: Ports,
  workspaceId: string,
  { since, isRetry }: { since: string; isRetry: boolean },
): Promise<
  { kind: 'done'; receipt: { kind: 'told' | 'nobody' } } | { kind: 'refused'; error: string }
> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  const waiting = await readWaitingDecisions(database.prisma, workspaceId, { kind: 'all' });
  const { total, twins, refused } = waiting;
  const place = workspace?.opsChannel;
  if (!place || total + twins + refused === 0) {
    return { kind: 'done', receipt: { kind: 'nobody' } };
  }
  const shown = { kind: 'waiting', waiting, since } as const;
  const yesterday = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, yesterday) : undefined;
  const where = before ?? (await notifier.post(workspaceId, place, shown));
  if (where === 'gone') return { kind: 'refused', error: placeRefused(place) };
  return { kind: 'done', receipt: { kind: 'told' } };
}

type Asker = { workspaceId: string; userId: string };
const PAGE = 8;

/** What waits for a person: all of it for ops, for others what is asked of them. */
export async function listWaiting(
  { database: { prisma }, clock }: Pick<Ports, 'database' | 'clock'>,
  { workspaceId, userId }: Asker,
  { page, ...filter }: WaitingFilter & { page: number },
): Promise<WaitingPage> {
  const whose = await listFor(prisma, workspaceId, userId, clock.now());
  const { total, byFlag, refused } = await countWaiting(prisma, workspaceId, whose.list);
  if (total + refused === 0 && !whose.mayDecide) throw mayNot();
  const byTerritory = await countByTerritory(prisma, workspaceId, whose.list);
  const only = amongOf(filter, clock.now());
  const isAll = Object.keys(filter).length === 0;
  const among = isAll ? total : await countAmong(prisma, workspaceId, whose.list, only);
  const pages = Math.max(1, Math.ceil(among / PAGE));
  // What waited on the last page may have been decided meanwhile.
  const shown = Math.min(page, pages - 1);
  const part = { from: shown * PAGE, most: PAGE, ...only };
  const lines = await readWaitingLines(prisma, workspaceId, whose.list, part);
  return { total, byFlag, refused, byTerritory, filter, among, lines, page: shown, pages };
}

const MANY = 50;

/** As many of them as are approved at once, those for whom somebody is proposed. */
export async function listApprovable(
  { database: { prisma }, clock }: Pick<Ports, 'database' | 'clock'>,
  { workspaceId, userId }: Asker,
  filter: WaitingFilter,
): Promise<WaitingLine[]> {
  const { list } = await listFor(prisma, workspaceId, userId, clock.now());
  const among = { ...amongOf(filter, clock.now()), only: 'proposed' } as const;
  return readWaitingLines(prisma, workspaceId, list, { from: 0, most: MANY, ...among });
}

async function listFor(
  db: Db,
  workspaceId: string,
  userId: string,
  at: Date,
): Promise<{ list: ListOf; mayDecide: boolean }> {
  const { person, role } = await speakerOf(db, workspaceId, userId, at);
  return { list: listOf({ id: person.id, role }), mayDecide: may(role, 'decide proposals') };
}

function amongOf({ age, ...rest }: WaitingFilter, at: Date): Among {
  if (age === undefined) return rest;
  return { ...rest, before: subDays(at, age === 'day' ? 1 : 7) };
}
