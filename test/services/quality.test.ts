import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlawKind } from '../../src/domain/quality.ts';
import { runQuality, runQualityCsv, runQualityEverywhere } from '../../src/services/quality.ts';
import { showFlaws, showQuality } from '../../src/services/quality-report.ts';
import { enter } from '../support/accounts.ts';
import { publish } from '../support/publishing.ts';
import { aRuleFile } from '../support/rule-file.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
const ops = { workspaceId: TEAM, userId: 'U1ADA' };
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld();
  const { prisma } = world.database;
  const ada = await hire(world, 'Ada Lind', { slackUserId: 'U1ADA' });
  await prisma.rep.update({ where: { id: ada }, data: { role: 'ops' } });
  await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
  const gone = await hire(world, 'Gus Hill', { leftAt: new Date('2026-09-01') });
  const at = (name: string, facts: Record<string, string | number>, ownerId = ada) =>
    enter(world, name, { domain: `${name.toLowerCase()}.com`, ownerId, facts });
  const good = { country: 'US', state: 'CA', industry: 'Retail', employees: 40 };
  ids.good = await at('Good', good);
  ids.usa = await at('Usa', { ...good, country: 'USA' });
  ids.minus = await at('Minus', { ...good, employees: -3 });
  ids.blind = await at('Blind', { country: 'US', state: 'CA', industry: 'Healthcare' });
  ids.far = await at('Far', { country: 'FR' });
  ids.left = await at('Left', good, gone);
  ids.lost = await register(world, 'Lost');
  const parent = await at('Parent', good);
  await prisma.account.update({ where: { id: parent }, data: { deletedAt: new Date() } });
  ids.child = await at('Child', good);
  await prisma.account.update({ where: { id: ids.child }, data: { parentId: parent } });
  ids.old = await at('Old', good);
  const crmChangedAt = new Date('2023-01-01');
  await prisma.account.update({ where: { id: ids.old }, data: { crmChangedAt } });
  const lead = { workspaceId: TEAM, name: 'Eva Roth' };
  await prisma.lead.createMany({
    data: [
      { ...lead, crmId: 'l1', email: 'eva@good.com', accountId: ids.good },
      { ...lead, crmId: 'l2', email: 'eva@good,com', accountId: ids.good },
      { ...lead, crmId: 'l3', email: 'eva@gmail.com' },
    ],
  });
  await prisma.workspace.create({ data: { id: 'T0OTHER', name: 'Other' } });
  await register(world, 'Theirs', { workspaceId: 'T0OTHER' });
  await publish(world, aRuleFile());
});
afterAll(() => world.close());

async function named(kind: FlawKind): Promise<string[]> {
  const { findings } = await showFlaws(world.ports, ops, kind);
  return [...new Set(findings.map(({ record }) => record.name))].sort();
}

describe('a look through the book', () => {
  it('is not there before the first', async () => {
    expect(await showQuality(world.ports, ops)).toBeUndefined();
  });

  it('finds each kind of flaw, and only in this workspace', async () => {
    const run = await runQuality(world.ports, TEAM);
    expect(run).toMatchObject({ accounts: 9, leads: 3 });
    expect(await named('inconsistent')).toEqual(['Usa']);
    expect(await named('impossible')).toEqual(['Eva Roth', 'Minus']);
    expect(await named('missing')).toEqual(['Blind', 'Far', 'Lost']);
    expect(await named('unseen')).toEqual(['Far', 'Lost']);
    expect(await named('inactive-owner')).toEqual(['Left']);
    expect(await named('orphan')).toEqual(['Child', 'Eva Roth', 'Lost']);
    expect(await named('stale')).toEqual(['Old']);
  });

  it('says which rule is blind for want of which fact', async () => {
    const report = await showQuality(world.ports, ops);
    const missing = report?.run.counts.find(({ kind }) => kind === 'missing');
    expect(missing?.records).toBe(3);
    expect(missing?.matters).toContainEqual({
      ...{ name: 'employees', records: 3, blind: 1 },
      rules: [{ name: 'Big healthcare', records: 3 }],
    });
  });

  it('writes the same as lines of a file', async () => {
    let csv = '';
    await runQualityCsv(world.ports, TEAM, async (text) => {
      csv += text;
    });
    expect(csv).toMatch(/^flaw,record,name,CRM id,attribute,present value/);
    expect(csv).toMatch(/\r\nInconsistent formats,account,Usa,[^,]+,Country,USA,HubSpot,US,/);
    expect(csv).toMatch(
      /\r\nImpossible values,account,Minus,[^,]+,Employees,'-3,HubSpot,,,less than/,
    );
    expect(csv).toMatch(/\r\nImpossible values,lead,Eva Roth,l2,E-mail,"eva@good,com",/);
  });

  it('goes by the days after which this workspace calls a record stale', async () => {
    const { prisma } = world.database;
    const settings = (staleDays: number) =>
      prisma.workspace.update({
        where: { id: TEAM },
        data: { settings: { flags: { staleDays } } },
      });
    await settings(5000);
    await runQuality(world.ports, TEAM);
    expect(await named('stale')).toEqual([]);
    await settings(730);
  });

  it('shows a trend from the second day on, and keeps samples of the last look alone', async () => {
    const { prisma } = world.database;
    await runQuality(world.ports, TEAM);
    await prisma.account.update({ where: { id: ids.old ?? '' }, data: { crmChangedAt: null } });
    world.setTime('2026-11-21T10:00:00Z');
    await runQualityEverywhere(world.ports);
    const report = await showQuality(world.ports, ops);
    expect(report?.since?.toISOString()).toBe('2026-11-20T10:00:00.000Z');
    const stale = report?.trends.find(({ kind }) => kind === 'stale');
    expect(stale).toEqual({ kind: 'stale', records: 0, change: -1, past: [1, 0] });
    expect(await named('stale')).toEqual([]);
    expect(await prisma.qualityRun.count({ where: { workspaceId: 'T0OTHER' } })).toBe(1);
  });

  it('is shown to ops, admins and managers', async () => {
    const rep = { workspaceId: TEAM, userId: 'U2BEN' };
    await expect(showQuality(world.ports, rep)).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'see the quality report' },
    });
  });
});
