import { fold } from './rules/fold.ts';
import type { Pool } from './rules/pool.ts';

export function poolNamed(pools: readonly Pool[], name: string): Pool | undefined {
  return pools.find((pool) => fold(pool.name) === fold(name));
}

/** Nobody is chosen: it is theirs who come first. */
export function isToClaim(pools: readonly Pool[], name: string): boolean {
  return poolNamed(pools, name)?.method.kind === 'claim';
}

/** The pool and those it overflows to, one after the other; a circle is gone round once. */
function poolsAlong(pools: readonly Pool[], first: string): Pool[] {
  const passed = new Set<Pool>();
  for (let pool = poolNamed(pools, first); pool && !passed.has(pool); ) {
    passed.add(pool);
    pool = poolNamed(pools, pool.overflow ?? '');
  }
  return [...passed];
}

/** Everybody to whom it may come that a pool deals, by their e-mail addresses. */
export function membersAlong(pools: readonly Pool[], first: string): string[] {
  return poolsAlong(pools, first).flatMap(({ members }) =>
    members.map(({ rep }) => rep.toLowerCase()),
  );
}

/** Whose a pool's account may stay: a member’s; and where the pool itself dealt it, that of one to whom it overflowed. */
export function mayStayWith(
  email: string,
  { pool, wasDealt }: { pool: string; wasDealt: boolean },
  pools: readonly Pool[],
): boolean {
  const asked = wasDealt ? poolsAlong(pools, pool) : [poolNamed(pools, pool)];
  const members = asked.flatMap((one) => one?.members ?? []);
  return members.some(({ rep }) => rep.toLowerCase() === email);
}
