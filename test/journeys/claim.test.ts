import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeAccounts } from '../../src/services/intake.ts';
import { enter } from '../support/accounts.ts';
import { ana, type Staged, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { publish } from '../support/publishing.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM, type World } from '../support/world.ts';

const rules = `
pool "Campus desk" claim = ada.lind@registry.example, ben.okoye@registry.example
rule "Universities"
  in vertical, priority 1
  says "Universities belong to whoever claims them first."
  when industry = Education
  then pool "Campus desk"
pool "Bank desk" claim = ben.okoye@registry.example
rule "Banks"
  in vertical, priority 2
  says "Banks belong to whoever claims them first."
  when industry = Banking
  then pool "Bank desk"
rule "Rest"
  in catch-all, priority 1
  when always
  then review
`;

let staged: Staged;
const ada = deskOf(() => staged, ana);
const ben = deskOf(() => staged, 'U2BEN');

beforeAll(async () => {
  staged = await stageBot(async (world) => {
    await hire(world, 'Ada Lind', { slackUserId: ana });
    await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
    await publish(world, rules);
    await arrive(world, 'Orvit University', 'orvit.example', 'Education');
    await arrive(world, 'Larch Bank', 'larch.example', 'Banking');
    await arrive(world, 'Mossy Foods', 'mossy.example', 'Retail');
  });
});
afterAll(() => staged.stop());

async function arrive(world: World, name: string, domain: string, industry: string) {
  const accountId = await enter(world, name, { domain, facts: { industry } });
  const at = world.ports.clock.now();
  await routeAccounts(world.ports, TEAM, [{ accountId, key: domain, at }]);
}

describe('an account that belongs to whoever of a pool claims it first', () => {
  it('offers itself to members of the pool, and to nobody else', async () => {
    await ada.ask('/whoowns', 'orvit.example');
    await ada.sees(/To be claimed\* by the first of the pool Campus desk.*claim:take/);
    await ada.ask('/whoowns', 'larch.example');
    await ada.sees(/To be claimed\* by the first of the pool Bank desk/);
    expect(wordsOf(await ada.latest())).not.toContain('claim:take');
    await ada.ask('/territory', 'claim larch.example');
    await ada.sees(/Only members of the pool Bank desk may claim this: Ben Okoye\./);
    await ada.ask('/whoowns', 'orvit.example');
    await ada.sees(/claim:take/);
  });

  it('is exactly one’s of two who press at once, and the other reads whose it is', async () => {
    await ben.ask('/whoowns', 'orvit.example');
    await ben.sees(/claim:take/);
    await Promise.all([ada.press('claim:take', 'Claim'), ben.press('claim:take', 'Claim')]);
    const words = async () => [wordsOf(await ada.latest()), wordsOf(await ben.latest())];
    await soon(async () => {
      const said = await words();
      const owners = said.filter((text) => text.includes('claimed it from the pool'));
      const others = said.filter((text) => /is (Ada Lind|Ben Okoye)’s already/.test(text));
      expect([owners.length, others.length]).toEqual([1, 1]);
    });
    await staged.restart(async ({ database: { prisma } }) => {
      const where = { workspaceId: TEAM, name: 'Orvit University' };
      const account = await prisma.account.findFirstOrThrow({ where });
      const changes = await prisma.ownershipChange.findMany({ where: { accountId: account.id } });
      const turns = await prisma.poolTurn.findMany({ where: { accountId: account.id } });
      const proposals = await prisma.proposal.findMany({ where: { accountId: account.id } });
      expect(changes.map(({ toId }) => toId)).toEqual([account.ownerId]);
      expect(turns.map(({ repId, number }) => [repId, Number(number)])).toEqual([
        [account.ownerId, 1],
      ]);
      expect(proposals.map(({ status }) => status)).toEqual(['approved']);
    });
  });

  it('is held by the rules from then on', async () => {
    await ada.ask('/whoowns', 'orvit.example');
    await ada.sees(
      /as rule “Universities” \(version 1 of the rules\) lets them.*\*Rules\* Held by the rules\./,
    );
  });

  it('can be claimed by its name; what nobody offers cannot', async () => {
    await ben.ask('/territory', 'claim larch.example');
    await ben.sees(/\*Owner\* <@U2BEN>.*Ben Okoye claimed it from the pool “Bank desk”/);
    await ben.ask('/territory', 'claim mossy.example');
    await ben.sees(/Mossy Foods is not up to be claimed/);
    await ben.ask('/territory', 'claim');
    await ben.sees(/Name an account/);
  });
});
