import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordRefusal } from '../../src/domain/refusal.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import {
  policyHistory,
  publishPolicy,
  showPolicy,
  undoPolicy,
} from '../../src/services/policies.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const by = { kind: 'operator', name: 'Dana' } as const;
const FILE = `# Who decides.
groups:
  desk: [olga@registry.example]
rules:
  - name: Large
    when: { flags: [high-value] }
    ask: [manager of proposed, { group: desk }]
    mode: all of
`;
let world: World;
beforeAll(async () => {
  world = await openWorld();
  await hire(world, 'Olga');
});
afterAll(() => world.close());

const publish = (text: string, note = 'agreed') =>
  publishPolicy(world.ports, TEAM, { kind: 'approvals', text, note, by });
const refusalOf = (text: string) =>
  publish(text).then(
    () => '',
    (error) => wordRefusal(error.reason),
  );

describe('a policy', () => {
  it('is published under the next number, shown as it was written, and taken back', async () => {
    await expect(showPolicy(world.ports, TEAM, 'approvals')).rejects.toMatchObject({
      reason: { kind: 'no-policy' },
    });
    await publish(FILE);
    await publish(FILE.replace('all of', 'in sequence'), 'one by one');
    const undo = { kind: 'approvals', note: 'too slow', by } as const;
    expect(await undoPolicy(world.ports, TEAM, undo)).toEqual({ number: 3, like: 1 });
    expect((await showPolicy(world.ports, TEAM, 'approvals')).source).toBe(FILE);
    const history = await policyHistory(world.ports, TEAM, 'approvals');
    expect(history.map(({ number, note, by: { name } }) => [number, note, name])).toEqual([
      [3, 'too slow', 'Dana'],
      [2, 'one by one', 'Dana'],
      [1, 'agreed', 'Dana'],
    ]);
    expect(await verifyAudit(world.ports, TEAM)).toMatchObject({ lines: 3, breaks: [] });
  });

  it('is not changed afterwards', async () => {
    const tamper = world.database.pool.query(`UPDATE policies SET note = 'never said'`);
    await expect(tamper).rejects.toThrow('append-only');
  });

  it.each<[string, string]>([
    [FILE.replace('all of', 'any of'), 'line 8, rules[0].mode: '],
    [FILE.replace('mode: all of', 'moed: all of'), 'line 8, rules[0].moed: Unrecognized key'],
    [FILE.replace('- name: Large\n    when', '- when'), 'line 5, rules[0].name: is missing'],
    [
      FILE.replace('group: desk', 'group: dusk'),
      'line 7, rules[0].ask[1]: there is no group “dusk”',
    ],
    [FILE.replace('[high-value]', '[high-value'), 'line 6'],
    [FILE.replace('olga@', 'otto@'), 'nobody in the roster has the address otto@registry.example'],
    [
      FILE.replace('flags: [high-value]', 'territories: [west]'),
      'there is no territory west: add it to the roster',
    ],
    ['', 'line 1, rules: is missing'],
  ])('that is faulty is refused with the place and the remedy %#', async (text, problem) => {
    expect(await refusalOf(text)).toContain(problem);
  });
});
