import { afterAll, beforeAll, expect, it } from 'vitest';
import { askByRules } from '../../src/services/asking-anew.ts';
import { big, bigInFrance, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

it('what waits is asked anew when other rules are published, all of it: of others, or not at all', async () => {
  const elm = await court.arrive('Elm', big);
  const fir = await court.arrive('Fir', big, 'Bo');
  const oak = await court.arrive('Oak', bigInFrance);
  await court.work();
  court.pass(60);
  const { world } = court;
  await publish(world, RULES.replace('ana@', 'bo@').replace('Germany is Ana’s', 'Germany is Bo’s'));
  await askByRules(world.ports, TEAM);
  await court.work();
  expect(await court.statesOf(elm)).toEqual(['superseded', 'pending']);
  expect((await court.proposalsOf(elm)).at(-1)?.proposedOwnerId).toBe(court.people.Bo);
  expect(await court.statesOf(fir)).toEqual(['superseded']);
  const [desk, ...more] = await court.proposalsOf(oak);
  expect([desk?.status, more]).toEqual(['pending', []]);
  const redrawn = court.redrawn.map(({ subject, state }) => `${subject.name} ${state.kind}`);
  expect(redrawn).toEqual(expect.arrayContaining(['Elm superseded', 'Fir superseded']));
  // Nothing is left for a second look.
  await askByRules(world.ports, TEAM);
  expect(await court.statesOf(elm)).toEqual(['superseded', 'pending']);
});
