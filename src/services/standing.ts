import { subMinutes } from 'date-fns/subMinutes';
import type { Standing } from '../domain/rules/decision.ts';
import type { Ports } from '../ports.ts';
import type { Database } from '../store/database.ts';
import { readStanding } from '../store/standing.ts';
import type { Published } from './published-rules.ts';

/** Counting a whole book takes longer than a look-up may; what is so old still tells large from small. */
const FRESH_MINUTES = 5;

type Kept = { at: Date; standing: Standing };
const shelves = new WeakMap<Database, Map<string, Kept>>();

/** What tie-breakers of the moment go by; undefined where the rules declare none. */
export async function standingFor(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  { compiled }: Pick<Published, 'compiled'>,
): Promise<Standing | undefined> {
  if (compiled.order.later.length === 0) return undefined;
  const shelf = shelves.get(database) ?? new Map<string, Kept>();
  shelves.set(database, shelf);
  const at = clock.now();
  const kept = shelf.get(workspaceId);
  if (kept && kept.at > subMinutes(at, FRESH_MINUTES)) return kept.standing;
  const standing = await readStanding(database.prisma, workspaceId);
  shelf.set(workspaceId, { at, standing });
  return standing;
}
