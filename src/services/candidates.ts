import { fitsOf, type Gifts } from '../domain/fit.ts';
import { byFit, type Offered, suitsOf } from '../domain/offered.ts';
import { fold } from '../domain/rules/fold.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readFacts, readLeadFacts } from '../store/facts.ts';
import { readOffered } from '../store/offered.ts';
import { readRecords } from '../store/pool-loads.ts';
import { type ProposalRow, readProposal } from '../store/proposals.ts';

const SUGGESTED = 20;
/** As a pool that deals by best fit looks at people. */
const BY = ['skills', 'language', 'certificate', 'segment'] as const;

/**
 * People to whom something may be given, as somebody types a name, an address or a team; of a proposal those to whom they can
 * reassign it, with how they suit it.
 */
export async function suggestCandidates(
  { database: { prisma }, clock }: Pick<Ports, 'database' | 'clock'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  typed: string,
  proposalId?: string,
): Promise<Offered[]> {
  const words = fold(typed).split(/\s+/);
  const people = await readOffered(prisma, workspaceId, clock.now());
  const proposal = proposalId && (await readProposal(prisma, workspaceId, proposalId));
  const suited = proposal
    ? await suit(prisma, workspaceId, eligible(people, proposal, userId), proposal)
    : people;
  const meant = suited.filter(({ name, email, team = '' }) => {
    const said = fold(`${name} ${email} ${team}`);
    return words.every((word) => said.includes(word));
  });
  return byFit(meant).slice(0, SUGGESTED);
}

type Person = Offered & Gifts & { email: string; isOwner: boolean };

/** Not whoever has it, nor whoever asks where they may not gain, nor somebody whom the CRM does not know. */
function eligible(people: Person[], { present, course }: ProposalRow, userId: string): Person[] {
  const mayGain = course?.ownGain === 'allow';
  return people.filter(
    ({ id, slackUserId, isOwner }) =>
      isOwner && id !== present?.id && (mayGain || slackUserId !== userId),
  );
}

async function suit(
  db: Db,
  workspaceId: string,
  people: Person[],
  { subject }: Pick<ProposalRow, 'subject'>,
): Promise<Person[]> {
  const read = subject.kind === 'account' ? readFacts : readLeadFacts;
  const known = (await read(db, workspaceId, [subject.id])).get(subject.id);
  const ids = people.map(({ id }) => id);
  const records = await readRecords(db, workspaceId, ids, { kind: 'best-fit', by: [...BY] });
  const fits = fitsOf(people, known?.facts ?? {}, BY, { records });
  return people.map((person, nth) => {
    const fit = fits[nth];
    return fit ? { ...person, suits: suitsOf(fit) } : person;
  });
}
