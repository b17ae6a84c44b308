import { someCrm } from '../domain/crm-place.ts';
import { obstacleToWithdrawal } from '../domain/dispute.ts';
import type { DisputeCase, DisputeDesk } from '../domain/dispute-case.ts';
import type { Party } from '../domain/dispute-claim.ts';
import { correctable } from '../domain/dispute-correction.ts';
import { notesIn, type PrivateNote, readsNotes } from '../domain/dispute-note.ts';
import { type Dispute, isHearing } from '../domain/dispute-state.ts';
import { mappedOf } from '../domain/field.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { readDesk } from '../store/dispute-desk.ts';
import { readEvidence } from '../store/dispute-evidence.ts';
import { type DisputeRow, readDispute } from '../store/disputes.ts';
import { readOwnerCard } from '../store/owner-card.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { courtOf } from './dispute-cases.ts';
import { soundFields } from './sound-fields.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Reach = Needs & Pick<Ports, 'crm'>;

/** A case as it stands now. */
export async function showDispute(
  ports: Needs,
  workspaceId: string,
  id: string,
): Promise<DisputeCase> {
  const row = await readDispute(ports.database.prisma, workspaceId, id);
  if (!row) throw new Refusal({ kind: 'out-of-date' });
  return shownOf(ports, workspaceId, row);
}

/** The same for one person, with the private notes where they may read them. */
export async function showDisputeTo(
  ports: Needs,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string,
): Promise<{ shown: DisputeCase; notes: PrivateNote[]; viewer: string }> {
  const { prisma } = ports.database;
  const row = await readDispute(prisma, workspaceId, id);
  if (!row) throw new Refusal({ kind: 'out-of-date' });
  const shown = await shownOf(ports, workspaceId, row);
  const notes = notesIn(row.events);
  const person = await findRepBySlackUser(prisma, workspaceId, userId);
  const viewer = person?.id ?? '';
  if (!person || notes.length === 0) return { shown, notes: [], viewer };
  const { parties } = row.dispute;
  const { policyNumber } = row.head;
  const at = ports.clock.now();
  const { bench } = await courtOf(prisma, workspaceId, policyNumber, row.dispute, at);
  const reader = { id: person.id, role: await readRole(prisma, workspaceId, userId) };
  const mayRead = readsNotes(reader, { parties, events: row.events, bench });
  return { shown, notes: mayRead ? notes : [], viewer };
}

/** The same for somebody who is about to withdraw it; refuses whoever cannot. */
export async function showWithdrawal(
  ports: Needs,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string,
): Promise<DisputeCase> {
  const shown = await showDispute(ports, workspaceId, id);
  const person = await findRepBySlackUser(ports.database.prisma, workspaceId, userId);
  const obstacle = obstacleToWithdrawal(shown.dispute, person?.id ?? '');
  if (obstacle) throw new Refusal(obstacle);
  return shown;
}

export async function shownOf(
  { database: { prisma }, clock }: Needs,
  workspaceId: string,
  { head, dispute }: DisputeRow,
): Promise<DisputeCase> {
  const at = clock.now();
  const court = await courtOf(prisma, workspaceId, head.policyNumber, dispute, at);
  const seats = isHearing(dispute) ? court.bench[dispute.status] : [];
  const card = await readOwnerCard(prisma, workspaceId, head.accountId, at);
  const found = await readEvidence(prisma, workspaceId, head.id);
  return {
    ...{ id: head.id, number: head.number, dispute, policy: court.policy },
    speakers: seats.map(({ person, standIn }) =>
      standIn ? { ...standIn, inPlaceOf: person } : person,
    ),
    crm: card?.account.crm ?? { name: someCrm },
    ...(found && { evidence: { lines: found.lines, at: found.at } }),
  };
}

/** The same for somebody who is about to say what should become of it; refuses whoever has no say in it now. */
export async function showDisputeDesk(
  ports: Reach,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string,
  as: 'offer' | 'verdict',
): Promise<{ shown: DisputeCase; desk: DisputeDesk }> {
  const shown = await showDispute(ports, workspaceId, id);
  const { dispute, speakers } = shown;
  const { name: account } = dispute.account;
  const isOf = (people: readonly Party[]) =>
    people.some(({ slackUserId }) => slackUserId === userId);
  if (!isHearing(dispute)) throw new Refusal({ kind: 'not-now', account, status: dispute.status });
  if (as === 'verdict' && isOf(dispute.parties)) {
    throw new Refusal({ kind: 'party-decides', account });
  }
  if (!isOf([...speakers, ...dispute.seats])) {
    const who = speakers.map(({ name }) => name);
    throw new Refusal(
      as === 'offer' ? { kind: 'not-a-party', account } : { kind: 'not-on-bench', account, who },
    );
  }
  const { prisma } = ports.database;
  const desk = await readDesk(prisma, workspaceId, dispute.account.id, ports.clock.now());
  const facts = await correctableIn(ports, workspaceId, dispute, desk);
  return { shown, desk: { ...desk, facts } };
}

/** Where no CRM is connected nobody could be told what is right. */
async function correctableIn(
  { database: { prisma }, crm }: Reach,
  workspaceId: string,
  { claims }: Dispute,
  { facts }: DisputeDesk,
): Promise<DisputeDesk['facts']> {
  if (!crm(workspaceId)) return [];
  const fields = mappedOf(await soundFields(prisma, workspaceId), 'account');
  return correctable(facts, {
    claimed: claims.flatMap(({ claim }) => claim.attribute ?? []),
    mapped: fields.map(({ attribute }) => attribute),
  });
}
