import { randomUUID } from 'node:crypto';
import { addSeconds } from 'date-fns/addSeconds';
import { subSeconds } from 'date-fns/subSeconds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeDealOwners, changeLeadOwners, changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
beforeAll(async () => {
  here = await openHubSpotRegistry(12);
});
afterAll(() => here.close());

const prisma = () => here.world.database.prisma;
type Kind = 'contacts' | 'deals';

/** One of them that nothing here has changed yet, and those who may own it. */
async function anyOf(kind: Kind, nth: number) {
  const indices = Array.from({ length: 12 }, (_, index) => index);
  const { contactsOf, dealsOf } = here.company;
  const all = kind === 'deals' ? indices.flatMap(dealsOf) : indices.flatMap(contactsOf);
  const crmId = all[nth]?.crmId ?? '';
  const where = { workspaceId: here.id, crmId };
  const now = () =>
    kind === 'deals'
      ? prisma().deal.findFirstOrThrow({ where })
      : prisma().lead.findFirstOrThrow({ where });
  const { id, ownerId } = await now();
  const whose = kind === 'deals' ? { dealId: id } : { leadId: id };
  const reps = await prisma().rep.findMany({
    where: { workspaceId: here.id, crmOwnerId: { not: null }, leftAt: null },
    orderBy: { crmOwnerId: 'asc' },
  });
  const others = reps.filter((rep) => rep.id !== ownerId);
  return {
    ...{ crmId, now, others, first: reps.find((rep) => rep.id === ownerId), subject: { id } },
    edit: (owner: string | null | undefined, more: object = {}) => {
      const properties = { hubspot_owner_id: owner ?? '' };
      return here.inHubSpot('edit', { kind, id: crmId, properties, ...more });
    },
    changes: () =>
      prisma().ownershipChange.findMany({ where: whose, orderBy: { auditSeq: 'asc' } }),
    passing: async () => {
      const where = { workspaceId: here.id, action: 'owner-passed' };
      const lines = await prisma().auditEntry.findMany({ where, orderBy: { seq: 'asc' } });
      return lines.filter(({ subject }) => Object(subject).id === id);
    },
  };
}

async function look() {
  await watchCrm(here.ports);
  await takeNews(here.ports, here.id);
}

