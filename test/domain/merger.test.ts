import { expect, it } from 'vitest';
import { type Likeness, standsFor } from '../../src/domain/merger.ts';

const record = {
  name: 'Acme',
  ownerId: 'ana',
  values: { country: 'US', city: 'Reno', employees: 90, tags: ['a', 'b'] },
};
const merged = { ...record, owned: new Set([1, 2]) };
const bare = { name: 'Acme', ownerId: null, values: {} };

it.each<[string, Likeness[], number]>([
  ['whose name it has', [{ ...bare, name: 'ACME Inc' }, bare], 1],
  [
    'whose owner it has',
    [
      { ...bare, ownerId: 'bo' },
      { ...bare, ownerId: 'ana' },
    ],
    1,
  ],
  [
    'that it contradicts in nothing, though more of the other is left',
    [
      { ...record, values: { ...record.values, city: 'Elko' } },
      { ...bare, values: { city: 'Reno' } },
    ],
    1,
  ],
  ['whose lists it has', [{ ...bare, values: { tags: ['b'] } }, record], 1],
  [
    'whose owners it remembers, though it has more of the other',
    [
      { ...record, owned: new Set([3, 4]) },
      { ...bare, name: 'ACME Inc', owned: new Set([1, 5]) },
    ],
    1,
  ],
  [
    'that it contradicts least, of those whose owners it remembers',
    [
      { ...bare, name: 'ACME Inc', owned: new Set([1]) },
      { ...bare, owned: new Set([2]) },
      { ...bare, owned: new Set([3]) },
    ],
    1,
  ],
  ['that comes first, of equal ones', [bare, { ...bare }], 0],
])('a merged record goes on as the one %s', (_, former, nth) => {
  expect(standsFor(merged, former)).toBe(former[nth]);
});

it('of which the CRM says nothing, the first one goes on; of none, none does', () => {
  expect(standsFor(undefined, [bare, merged])).toBe(bare);
  expect(standsFor(merged, [])).toBeUndefined();
});
