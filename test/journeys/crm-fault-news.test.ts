import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, expect, it } from 'vitest';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { openCrmCases } from '../support/crm-cases.ts';
import { ownerEvent } from '../support/hubspot-ears.ts';

const cases = await openCrmCases();
const {
  here,
  ears,
  prisma,
  crmId,
  heard,
  moveHere,
  publishIceland,
  look,
  write,
  changesOf,
  writesOf,
  ownerThere,
} = cases;
afterAll(() => cases.close());

const edit = (nth: number, properties: Record<string, string>) =>
  here.inHubSpot('edit', { kind: 'companies', id: crmId(nth), properties });
const tasks = () => prisma.task.count({ where: { workspaceId: here.id } });

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
  const iceland = await publishIceland();
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
  await prisma.crmWatch.updateMany({ where, data: { seenUntil: addMinutes(new Date(), 2) } });
  await here.inHubSpot('switches', { searchLagMs: 0 }, 'PATCH');
  await watchCrm(here.ports);
  await look();
  expect(await here.account(crmId(5))).toMatchObject({ name: 'Found late' });
});

it('F25 clock skew: an event of later than our write, with an older value, changes nothing', async () => {
  const { accountId, expected, rep } = await moveHere(9);
  const former = await prisma.rep.findUnique({ where: { id: expected ?? '' } });
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

it('F29 forged, replayed or written anew on its way: is refused, and counted', async () => {
  const events = [ownerEvent({ objectId: Number(crmId(11)), propertyValue: '1' })];
  const body = JSON.stringify(events);
  const before = await ears.counted();
  const inbox = () => prisma.inboxEvent.count({ where: { workspaceId: here.id } });
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
