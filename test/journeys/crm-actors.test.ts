import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeNews } from '../../src/services/crm-news.ts';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
beforeAll(async () => {
  here = await openHubSpotRegistry(12);
});
afterAll(() => here.close());

it.each(['contacts', 'deals'] as const)(
  'F19 %s: their history says who set the owner in HubSpot and when, a person or a workflow',
  async (kind) => {
    const { prisma } = here.world.database;
    const indices = Array.from({ length: 12 }, (_, nth) => nth);
    const { contactsOf, dealsOf } = here.company;
    const all = kind === 'deals' ? indices.flatMap(dealsOf) : indices.flatMap(contactsOf);
    const id = all[0]?.crmId ?? '';
    const [editor, one, two] = here.company.reps.filter(({ left }) => !left);
    const edit = async (owner: string | undefined, more: object) => {
      const properties = { hubspot_owner_id: owner ?? '' };
      await here.inHubSpot('edit', { kind, id, properties, ...more });
      await watchCrm(here.ports);
      await takeNews(here.ports, here.id);
    };
    const start = new Date();
    await edit(one?.crmOwnerId, { userId: editor?.crmUserId });
    await edit(two?.crmOwnerId, { source: 'AUTOMATION_PLATFORM' });
    await edit(undefined, { userId: editor?.crmUserId });

    const where = { workspaceId: here.id, crmId: id };
    const record =
      kind === 'deals'
        ? await prisma.deal.findFirstOrThrow({ where })
        : await prisma.lead.findFirstOrThrow({ where });
    const whose = kind === 'deals' ? { dealId: record.id } : { leadId: record.id };
    const changes = await prisma.ownershipChange.findMany({
      where: whose,
      orderBy: { auditSeq: 'asc' },
    });
    const byEditor = { kind: 'crm-user', id: editor?.crmOwnerId, name: editor?.name };
    expect(record.ownerId).toBeNull();
    expect(changes.map(({ cause, actor }) => ({ cause, actor }))).toEqual(
      [
        byEditor,
        { kind: 'crm-user', id: 'AUTOMATION_PLATFORM', name: 'HubSpot workflow' },
        byEditor,
      ].map((actor) => ({ cause: { kind: 'crm-edit' }, actor })),
    );
    const [touched] = changes;
    expect(touched?.at.getTime()).toBeGreaterThanOrEqual(start.getTime() - 1000);
    expect(
      await prisma.task.count({ where: { workspaceId: here.id, kind: { contains: 'owner' } } }),
    ).toBe(0);
  },
);

it('F23 required property: what HubSpot refuses stands here, and is written by itself once that is filled in', async () => {
  const { prisma } = here.world.database;
  const { crmId } = here.company.account(3);
  const fill = async (properties: Record<string, string>) => {
    await here.inHubSpot('edit', { kind: 'companies', id: crmId, properties });
    await watchCrm(here.ports);
    await takeNews(here.ports, here.id);
    await writeCrmOwners(here.ports, here.id);
  };
  const required = (property: string) =>
    here.inHubSpot('switches', { required: [{ kind: 'companies', property }] }, 'PATCH');
  await required('ticker');
  const { id: accountId, ownerId: expected } = await here.account(crmId);
  const bo = await prisma.rep.findFirstOrThrow({
    where: { workspaceId: here.id, id: { not: expected ?? '' }, crmOwnerId: { not: null } },
  });
  await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted: bo.id }));
  await writeCrmOwners(here.ports, here.id);
  const stand = async () => {
    const asked = await prisma.refusedWrite.findMany({ where: { subjectId: accountId } });
    return [(await here.account(crmId)).ownerId, asked.map(({ status }) => status)];
  };

  await fill({ phone: '+1 212 555 0188' });
  expect(await stand()).toEqual([bo.id, ['open']]);

  await required('city');
  await fill({ city: 'Boise' });
  expect(await stand()).toEqual([bo.id, ['taken']]);
  const there = await here.crm.get.account([crmId]);
  expect(there.get(crmId)).toMatchObject({ record: { ownerId: bo.crmOwnerId } });
});
