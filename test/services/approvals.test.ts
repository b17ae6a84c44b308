import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { ringBells } from '../../src/services/bells.ts';
import { pinAccount } from '../../src/services/pins.ts';
import { listWaiting, showProposal } from '../../src/services/proposals.ts';
import { permitVerdict } from '../../src/services/voices.ts';
import { big, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
  // Mia answers to Vic.
  const { world, people } = court;
  people.Vic = await hire(world, 'Vic', { slackUserId: 'U0VIC', role: 'manager' });
  const leads = { workspaceId: TEAM, name: 'Leads', managerId: people.Vic };
  const { id: teamId } = await world.database.prisma.team.create({ data: leads });
  await world.database.prisma.rep.update({ where: { id: people.Mia ?? '' }, data: { teamId } });
});
afterAll(() => court.world.close());

/** The usual way, in the words of a policy. */
const USUAL = `
  - { name: Usual, ask: [reviewer, manager of proposed, manager of present], ifNobody: managers }`;
afterEach(async () => {
  const { prisma } = court.world.database;
  const status = 'withdrawn';
  await prisma.proposal.updateMany({ where: { status: 'pending' }, data: { status } });
  await prisma.task.updateMany({ data: { status: 'done' } });
  await prisma.absence.deleteMany();
  for (const seen of [court.posted, court.redrawn, court.woken]) seen.length = 0;
  await court.layDown(USUAL);
});

const SECOND = `rule "Second"
  in geography, priority 5
  says "Cy helps out."
  when country = DE
  then rep cy@registry.example

rule "France"`;
const laydown = (rules: string) => court.layDown(rules);
const places = (name: string) =>
  court.posted.flatMap(({ channel, proposal }) => (proposal.subject.name === name ? channel : []));
const audited = async (action: string, id: string) =>
  court.world.database.prisma.auditEntry.findMany({
    where: { action, subject: { equals: { kind: 'account', id } } },
  });
const goAway = (backup?: string) => {
  const { people, world } = court;
  const absence = { from: new Date('2026-11-19'), until: new Date('2026-12-19') };
  return world.database.prisma.absence.create({
    data: {
      ...{ workspaceId: TEAM, repId: people.Mia ?? '', ...absence },
      backupId: (backup && people[backup]) ?? null,
    },
  });
};

describe('a decision that nobody answers', () => {
  it('is called to mind at half time, goes up the line when it is due, and rests with ops', async () => {
    const elm = await court.arrive('Elm', big);
    await court.work();
    await court.ringAfter(4.1);
    await court.work();
    expect(court.woken).toMatchObject([
      { channel: 'U0MIA', woken: { total: 1, lines: [{ name: 'Elm', how: 'waits' }] } },
    ]);
    await court.ringAfter(4.1);
    await court.work();
    expect(places('Elm')).toEqual(['U0MIA', 'U0VIC']);
    expect(await audited('proposal-moved-up', elm)).toMatchObject([
      { before: ['Mia'], after: ['Vic'] },
    ]);
    for (let rung = 0; rung < 6; rung += 1) {
      await court.ringAfter(4.1);
      await court.work();
    }
    expect(places('Elm')).toEqual(['U0MIA', 'U0VIC', 'C0OPS']);
    expect(court.woken.map(({ channel }) => channel)).toEqual(['U0MIA', 'U0VIC', 'C0OPS']);
    expect(await court.statesOf(elm)).toEqual(['pending']);
    expect(await court.ownerOf(elm)).toBeUndefined();
    // Whoever was asked first may still answer.
    await court.approve('Mia', elm);
    expect(await court.ownerOf(elm)).toBe('Ana');
  });

  it('rings once, however many look at the same moment', async () => {
    await court.arrive('Fig', big);
    await court.arrive('Gum', big);
    await court.work();
    court.pass(5 * 3600);
    const rounds = Array.from({ length: 4 }, () => ringBells(court.world.ports));
    await Promise.all(rounds);
    await court.work();
    expect(court.woken).toMatchObject([{ channel: 'U0MIA', woken: { total: 2 } }]);
    const { count } = court.world.database.prisma.proposal;
    expect(await count({ where: { bell: 'due' } })).toBe(2);
  });

  it('stays with the present owner where the policy says so', async () => {
    await laydown('  - { name: Keep, ask: [manager of proposed], silence: keep, dueHours: 2 }');
    const ash = await court.arrive('Ash', big, 'Bo');
    await court.work();
    await court.ringAfter(1.1);
    await court.ringAfter(1);
    await court.work();
    expect(await court.statesOf(ash)).toEqual(['expired']);
    expect(await court.ownerOf(ash)).toBe('Bo');
    expect(court.redrawn.at(-1)?.state).toMatchObject({ verdict: { kind: 'expired' } });
    expect(await audited('proposal-expired', ash)).toMatchObject([
      {
        actor: { kind: 'machine' },
        context: { policy: expect.any(Number), rule: 'Keep', proposed: 'Ana' },
      },
    ]);
    await expect(court.approve('Mia', ash)).rejects.toMatchObject({
      reason: { kind: 'already-decided' },
    });
    await court.route(ash);
    expect(await court.statesOf(ash)).toEqual(['expired']);
  });
});

