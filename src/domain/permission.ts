import type { Role } from './roster.ts';

/** What not everybody may do here, and who may. */
const allowed = {
  'simulate rules': ['ops', 'admin', 'manager'],
} as const satisfies Record<string, readonly Role[]>;
export type Deed = keyof typeof allowed;

/** People who are not in the roster have no role. */
export function may(role: Role | undefined, deed: Deed): boolean {
  const roles: readonly Role[] = allowed[deed];
  return role !== undefined && roles.includes(role);
}
