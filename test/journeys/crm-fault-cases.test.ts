import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ports } from '../../src/ports.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { deliver } from '../../src/services/delivery.ts';
import { refreshOwners } from '../../src/services/owners.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { decideProposal } from '../../src/services/verdicts.ts';
import { aChange } from '../support/changes.ts';
import { openEars, ownerEvent } from '../support/hubspot-ears.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';
import { soon } from '../support/soon.ts';

let here: HubSpotRegistry;
let ears: Awaited<ReturnType<typeof openEars>>;

/** A registry that HubSpot tells of what happens; the tests say when it looks after it. */
beforeAll(async () => {
  here = await openHubSpotRegistry(40);
  ears = await openEars(here);
});
afterAll(async () => {
  await here.close();
  await ears.close();
});

const prisma = () => here.world.database.prisma;
const crmId = (nth: number) => here.company.account(nth).crmId;
const edit = (nth: number, properties: Record<string, string>) =>
  here.inHubSpot('edit', { kind: 'companies', id: crmId(nth), properties });
const look = () => takeNews(here.ports, here.id);
const write = (ports: Ports = here.ports) => writeCrmOwners(ports, here.id);
const changesOf = (accountId: string) => prisma().ownershipChange.count({ where: { accountId } });
const tasks = () => prisma().task.count({ where: { workspaceId: here.id } });
const writesOf = (nth: number) => here.written.filter((id) => id === crmId(nth)).length;
const receiptsOf = async (accountId: string) => {
  const task = { workspaceId: here.id, payload: { path: ['accountId'], equals: accountId } };
  const writes = await prisma().task.findMany({ where: { ...task, kind: 'crm-owner' } });
  return writes.map(({ receipt }) => Object(receipt).kind);
};
const ownerThere = async (nth: number) => {
  const found = (await here.crm.get.account([crmId(nth)])).get(crmId(nth));
  return found?.kind === 'there' ? found.record.ownerId : found?.kind;
};

/** HubSpot has told this of a record, and nobody has looked after it yet. */
async function heard(id: string, content: object) {
  await soon(async () => {
    const about = { workspaceId: here.id, settledAt: null, payload: { path: ['id'], equals: id } };
    const told = await prisma().inboxEvent.findMany({ where: about });
    expect(told.map(({ payload }) => payload)).toContainEqual(expect.objectContaining({ content }));
  });
}

/** Gives an account to somebody else, here. */
async function moveHere(nth: number) {
  const { id: accountId, ownerId: expected } = await here.account(crmId(nth));
  const rep = await prisma().rep.findFirstOrThrow({
    where: {
      ...{ workspaceId: here.id, leftAt: null, crmOwnerId: { not: null } },
      id: { not: expected ?? '' },
    },
    orderBy: { crmOwnerId: 'asc' },
  });
  await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted: rep.id }));
  return { accountId, expected, rep };
}

it('F1 echo: our write comes back, and neither writes nor tells anybody anything', async () => {
  const { accountId, rep } = await moveHere(1);
  await write();
  await heard(crmId(1), { kind: 'owner', owner: rep.crmOwnerId });
  const before = [await changesOf(accountId), await tasks()];

  await look();
  await write();

  expect([await changesOf(accountId), await tasks()]).toEqual(before);
  expect(writesOf(1)).toBe(1);
});

it('F2 ping-pong: another spelling comes to rest after one round', async () => {
  const iceland = here.company.reps.find(({ left }) => !left);
  const text = `
rule "Iceland"
  in geography
  says "Iceland has one owner."
  when country = IS
  then rep ${iceland?.email}`;
  await publishRules(here.ports, here.id, {
    text,
    note: '',
    by: { kind: 'operator', name: 'ops' },
  });
  const properties = { name: 'Fjord Ltd', country: 'Iceland' };
  const { id } = await here.inHubSpot('create', { kind: 'companies', properties });
  await heard(id, { kind: 'changed' });
  await look();
  await write();

  for (const country of ['IS', 'iceland', 'Ísland', 'Iceland']) {
    await here.inHubSpot('edit', { kind: 'companies', id, properties: { country } });
    await heard(id, { kind: 'changed' });
    await look();
    await write();
  }

  const { id: accountId } = await here.account(id);
  expect(await changesOf(accountId)).toBe(1);
  expect(here.written.filter((one) => one === id)).toHaveLength(1);
  const there = (await here.crm.get.account([id])).get(id);
  expect(there).toMatchObject({ record: { ownerId: iceland?.crmOwnerId } });
});