describe.each(['contacts', 'deals'] as const)('F19 %s: owners between two looks', (kind) => {
  const workflow = { kind: 'crm-user', id: 'AUTOMATION_PLATFORM', name: 'HubSpot workflow' };

  it('are told once each, in their order, with whoever set them', async () => {
    const { edit, others, changes, now, passing } = await anyOf(kind, 3);
    const [editor, one, two] = others;
    const person = here.company.people.find((rep) => rep.crmOwnerId === editor?.crmOwnerId);
    await edit(one?.crmOwnerId, { userId: person?.crmUserId });
    await edit(two?.crmOwnerId, { source: 'AUTOMATION_PLATFORM' });
    await edit(editor?.crmOwnerId, { userId: person?.crmUserId });
    await look();
    await look();

    const byEditor = { kind: 'crm-user', id: editor?.crmOwnerId, name: editor?.name };
    expect(await changes()).toMatchObject([
      { toId: one?.id, actor: byEditor, cause: { kind: 'crm-edit' } },
      { fromId: one?.id, toId: two?.id, actor: workflow },
      { fromId: two?.id, toId: editor?.id, actor: byEditor },
    ]);
    expect(await now()).toMatchObject({ ownerId: editor?.id });
    expect(await passing()).toEqual([]);
  });

  it('who were set for a while only are in the log once, and nobody had it by them', async () => {
    const { edit, others, first, changes, now, passing } = await anyOf(kind, 4);
    const [bo] = others;
    await edit(bo?.crmOwnerId, { source: 'AUTOMATION_PLATFORM' });
    await edit(first?.crmOwnerId);
    await look();
    await look();

    expect(await changes()).toEqual([]);
    expect(await now()).toMatchObject({ ownerId: first?.id ?? null });
    const lines = await passing();
    expect(
      lines.map(({ before, after }) => [before && Object(before).id, after && Object(after).id]),
    ).toEqual([
      [first?.id ?? null, bo?.id],
      [bo?.id, first?.id ?? null],
    ]);
    expect(lines[0]?.actor).toEqual(workflow);
    expect(JSON.stringify(lines[0]?.context).includes('"lead"')).toBe(false);
  });

  it('set in the moment before our write went over it: theirs wins, is told, and goes back', async () => {
    const { crmId, others, first, changes, now, subject } = await anyOf(kind, 5);
    const [bo, cy] = others;
    const tx = { expected: first?.id ?? null, wanted: bo?.id ?? null, reason: 'asked for it' };
    const by = { cause: { kind: 'operator' }, actor: { kind: 'operator', name: 'ops' } } as const;
    const earlier = { ...here.ports, clock: { now: () => subSeconds(new Date(), 1) } };
    await inTransaction(here.world.database, async (db) => {
      const { id } = subject;
      if (kind === 'deals') {
        await changeDealOwners(db, earlier, here.id, [{ dealId: id, ...tx, ...by }]);
      } else await changeLeadOwners(db, earlier, here.id, [{ leadId: id, ...tx, ...by }]);
    });
    const edit = { kind, id: crmId, properties: { hubspot_owner_id: cy?.crmOwnerId } };
    await here.inHubSpot('fail', { path: `${kind}/batch/update`, how: { kind: 'edit', edit } });
    await writeCrmOwners(here.ports, here.id);
    const there = async () => {
      const got = kind === 'deals' ? here.crm.get.deal([crmId]) : here.crm.get.lead([crmId]);
      const found = (await got).get(crmId);
      return found?.kind === 'there' ? found.record.ownerId : undefined;
    };
    expect(await there()).toBe(bo?.crmOwnerId);

    const later = { ...here.ports, clock: { now: () => addSeconds(new Date(), 5) } };
    const news = { kind: kind === 'deals' ? 'deal' : 'lead', id: crmId } as const;
    const content = { kind: 'changed' } as const;
    await receiveNews(later, here.id, [{ ...news, content, key: randomUUID() }]);
    await takeNews(later, here.id);
    await writeCrmOwners(later, here.id);

    const told = { fromId: bo?.id, toId: cy?.id, cause: { kind: 'crm-edit' } };
    expect((await changes()).at(-1)).toMatchObject(told);
    expect(await now()).toMatchObject({ ownerId: cy?.id });
    expect(await there()).toBe(cy?.crmOwnerId);
    const where = { leadId: subject.id, status: 'pending' };
    const asked = await prisma().proposal.findMany({ where });
    expect(asked).toMatchObject(
      kind === 'deals' ? [] : [{ presentOwnerId: cy?.id, proposedOwnerId: bo?.id }],
    );
  });
});

it.each(['contacts', 'deals'] as const)(
  'F19 %s: their history says who set the owner in HubSpot and when, a person or a workflow',
  async (kind) => {
    const { crmId: id, changes: read, now } = await anyOf(kind, 0);
    const [editor, one, two] = here.company.reps.filter(({ left }) => !left);
    const edit = async (owner: string | undefined, more: object) => {
      const properties = { hubspot_owner_id: owner ?? '' };
      await here.inHubSpot('edit', { kind, id, properties, ...more });
      await look();
    };
    const start = new Date();
    await edit(one?.crmOwnerId, { userId: editor?.crmUserId });
    await edit(two?.crmOwnerId, { source: 'AUTOMATION_PLATFORM' });
    await edit(undefined, { userId: editor?.crmUserId });

    const changes = await read();
    const byEditor = { kind: 'crm-user', id: editor?.crmOwnerId, name: editor?.name };
    expect(await now()).toMatchObject({ ownerId: null });
    expect(changes.map(({ cause, actor }) => ({ cause, actor }))).toEqual(
      [
        byEditor,
        { kind: 'crm-user', id: 'AUTOMATION_PLATFORM', name: 'HubSpot workflow' },
        byEditor,
      ].map((actor) => ({ cause: { kind: 'crm-edit' }, actor })),
    );
    const [touched] = changes;
    expect(touched?.at.getTime()).toBeGreaterThanOrEqual(start.getTime() - 1000);
    const key = { in: changes.map(({ id: changeId }) => changeId) };
    expect(await prisma().task.count({ where: { workspaceId: here.id, key } })).toBe(0);
  },
);

it('F23 required property: what HubSpot refuses stands here, and is written by itself once that is filled in', async () => {
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
  const bo = await prisma().rep.findFirstOrThrow({
    where: { workspaceId: here.id, id: { not: expected ?? '' }, crmOwnerId: { not: null } },
  });
  await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted: bo.id }));
  await writeCrmOwners(here.ports, here.id);
  const stand = async () => {
    const asked = await prisma().refusedWrite.findMany({ where: { subjectId: accountId } });
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
