import { expect, it } from 'vitest';
import { runnersUp } from '../../src/domain/runner-up.ts';

const offered = ['ana', 'mo', 'bo', 'cy', 'di', 'ed'].map((id, nth) => ({
  ...{ id, name: id, email: `${id}@x.example`, accounts: nth, team: id === 'ed' ? 'East' : 'West' },
  ...(id === 'cy' && { capacity: 3 }),
  role: id === 'mo' ? ('manager' as const) : ('rep' as const),
}));
const [proposed] = offered;

it('names whom the next rule and the facts speak for, then who has room, and not the owner', () => {
  const flags = [{ kind: 'open-deal' as const, owner: 'Ed@x.example', value: 5 }];
  const next = { rule: 'East', email: 'di@x.example' };
  const of = { flags, ...(proposed && { proposed }) };
  const told = (found: ReturnType<typeof runnersUp>) =>
    found.map(({ id, because }) => [id, because.kind]);
  expect(told(runnersUp(of, offered, next))).toEqual([
    ['di', 'next-rule'],
    ['ed', 'open-deal'],
    ['bo', 'room'],
  ]);
  const present = { id: 'bo', name: 'bo' };
  expect(told(runnersUp({ ...of, flags: [], present }, offered, undefined))).toEqual([
    ['di', 'room'],
  ]);
});