it('F6 search lag: what is told is read by its id, and asking goes back far enough', async () => {
  await here.inHubSpot('switches', { searchLagMs: 120_000 }, 'PATCH');
  await edit(5, { name: 'Not found yet' });
  await heard(crmId(5), { kind: 'changed' });
  await look();
  expect(await here.account(crmId(5))).toMatchObject({ name: 'Not found yet' });

  await here.inHubSpot('webhooks/mishaps', { dropped: 1 }, 'PUT');
  await edit(5, { name: 'Found late' });
  await here.inHubSpot('webhooks/mishaps', {}, 'DELETE');
  await watchCrm(here.ports);
  await look();
  expect(await here.account(crmId(5))).toMatchObject({ name: 'Not found yet' });
  // Others that were touched after it have been found before it.
  const where = { workspaceId: here.id, kind: 'account' };
  await prisma().crmWatch.updateMany({ where, data: { seenUntil: addMinutes(new Date(), 2) } });
  await here.inHubSpot('switches', { searchLagMs: 0 }, 'PATCH');
  await watchCrm(here.ports);
  await look();
  expect(await here.account(crmId(5))).toMatchObject({ name: 'Found late' });
});

it('F9 merge: an owner who is on the way to one that was merged meanwhile gets there', async () => {
  const { accountId, rep } = await moveHere(13);
  const pair = { primary: crmId(13), other: crmId(14) };
  const { id } = await here.inHubSpot('merge', { kind: 'companies', ...pair });
  await write();
  await heard(id, { kind: 'merged', primary: pair.primary, others: [pair.other] });
  await look();
  const waits = { workspaceId: here.id, kind: 'crm-owner', status: 'retrying' };
  const [task] = await prisma().task.findMany({ where: waits });
  await deliver(here.ports, task?.id ?? '');

  expect(await here.account(id)).toMatchObject({ id: accountId, ownerId: rep.id });
  const there = await here.crm.get.account([id]);
  expect(there.get(id)).toMatchObject({ record: { ownerId: rep.crmOwnerId } });
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

  const changes = await prisma().ownershipChange.findMany({
    where: { accountId, cause: { path: ['kind'], equals: 'crm-edit' } },
    orderBy: { auditSeq: 'asc' },
  });
  expect(changes.map(({ actor }) => Object(actor).name)).toEqual([dana?.name, eve?.name]);
  expect(changes[0]).toMatchObject({ fromId: rep.id, toId: changes[1]?.fromId });
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
    const lead = await prisma().lead.findFirst({ where: { workspaceId: here.id, crmId: id } });
    expect(lead).toMatchObject({ name: 'An erased contact', email: null, attributes: {} });
  });
});

it('F25 clock skew: an event of later than our write, with an older value, changes nothing', async () => {
  const { accountId, expected, rep } = await moveHere(9);
  const former = await prisma().rep.findUnique({ where: { id: expected ?? '' } });
  await write();
  const event = { objectId: Number(crmId(9)), propertyValue: former?.crmOwnerId ?? '' };
  await ears.push([ownerEvent({ ...event, occurredAt: addMinutes(new Date(), 2).getTime() })]);
  const before = await changesOf(accountId);

  await look();
  await write();

  expect(await changesOf(accountId)).toBe(before);
  expect((await here.account(crmId(9))).ownerId).toBe(rep.id);
  expect([await ownerThere(9), writesOf(9)]).toEqual([rep.crmOwnerId, 1]);
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

it('F29 forged, replayed or written anew on its way: is refused, and counted', async () => {
  const events = [ownerEvent({ objectId: Number(crmId(11)), propertyValue: '1' })];
  const body = JSON.stringify(events);
  const before = await ears.counted();
  const inbox = () => prisma().inboxEvent.count({ where: { workspaceId: here.id } });
  const kept = await inbox();

  expect(await ears.push(events, { with: 'another secret' })).toBe(401);
  expect(await ears.push(events, { at: addMinutes(new Date(), -6) })).toBe(401);
  expect(await ears.push(events, { host: 'https://elsewhere.example' })).toBe(401);
  expect(await ears.push(events, { sent: JSON.stringify(events, null, 1), body })).toBe(401);

  expect(await inbox()).toBe(kept);
  expect((await ears.counted()).refused).toBe((before.refused ?? 0) + 4);
  expect(await ears.push(events)).toBe(204);
  expect((await ears.counted()).kept).toBe((before.kept ?? 0) + 1);
});

it('F17 owner gone before the approval: nobody gets them, and it is asked anew without them', async () => {
  const [leaver] = here.company.reps.filter(({ left }) => !left);
  const properties = { name: 'Geyser', country: 'Iceland', annualrevenue: '9000000000' };
  const { id } = await here.inHubSpot('create', { kind: 'companies', properties });
  await heard(id, { kind: 'changed' });
  await look();
  const { id: accountId } = await here.account(id);
  const asked = () =>
    prisma().proposal.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });
  const [first] = await asked();
  const proposed = await prisma().rep.findFirst({ where: { id: first?.proposedOwnerId ?? '' } });
  expect(proposed?.crmOwnerId).toBe(leaver?.crmOwnerId);
  const userId = 'U0OPS';
  const ops = { workspaceId: here.id, name: 'Olga', email: 'olga@registry.example' };
  const works = { hours: {}, skills: [], languages: [], certificates: [] };
  await prisma().rep.create({ data: { ...ops, ...works, role: 'ops', slackUserId: userId } });

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
