import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { permitVerdict } from '../../src/services/voices.ts';
import { aChange } from '../support/changes.ts';
import { big, bigInFrance, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

describe('approving', () => {
  it('gives the account to whom the rules propose, in the name of whoever approved', async () => {
    const ash = await court.arrive('Ash', big);
    await court.work();
    await court.approve('Mia', ash);

    expect(await court.ownerOf(ash)).toBe('Ana');
    const [proposal] = await court.proposalsOf(ash);
    expect(proposal).toMatchObject({
      status: 'approved',
      verdict: { kind: 'approved', by: { kind: 'rep', name: 'Mia' }, to: { name: 'Ana' } },
    });
    const { prisma } = court.world.database;
    const [change] = await prisma.ownershipChange.findMany({ where: { accountId: ash } });
    expect(change).toMatchObject({
      cause: { kind: 'approval', proposalId: proposal?.id },
      actor: { kind: 'rep', name: 'Mia' },
      reason: 'Germany is Ana’s.',
    });
    const tasks = await prisma.task.findMany({ where: { key: change?.id ?? '' } });
    expect(tasks.map(({ kind }) => kind)).toContain('crm-owner');

    await court.work();
    expect(court.redrawn.at(-1)?.state).toMatchObject({
      kind: 'decided',
      verdict: { kind: 'approved', by: { name: 'Mia' } },
    });
  });

  it('lets the pool deal, and counts the turn then and not before', async () => {
    const oak = await court.arrive('Oak', bigInFrance);
    expect(await court.world.database.prisma.poolTurn.count()).toBe(0);
    await court.approve('Olga', oak);
    const owner = await court.ownerOf(oak);
    expect(['Bo', 'Cy']).toContain(owner);

    const ivy = await court.arrive('Ivy', bigInFrance);
    await court.approve('Olga', ivy);
    expect([owner, await court.ownerOf(ivy)].toSorted()).toEqual(['Bo', 'Cy']);
    expect(await court.world.database.prisma.poolTurn.count()).toBe(2);
  });

  it('is done once, and the second reads who was first', async () => {
    const yew = await court.arrive('Yew', big);
    const both = await Promise.allSettled([court.approve('Mia', yew), court.approve('Olga', yew)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected')?.reason;
    expect(refused.reason).toMatchObject({
      kind: 'already-decided',
      verdict: { kind: 'approved' },
    });
    const { prisma } = court.world.database;
    expect(await prisma.ownershipChange.count({ where: { accountId: yew } })).toBe(1);
  });

  it('is for those whom it concerns, and for nobody who gains by it', async () => {
    const bay = await court.arrive('Bay', big);
    await expect(court.approve('Ana', bay)).rejects.toMatchObject({
      reason: { kind: 'not-your-role' },
    });
    await expect(court.approve('Max', bay)).rejects.toMatchObject({
      reason: { kind: 'not-asked', asked: ['Mia'] },
    });
    const gain = { kind: 'reassign', repId: court.people.Olga ?? '', reason: 'mine' } as const;
    await expect(court.say('Olga', bay, gain)).rejects.toMatchObject({
      reason: { kind: 'own-gain' },
    });
    expect(await court.statesOf(bay)).toEqual(['pending']);
  });

  it('has no window for those who have no say in it', async () => {
    const cap = await court.arrive('Cap', big);
    const [{ id } = { id: '' }] = await court.proposalsOf(cap);
    const open = (userId: string) =>
      permitVerdict(court.world.ports, { workspaceId: TEAM, userId }, id, 'reassign');
    await expect(open('U0MIA')).resolves.toBeUndefined();
    await expect(open('U0MAX')).rejects.toMatchObject({ reason: { kind: 'not-asked' } });
    await expect(open('U0ANA')).rejects.toMatchObject({ reason: { kind: 'not-your-role' } });
  });

  it('is refused where nobody is proposed', async () => {
    const fig = await court.arrive('Fig', { country: 'Spain' });
    await expect(court.approve('Olga', fig)).rejects.toMatchObject({
      reason: { kind: 'nothing-proposed', subject: 'Fig' },
    });
  });
});

describe('what has changed since it was asked', () => {
  it('is asked anew where the facts lead elsewhere now', async () => {
    const gum = await court.arrive('Gum', big);
    const at = new Date('2026-11-02');
    const attributes = Object.fromEntries(
      Object.entries(bigInFrance).map(([key, value]) => [key, { value, source: 'HubSpot', at }]),
    ) as object;
    await court.world.database.prisma.account.update({ where: { id: gum }, data: { attributes } });

    await expect(court.approve('Mia', gum)).rejects.toMatchObject({
      reason: { kind: 'asked-anew' },
    });
    expect(await court.ownerOf(gum)).toBeUndefined();
    expect(await court.statesOf(gum)).toEqual(['superseded', 'pending']);
    await court.approve('Mia', gum);
    expect(['Bo', 'Cy']).toContain(await court.ownerOf(gum));
  });

  it('is asked anew where somebody else owns it by now', async () => {
    const nut = await court.arrive('Nut', big, 'Bo');
    const move = aChange({
      accountId: nut,
      expected: court.people.Bo ?? null,
      wanted: court.people.Cy ?? null,
    });
    await changeOwner(court.world.ports, TEAM, move);
    await expect(court.approve('Mia', nut)).rejects.toMatchObject({
      reason: { kind: 'asked-anew' },
    });
    expect(await court.ownerOf(nut)).toBe('Cy');
    const last = (await court.proposalsOf(nut)).at(-1);
    expect(last).toMatchObject({ status: 'pending', presentOwnerId: court.people.Cy });
  });

  it('goes on as the same question where only its reasons are others', async () => {
    const pea = await court.arrive('Pea', big);
    const [before] = await court.proposalsOf(pea);
    await court.route(pea);
    const after = await court.proposalsOf(pea);
    expect(after.map(({ id, status }) => [id, status])).toEqual([[before?.id, 'pending']]);
    expect(after[0]?.decisionId).not.toBe(before?.decisionId);
  });
});

describe('rejecting', () => {
  it('leaves the account as it is, is kept in the audit, and is not asked again', async () => {
    const elf = await court.arrive('Elf', big, 'Bo');
    await court.say('Mia', elf, { kind: 'reject', reason: 'Bo knows them for years.' });

    expect(await court.ownerOf(elf)).toBe('Bo');
    const entry = await court.world.database.prisma.auditEntry.findFirst({
      where: { action: 'proposal-rejected' },
    });
    expect(entry).toMatchObject({ reason: 'Bo knows them for years.', actor: { name: 'Mia' } });
    await court.route(elf);
    expect(await court.statesOf(elf)).toEqual(['rejected']);
  });

  it('holds for those rules: others may ask again', async () => {
    const elk = await court.arrive('Elk', big);
    await court.say('Mia', elk, { kind: 'reject', reason: 'Not yet.' });
    await publish(court.world, RULES.replace('Germany is Ana’s.', 'Germany is Ana’s, still.'));
    await court.route(elk);
    expect(await court.statesOf(elk)).toEqual(['rejected', 'pending']);
  });
});

describe('reassigning', () => {
  it('gives it to somebody else, with the reason', async () => {
    const oat = await court.arrive('Oat', big);
    const to = {
      kind: 'reassign',
      repId: court.people.Cy ?? '',
      reason: 'Cy speaks Danish.',
    } as const;
    await court.say('Mia', oat, to);
    expect(await court.ownerOf(oat)).toBe('Cy');
    const change = await court.world.database.prisma.ownershipChange.findFirst({
      where: { accountId: oat },
    });
    expect(change).toMatchObject({ reason: 'Cy speaks Danish.', actor: { name: 'Mia' } });
    expect(await court.statesOf(oat)).toEqual(['reassigned']);
  });
});

describe('somebody who would get it', () => {
  const desk = (ownGain: string) =>
    court.layDown(
      `  - { name: Own, ask: [{ person: bo@registry.example }, { person: cy@registry.example }], ownGain: ${ownGain} }`,
    );

  it('does not approve what a pool would deal to them, unless the policy lets them', async () => {
    await desk('refuse');
    const lot = await court.arrive('Lot', bigInFrance);
    await court.approve('Olga', lot);
    const next = (await court.ownerOf(lot)) === 'Bo' ? 'Cy' : 'Bo';
    const mew = await court.arrive('Mew', bigInFrance);
    const own = { reason: { kind: 'own-gain' } };
    await expect(court.approve(next, mew)).rejects.toMatchObject(own);
    expect(await court.ownerOf(mew)).toBeUndefined();
    await desk('allow');
    await court.route(mew);
    await court.approve(next, mew);
    expect(await court.ownerOf(mew)).toBe(next);
  });

  it('approves what is proposed for them only where the policy lets them', async () => {
    await court.layDown(
      '  - { name: Own, ask: [{ person: ana@registry.example }], ownGain: allow }',
    );
    const nip = await court.arrive('Nip', big);
    await court.approve('Ana', nip);
    expect(await court.ownerOf(nip)).toBe('Ana');
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
