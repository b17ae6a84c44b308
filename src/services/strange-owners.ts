import type { Crm, Ports } from '../ports.ts';
import { readRepsByCrmOwner, saveCrmOwners } from '../store/roster.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Reps = Awaited<ReturnType<typeof readRepsByCrmOwner>>;

/**
 * Makes known whoever owns these records in the CRM and is not known yet: who came to it today; and whom it does not list, or not any
 * more. Those are somebody all the same, or their book would be nobody's and given away: they go by their number, and have left.
 */
export async function meetOwners(
  { database: { prisma }, clock }: Needs,
  workspaceId: string,
  crm: Crm,
  { reps, records }: { reps: Reps; records: readonly { ownerId?: string }[] },
): Promise<Reps> {
  const strangers = (known: Reps) => [
    ...new Set(records.flatMap(({ ownerId }) => (ownerId && !known.has(ownerId) ? ownerId : []))),
  ];
  if (strangers(reps).length === 0) return reps;
  for await (const page of crm.owners()) {
    await saveCrmOwners(prisma, workspaceId, page, clock.now());
  }
  const unlisted = strangers(await readRepsByCrmOwner(prisma, workspaceId));
  const nameless = unlisted.map((id) => {
    return { id, email: '', name: `${crm.name} owner ${id}`, archived: true };
  });
  if (nameless.length > 0) await saveCrmOwners(prisma, workspaceId, nameless, clock.now());
  return readRepsByCrmOwner(prisma, workspaceId);
}
