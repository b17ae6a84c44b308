import { afterAll, beforeAll, it } from 'vitest';
import { changeOwner } from '../../src/services/ownership.ts';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, stageBot } from '../support/bot.ts';
import { aChange } from '../support/changes.ts';
import { deskOf } from '../support/desk.ts';
import { hire, TEAM } from '../support/world.ts';

let staged: Staged;
const desk = deskOf(() => staged, ana);

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    const reps = [await hire(world, 'Ada Lind', { slackUserId: ana }), await hire(world, 'Ben')];
    const [ada = '', ben = ''] = reps;
    const accountId = await enter(world, 'Birchwood', { domain: 'birchwood.example' });
    const moves: [string | null, string][] = [[null, ada]];
    for (let nth = 0; nth < 3; nth += 1) moves.push([ada, ben], [ben, ada]);
    for (const [expected, wanted] of moves) {
      await changeOwner(world.ports, TEAM, aChange({ accountId, expected, wanted }));
    }
  });
});
afterAll(() => staged.stop());

it('is asked for by name, and turned in its place', async () => {
  await desk.ask('/territory', 'history birchwood');
  await desk.sees(/The history of Birchwood.*\*Ben → Ada Lind\*.*line 7.*because the west moved/);
  await desk.sees(/Page 1 of 2\. Each line here matches its seal and its neighbours/);
  await desk.press('history:older', 'Older');
  await desk.sees(/\*nobody → Ada Lind\*.*line 1.*Page 2 of 2/);
});

it('opens above a card', async () => {
  await desk.ask('/whoowns', 'birchwood');
  await desk.press('history:open', 'History');
  await desk.seesInWindow(/\*Birchwood\*.*\*Ben → Ada Lind\*/);
  await desk.pressInWindow('history:older', ':1');
  await desk.seesInWindow(/nobody → Ada Lind.*Page 2 of 2/);
  await desk.dismiss();
});
