import type { OwnerChange } from '../../src/domain/ownership.ts';

export function aChange(fields: Partial<OwnerChange> & { accountId: string }): OwnerChange {
  return {
    expected: null,
    wanted: null,
    cause: { kind: 'operator' },
    actor: { kind: 'operator', name: 'ops' },
    reason: 'because the west moved',
    ...fields,
  };
}
