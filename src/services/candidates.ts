import { byFit, type Offered } from '../domain/offered.ts';
import { fold } from '../domain/rules/fold.ts';
import type { Ports } from '../ports.ts';
import { readOffered } from '../store/offered.ts';

const SUGGESTED = 20;

/** People to whom something may be given, as somebody types a name, an address or a team. */
export async function suggestCandidates(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  typed: string,
): Promise<Offered[]> {
  const words = fold(typed).split(/\s+/);
  const people = await readOffered(database.prisma, workspaceId, clock.now());
  const meant = people.filter(({ name, email, team = '' }) => {
    const said = fold(`${name} ${email} ${team}`);
    return words.every((word) => said.includes(word));
  });
  return byFit(meant).slice(0, SUGGESTED);
}
