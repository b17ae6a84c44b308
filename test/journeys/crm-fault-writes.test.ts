import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, describe, expect, it } from 'vitest';
import { deliver } from '../../src/services/delivery.ts';
import { refreshOwners } from '../../src/services/owners.ts';
import { decideProposal } from '../../src/services/verdicts.ts';
import { openCrmCases } from '../support/crm-cases.ts';

const cases = await openCrmCases();
const {
  here,
  prisma,
  crmId,
  receiptsOf,
  heard,
  moveHere,
  publishIceland,
  look,
  write,
  writesOf,
  ownerThere,
} = cases;
afterAll(() => cases.close());

it('F9 merge: an owner who is on the way to one that was merged meanwhile gets there', async () => {
  const { accountId, rep } = await moveHere(13);
  const pair = { primary: crmId(13), other: crmId(14) };
  const { id } = await here.inHubSpot('merge', { kind: 'companies', ...pair });
  await write();
  await heard(id, { kind: 'merged', primary: pair.primary, others: [pair.other] });
  await look();
  const waits = { workspaceId: here.id, kind: 'crm-owner', status: 'retrying' };
  const [task] = await prisma.task.findMany({ where: waits });
  await deliver(here.ports, task?.id ?? '');

  expect(await here.account(id)).toMatchObject({ id: accountId, ownerId: rep.id });
  const there = await here.crm.get.account([id]);
  expect(there.get(id)).toMatchObject({ record: { ownerId: rep.crmOwnerId } });
});

describe('F10 while a change is on its way', () => {
  it('deleted: the change is dropped, and told to nobody as done', async () => {
    const { accountId } = await moveHere(6);
    await here.inHubSpot('archive', { kind: 'companies', id: crmId(6) });
    await heard(crmId(6), { kind: 'deleted' });

    await look();
    await write();

    expect(writesOf(6)).toBe(0);
    expect(await receiptsOf(accountId)).toEqual(['superseded']);
  });

  it('restored: comes back with the owner that HubSpot has', async () => {
    const { accountId, expected } = await moveHere(7);
    await here.inHubSpot('archive', { kind: 'companies', id: crmId(7) });
    await heard(crmId(7), { kind: 'deleted' });
    await look();
    await write();
    await here.inHubSpot('restore', { kind: 'companies', id: crmId(7) });
    await heard(crmId(7), { kind: 'changed' });
    await look();

    expect(await here.account(crmId(7))).toMatchObject({ id: accountId, deletedAt: null });
    expect((await here.account(crmId(7))).ownerId).toBe(expected);
    expect(writesOf(7)).toBe(0);
  });

  it('erased: what HubSpot tells of it removes the person', async () => {
    const id = here.company.contactsOf(8)[0]?.crmId ?? '';
    await here.inHubSpot('purge', { id });
    await heard(id, { kind: 'erased' });
    await look();
    const lead = await prisma.lead.findFirst({ where: { workspaceId: here.id, crmId: id } });
    expect(lead).toMatchObject({ name: 'An erased contact', email: null, attributes: {} });
  });
});

it('F17 owner gone before the approval: nobody gets them, and it is asked anew without them', async () => {
  const leaver = await publishIceland();
  const properties = { name: 'Geyser', country: 'Iceland', annualrevenue: '9000000000' };
  const { id } = await here.inHubSpot('create', { kind: 'companies', properties });
  await heard(id, { kind: 'changed' });
  await look();
  const { id: accountId } = await here.account(id);
  const asked = () =>
    prisma.proposal.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });
  const [first] = await asked();
  const proposed = await prisma.rep.findFirst({ where: { id: first?.proposedOwnerId ?? '' } });
  expect(proposed?.crmOwnerId).toBe(leaver?.crmOwnerId);
  const userId = 'U0OPS';
  const ops = { workspaceId: here.id, name: 'Olga', email: 'olga@registry.example' };
  const works = { hours: {}, skills: [], languages: [], certificates: [] };
  await prisma.rep.create({ data: { ...ops, ...works, role: 'ops', slackUserId: userId } });

  await here.inHubSpot('owners/deactivate', { ownerId: leaver?.crmOwnerId });
  await refreshOwners(here.ports);

  const asker = { workspaceId: here.id, userId };
  const approve = (id = '') =>
    decideProposal(here.ports, asker, id, { kind: 'approve', reason: '' });
  await expect(approve(first?.id)).rejects.toMatchObject({ reason: expect.anything() });
  const [gone, anew] = await asked();
  expect([gone?.status, anew?.status, anew?.proposedOwnerId]).toEqual([
    ...['superseded', 'pending', null],
  ]);
  await expect(approve(anew?.id)).rejects.toMatchObject({ reason: { kind: 'nothing-proposed' } });
  expect(here.written).not.toContain(id);
});

it('F20 several people while our change waits: each is in the history once, in order', async () => {
  const { accountId, rep } = await moveHere(15);
  const others = here.company.reps.filter(
    ({ left, crmOwnerId }) => !left && crmOwnerId !== rep.crmOwnerId,
  );
  const [dana, eve] = here.company.people.filter(({ left }) => !left);
  for (const [nth, by] of [dana, eve].entries()) {
    const properties = { hubspot_owner_id: others[nth + 3]?.crmOwnerId };
    const edit = { kind: 'companies', id: crmId(15), userId: by?.crmUserId, properties };
    await here.inHubSpot('edit', edit);
  }

  await write();
  await look();

  const changes = await prisma.ownershipChange.findMany({
    where: { accountId, cause: { path: ['kind'], equals: 'crm-edit' } },
    orderBy: { auditSeq: 'asc' },
  });
  expect(changes.map(({ actor }) => Object(actor).name)).toEqual([dana?.name, eve?.name]);
  expect(changes[0]).toMatchObject({ fromId: rep.id, toId: changes[1]?.fromId });
});

it('F28 crash between the write and our own note of it: done again, it is the same state', async () => {
  const { accountId, rep } = await moveHere(10);
  const { resolve: died, promise: death } = Promise.withResolvers<void>();
  const dying: typeof here.crm = {
    ...here.crm,
    writeOwners: async (writes) => {
      await here.crm.writeOwners(writes);
      died();
      return new Promise(() => undefined);
    },
  };
  void write({ ...here.ports, crm: () => dying });
  await death;
  const later = { ...here.ports, clock: { now: () => addMinutes(new Date(), 3) } };

  await write(later);

  expect([await ownerThere(10), writesOf(10)]).toEqual([rep.crmOwnerId, 1]);
  expect(await receiptsOf(accountId)).toEqual(['already']);
});
