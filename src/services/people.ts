import { meantAmong, parsePerson } from '../domain/asked-person.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { personOf } from '../domain/routing.ts';
import type { Ports } from '../ports.ts';
import { readSeats } from '../store/seats.ts';

/** The one person of the roster whom somebody means by a mention, an address, a handle or a name. */
export async function findPerson(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  asked: string,
): Promise<Person> {
  const { byId } = await readSeats(database.prisma, workspaceId);
  const who = parsePerson(asked);
  const found = meantAmong(who, [...byId.values()]);
  const [one, ...others] = found.toSorted((a, b) => a.name.localeCompare(b.name));
  const said = who.kind === 'words' ? who.words : asked;
  if (!one) throw new Refusal({ kind: 'unknown-rep', asked: said });
  if (others.length > 0) {
    const names = found.map(({ name, email }) => `${name} (${email})`);
    throw new Refusal({ kind: 'several-reps', asked: said, names });
  }
  return personOf(one);
}
