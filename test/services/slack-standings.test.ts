import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepStandings } from '../../src/services/slack-people.ts';
import { createAskers } from '../../src/slack/askers.ts';
import { aWorkspace, type Workspace } from '../sandbox/slack-workspace.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let slack: Workspace;
beforeAll(async () => {
  world = await openWorld();
  slack = await aWorkspace();
});
afterAll(async () => {
  await slack.stop();
  await world.close();
});

const aReplica = () => {
  const askers = createAskers(
    world.ports.clock,
    keepStandings(() => world.ports),
  );
  const admit = (userId: string, teamId = 'T1') => askers.admit(slack.client, { teamId, userId });
  return { ...askers, ask: admit };
};
const become = async (fields: object) => {
  await slack.admin('user', { user: 'U2BEN', ...fields });
  return (await slack.client.users.info({ user: 'U2BEN' })).user as { id: string };
};

it('turns a guest away at once in every replica, though Slack has told one of them', async () => {
  const [told, other] = [aReplica(), aReplica()];
  await told.ask('U2BEN');
  await other.ask('U2BEN');

  await told.note('T1', await become({ guest: true }));
  await expect(told.ask('U2BEN')).rejects.toThrow('guest');
  await expect(other.ask('U2BEN')).rejects.toThrow('guest');

  await told.note('T1', await become({ guest: false }));
  expect(await told.ask('U2BEN')).toEqual({ workspaceId: 'T1', userId: 'U2BEN' });
  expect(await other.ask('U2BEN')).toEqual({ workspaceId: 'T1', userId: 'U2BEN' });
});

it('lets in again whom it has missed becoming a member', async () => {
  const replica = aReplica();
  await replica.note('T1', await become({ guest: true }));
  await become({ guest: false });
  expect(await replica.ask('U2BEN')).toEqual({ workspaceId: 'T1', userId: 'U2BEN' });
});

it('asks Slack again after a while, and then knows what nobody has told', async () => {
  await become({ guest: false });
  const replica = aReplica();
  await replica.ask('U2BEN');
  await become({ guest: true });
  expect(await replica.ask('U2BEN')).toMatchObject({ userId: 'U2BEN' });
  const later = world.ports.clock.now().getTime() + 11 * 60_000;
  world.setTime(new Date(later).toISOString());
  await expect(replica.ask('U2BEN')).rejects.toThrow('guest');
});

it('knows a member of one workspace for a stranger in another', async () => {
  const replica = aReplica();
  await replica.ask('U1ADA');
  await expect(replica.ask('U1ADA', 'T2')).rejects.toThrow('stranger');
});