describe('an approver who is away', () => {
  it('is stood in for, and the audit says for whom it was decided', async () => {
    await goAway('Cy');
    const cob = await court.arrive('Cob', big);
    await court.work();
    expect(places('Cob')).toEqual(['U0CY']);
    const asker = { workspaceId: TEAM, userId: 'U0CY' };
    expect((await listWaiting(court.world.ports, asker, { page: 0 })).total).toBe(1);
    await court.approve('Cy', cob);
    expect(await court.ownerOf(cob)).toBe('Ana');
    const [proposal] = await court.proposalsOf(cob);
    expect(proposal?.verdict).toMatchObject({ by: { name: 'Cy' }, onBehalfOf: { name: 'Mia' } });
    expect((await audited('owner-changed', cob)).at(-1)?.context).toMatchObject({
      cause: { kind: 'approval', onBehalfOf: 'Mia' },
    });
    await expect(listWaiting(court.world.ports, asker, { page: 0 })).rejects.toMatchObject({
      reason: { kind: 'not-your-role' },
    });
  });

  it('without anybody to stand in is passed over for whoever is above', async () => {
    await goAway();
    await court.arrive('Dew', big);
    await court.work();
    expect(places('Dew')).toEqual(['U0VIC']);
  });
});

describe('several who have to agree', () => {
  const two = (mode: string) =>
    laydown(`  - { name: Two, ask: [manager of proposed, { group: desk }], mode: ${mode} }`);

  it('are asked one after the other in sequence, each with time of their own', async () => {
    await two('in sequence');
    const ebb = await court.arrive('Ebb', big);
    await court.work();
    expect(places('Ebb')).toEqual(['U0MIA']);
    await expect(court.approve('Max', ebb)).rejects.toMatchObject({
      reason: { kind: 'not-asked', asked: ['Mia'] },
    });
    court.pass(3600);
    await court.approve('Mia', ebb);
    expect(await court.statesOf(ebb)).toEqual(['pending']);
    const [{ dueAt } = { dueAt: null }] = await court.proposalsOf(ebb);
    const later = court.world.ports.clock.now().getTime() + 8 * 3600 * 1000;
    expect(dueAt?.getTime()).toBe(later);
    await court.work();
    expect(places('Ebb')).toEqual(['U0MIA', 'U0MAX']);
    await expect(court.approve('Mia', ebb)).rejects.toMatchObject({
      reason: { kind: 'has-spoken', asked: ['one of desk'] },
    });
    await court.approve('Max', ebb);
    expect(await court.ownerOf(ebb)).toBe('Ana');
    expect(await audited('proposal-agreed', ebb)).toMatchObject([
      { actor: { name: 'Mia' }, context: { waitsFor: ['one of desk'] } },
    ]);
    expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
  });

  it('are asked all at once; twice one voice is one, and one no is enough', async () => {
    await two('all of');
    const hay = await court.arrive('Hay', big);
    await court.work();
    expect(places('Hay')).toEqual(['U0MIA', 'U0MAX']);
    const [{ id, dueAt } = { id: '', dueAt: null }] = await court.proposalsOf(hay);
    const olga = { workspaceId: TEAM, userId: 'U0OLGA' };
    await expect(permitVerdict(court.world.ports, olga, id, 'reassign')).resolves.toBeUndefined();
    await court.approve('Olga', hay);
    // One yes gives nobody else more time.
    expect((await court.proposalsOf(hay))[0]?.dueAt).toEqual(dueAt);
    await expect(court.approve('Olga', hay)).rejects.toMatchObject({
      reason: { kind: 'has-spoken' },
    });
    const gift = { kind: 'reassign', repId: court.people.Bo ?? '', reason: 'better' } as const;
    const max = { workspaceId: TEAM, userId: 'U0MAX' };
    await expect(permitVerdict(court.world.ports, max, id, 'reassign')).rejects.toMatchObject({
      reason: { kind: 'agreed-by-several' },
    });
    await expect(permitVerdict(court.world.ports, max, id, 'reject')).resolves.toBeUndefined();
    await expect(court.say('Max', hay, gift)).rejects.toMatchObject({
      reason: { kind: 'agreed-by-several' },
    });
    await court.say('Max', hay, { kind: 'reject', reason: 'not yet' });
    expect(await court.statesOf(hay)).toEqual(['rejected']);
  });

  it('are asked again what they have said yes to, once something else speaks against it', async () => {
    const { world, woken } = court;
    for (const [mode, name] of [
      ['all of', 'Jay'],
      ['in sequence', 'Kay'],
    ] as const) {
      await two(mode);
      const id = await court.arrive(name, big, 'Bo');
      await court.work();
      await court.approve('Mia', id);
      // The same reasons, found again, leave her yes as it is.
      await court.route(id);
      const [{ id: proposalId } = { id: '' }] = await court.proposalsOf(id);
      const show = () => showProposal(world.ports, TEAM, proposalId);
      expect(await show()).toMatchObject({ votes: [{ by: { name: 'Mia' } }] });

      court.pass(60);
      woken.length = 0;
      const olga = { workspaceId: TEAM, userId: 'U0OLGA' };
      await pinAccount(world.ports, olga, id, { reason: 'in renewal' });
      await court.work();
      expect(await show()).toMatchObject({ votes: [], course: { agreed: [{ name: 'Mia' }] } });
      expect(woken.map(({ channel }) => channel)).toContain('U0MIA');
      if (mode === 'all of') await court.approve('Max', id);
      expect(await court.ownerOf(id)).toBe('Bo');
      await court.approve('Mia', id);
      if (mode === 'in sequence') await court.approve('Max', id);
      expect(await court.ownerOf(id)).toBe('Ana');
      expect(await audited('proposal-moved-up', id)).toMatchObject([{ before: ['one of desk'] }]);
    }
  });

  it('count once where two say yes at the same moment', async () => {
    await two('all of');
    const ice = await court.arrive('Ice', big);
    const both = await Promise.allSettled([court.approve('Mia', ice), court.approve('Max', ice)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await court.ownerOf(ice)).toBe('Ana');
    const { count } = court.world.database.prisma.ownershipChange;
    expect(await count({ where: { accountId: ice } })).toBe(1);
  });
});

describe('its card', () => {
  it('hangs in the channel of the team of whoever gains as well, and names who else may get it', async () => {
    const { prisma } = court.world.database;
    await prisma.team.updateMany({ where: { name: 'West' }, data: { slackChannel: 'C0WEST' } });
    await publish(court.world, RULES.replace('rule "France"', SECOND));
    const jay = await court.arrive('Jay', big);
    await court.work();
    expect(places('Jay')).toEqual(['U0MIA', 'C0WEST']);
    expect(court.posted[0]?.proposal.runnersUp).toMatchObject([
      { name: 'Cy', accounts: 0, because: { kind: 'next-rule', rule: 'Second' } },
      { name: 'Bo', because: { kind: 'room', team: 'West' } },
    ]);
    await court.approve('Mia', jay);
    await court.work();
    expect(court.redrawn.filter(({ state }) => state.kind === 'decided')).toHaveLength(2);
  });
});
