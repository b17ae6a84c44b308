import { type Course, inOffice } from '../domain/approval-course.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { isOps } from '../domain/staff.ts';
import { type Decider, type Voice, voiceOf, wordAsked } from '../domain/voice.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { type ProposalRow, readProposal } from '../store/proposals.ts';
import { readStaff } from '../store/staff.ts';
import { mayNot, speakerOf } from './decider.ts';

/** What a person says of a proposal. */
export type Said =
  /** `seen`: the decision by which it was asked when they looked, empty where no rule asked it; unknown of old cards. */
  | { kind: 'approve'; reason: string; seen?: string }
  | { kind: 'reassign'; repId: string; reason: string }
  | { kind: 'reject'; reason: string };

/** Before a window opens in which somebody would say it: refuses those who may not say that, whomever they would choose. */
export async function permitVerdict(
  { database: { prisma }, clock }: Pick<Ports, 'database' | 'clock'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  proposalId: string,
  kind: 'reassign' | 'reject',
): Promise<void> {
  const proposal = await readProposal(prisma, workspaceId, proposalId);
  const decider = await speakerOf(prisma, workspaceId, userId, clock.now());
  // What is decided already, and what is too new to be asked, is answered where it is decided.
  if (proposal?.state.kind !== 'pending' || !proposal.course) return;
  const open = { ...proposal, course: proposal.course };
  const said: Said = { kind, repId: '', reason: '' };
  await heed(prisma, { clock }, workspaceId, { proposal: open, decider }, said);
}

type Open = ProposalRow & { course: Course };
export type Heeded = Extract<Voice, { kind: 'asked' | 'above' }>;

/** What their word counts for; refuses those who have no say in it, and names who has. */
export async function heed(
  tx: Db,
  { clock }: Pick<Ports, 'clock'>,
  workspaceId: string,
  { proposal, decider }: { proposal: Open; decider: Decider },
  said: Said,
): Promise<Heeded> {
  const { course, votes, subject, proposed, pool } = proposal;
  const at = clock.now();
  const staff = await readStaff(tx, workspaceId, at);
  // Whoever leads them by now may answer before any bell has put it to them.
  const led = inOffice(course, votes, { staff, gains: proposed?.id, at });
  const voice = voiceOf({ course: led, votes, staff, at }, decider);
  const asked = wordAsked({ course: led, votes });
  const gains = said.kind === 'reassign' ? said.repId : proposed?.id;
  switch (voice.kind) {
    case 'none':
      if (!may(decider.role, 'decide proposals')) throw mayNot();
      throw new Refusal({ kind: 'not-asked', asked });
    case 'spoken':
      throw new Refusal({ kind: 'has-spoken', subject: subject.name, asked });
    case 'asked':
    case 'above':
      if (said.kind === 'approve' && !proposed && pool === undefined) {
        throw new Refusal({ kind: 'nothing-proposed', subject: subject.name });
      }
      if (said.kind !== 'reject' && gains === decider.person.id && course.ownGain === 'refuse') {
        throw new Refusal({ kind: 'own-gain', subject: subject.name });
      }
      if (said.kind === 'reassign' && course.mode !== 'first response' && !isOps(decider)) {
        throw new Refusal({ kind: 'agreed-by-several', subject: subject.name });
      }
      return voice;
  }
}
