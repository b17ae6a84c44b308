import { randomUUID } from 'node:crypto';
import { TURN } from '../../src/domain/credit.ts';
import type { Subject } from '../../src/domain/pool-state.ts';
import { type Pool, pool } from '../../src/domain/rules/pool.ts';
import { dealMany } from '../../src/services/pools.ts';
import { type Db, inTransaction } from '../../src/store/database.ts';
import { syncPools } from '../../src/store/pools.ts';
import type { World } from './world.ts';

/** A pool as rules say it; people by their first names. */
export const aNamedPool = (name: string, members: string[], fields: Partial<Pool> = {}) =>
  pool.parse({
    name,
    method: { kind: 'round-robin' },
    members: members.map((rep) => ({ rep: `${rep}@pool.example` })),
    ...fields,
  });
export const someLead = (): Subject => ({ kind: 'lead', id: randomUUID(), facts: {} });
export const someLeads = (count: number) => Array.from({ length: count }, someLead);
export const someAccount = (facts: Subject['facts'] = {}): Subject => ({
  ...{ kind: 'account', id: randomUUID(), facts },
});

/** Ana, Bo, Cy and Di in a workspace of their own. */
export async function staff(world: World) {
  const { prisma } = world.database;
  const workspaceId = `T${randomUUID()}`;
  const ids: Record<string, string> = {};
  await prisma.workspace.create({ data: { id: workspaceId, name: 'Pools' } });
  const join = async (name: string, fields: { capacity?: number } = {}) => {
    const data = { workspaceId, name, email: `${name}@pool.example`, ...fields };
    ids[name] = (await prisma.rep.create({ data })).id;
  };
  for (const name of ['ana', 'bo', 'cy', 'di']) await join(name);
  const within = <Result>(work: (tx: Db) => Promise<Result>) => inTransaction(world.database, work);
  const deal = (name: string, subjects: Subject[] = [someLead()]) =>
    within((tx) => dealMany(tx, world.ports, workspaceId, name, subjects));
  return {
    workspaceId,
    join,
    within,
    idOf: (name: string) => ids[name] ?? '',
    nameOf: (id: string) => Object.keys(ids).find((name) => ids[name] === id),
    publish: (...pools: Pool[]) =>
      within((tx) => syncPools(tx, workspaceId, pools, world.ports.clock.now())),
    deal,
    /** Who got them, by name. */
    dealt: async (name: string, subjects?: Subject[]) =>
      (await deal(name, subjects)).map((one) => (one.kind === 'chosen' ? one.rep.name : one.kind)),
    /** In turns, in the order of the list. */
    credits: async (name: string) => {
      const found = await prisma.poolMember.findMany({
        where: { workspaceId, pool: { name }, leftAt: null },
        orderBy: { position: 'asc' },
      });
      return found.map(({ credit }) => Number(credit) / TURN);
    },
    lines: (name: string) =>
      prisma.poolTurn.findMany({
        where: { workspaceId, pool: { name } },
        orderBy: { number: 'asc' },
      }),
  };
}
