import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { industryOf } from '../../src/domain/industry.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { chooseWriteBack, showWriteBack } from '../../src/services/write-back.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const ops = { workspaceId: TEAM, userId: 'U0OPS' };
let world: World;
let ports: World['ports'];
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  world = await openWorld();
  hubspot = await visitHubSpot({ accounts: 12 });
  const crm = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
  ports = { ...world.ports, crm: () => crm };
  await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
  await hire(world, 'Olga Ops', { slackUserId: ops.userId });
  await hire(world, 'Rita Rep', { slackUserId: 'U0REP' });
  const where = { slackUserId: ops.userId };
  await world.database.prisma.rep.updateMany({ where, data: { role: 'ops' } });
});
afterAll(async () => {
  await hubspot.stop();
  await world.close();
});

/** Moves an account to some other owner, and says what HubSpot has of it then. */
async function move(nth: number, reason: string): Promise<Record<string, string | null>> {
  const { crmId } = hubspot.company.account(nth);
  const { prisma } = world.database;
  const account = await prisma.account.findFirstOrThrow({ where: { workspaceId: TEAM, crmId } });
  const to = await prisma.rep.findFirstOrThrow({
    where: { crmOwnerId: { not: null }, leftAt: null, id: { not: account.ownerId ?? '' } },
  });
  const { id: accountId, ownerId: expected } = account;
  const change = { ...aChange({ accountId, wanted: to.id }), expected, reason };
  await changeOwner(ports, TEAM, change);
  await writeCrmOwners(ports, TEAM);
  const ours = ['reason', 'rule', 'segment', 'score'].map((part) => `cadastre_${part}`);
  const properties = ['hubspot_owner_id', ...ours].join(',');
  const path = `/crm/objects/2026-09/companies/${crmId}?properties=${properties}`;
  const { body } = await hubspot.ask('GET', path);
  expect(body.properties.hubspot_owner_id).toBe(to.crmOwnerId);
  return body.properties;
}

describe('what is written into the CRM beside an owner', () => {
  it('is nothing before anybody has chosen', async () => {
    expect(await showWriteBack(ports, ops)).toEqual({});
    expect((await move(2, 'first')).cadastre_reason ?? null).toBeNull();
  });

  it('is for ops to choose', async () => {
    const rep = { workspaceId: TEAM, userId: 'U0REP' };
    await expect(chooseWriteBack(ports, rep, ['reason'])).rejects.toMatchObject({
      reason: { kind: 'not-your-role' },
    });
  });

  it('is what was chosen, in properties that are made for it, once', async () => {
    await chooseWriteBack(ports, ops, ['reason', 'rule']);
    await chooseWriteBack(ports, ops, ['reason', 'rule']);
    for (const record of ['account', 'lead'] as const) {
      const made = await ports.crm(TEAM)?.fields(record);
      const ours = made?.filter(({ name }) => name.startsWith('cadastre_'));
      expect(ours?.map(({ name }) => name).toSorted()).toEqual([
        'cadastre_reason',
        'cadastre_rule',
      ]);
    }
    expect(await move(2, 'asked for by Ana')).toMatchObject({
      cadastre_reason: 'asked for by Ana',
    });
    const entry = await world.database.prisma.auditEntry.findFirstOrThrow({
      where: { workspaceId: TEAM, action: 'write-back-chosen' },
      orderBy: { seq: 'desc' },
    });
    expect(entry.after).toEqual({ reason: 'cadastre_reason', rule: 'cadastre_rule' });
  });

  it('tells the segment and the score that the rules saw', async () => {
    await chooseWriteBack(ports, ops, ['reason', 'segment', 'score']);
    const { crmId, industry } = hubspot.company.account(5);
    const at = '2026-11-01T08:00:00Z';
    const told = { score: { value: 71, source: 'HubSpot', at } };
    await world.database.prisma.$executeRawUnsafe(
      'UPDATE accounts SET attributes = attributes || $2::jsonb WHERE crm_id = $1',
      ...[crmId, JSON.stringify(told)],
    );
    expect(await move(5, 'asked for')).toMatchObject({
      ...{ cadastre_segment: industryOf(industry), cadastre_score: '71' },
    });
  });

  it('never keeps an owner from being written, whatever has become of the property', async () => {
    await hubspot.ask('DELETE', '/crm/properties/2026-09/companies/cadastre_reason');
    expect((await move(4, 'lost')).cadastre_reason ?? null).toBeNull();
  });

  it('leaves the workspace’s other settings as they are', async () => {
    await world.database.prisma.workspace.update({
      where: { id: TEAM },
      data: { settings: { flags: { staleDays: 9 }, writeBack: { reason: 'cadastre_reason' } } },
    });
    await chooseWriteBack(ports, ops, []);
    const { settings } = await world.database.prisma.workspace.findUniqueOrThrow({
      where: { id: TEAM },
    });
    expect(settings).toEqual({ flags: { staleDays: 9 }, writeBack: {} });
    const before = await move(3, 'unheard');
    expect(before.cadastre_reason ?? null).toBeNull();
  });
});
