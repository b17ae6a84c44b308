import type { Role } from './roster.ts';

/** What not everybody may do here, and who may. */
const allowed = {
  'simulate rules': ['ops', 'admin', 'manager'],
  'see the quality report': ['ops', 'admin', 'manager'],
  'propose clean values': ['ops', 'admin', 'manager'],
  'approve clean values': ['ops', 'admin'],
  'route accounts again': ['ops', 'admin'],
  'map fields': ['ops', 'admin'],
  'merge duplicates': ['ops', 'admin'],
  'decide proposals': ['ops', 'admin', 'manager'],
  'pin accounts': ['ops', 'admin', 'manager'],
  'hand accounts over': ['ops', 'admin', 'manager'],
  'override disputes': ['ops', 'admin'],
  'raise disputes': ['rep', 'manager', 'ops', 'admin'],
  'read private notes': ['ops', 'admin'],
  'retry what failed': ['ops', 'admin'],
  'take accounts up again': ['ops', 'admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Deed = keyof typeof allowed;

/** People who are not in the roster have no role. */
export function may(role: Role | undefined, deed: Deed): boolean {
  const roles: readonly Role[] = allowed[deed];
  return role !== undefined && roles.includes(role);
}

/** Who may, in words: "ops, admins and managers". */
export function whoMay(deed: Deed): string {
  const names = allowed[deed].map((role) => (role === 'ops' ? role : `${role}s`));
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
