import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ports } from '../../src/ports.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { readJournals } from '../../src/services/crm-journal.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { connect, notingLog } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

const oauth = { clientId: 'app', clientSecret: 'app-secret', refreshToken: 'refresh-1' };
const objects = '/crm/objects/2026-09';
const log = notingLog();
let world: World;
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  world = await openWorld();
  hubspot = await visitHubSpot({ accounts: 160, oauth });
  const crm = open().crm(TEAM);
  if (crm) await importCrm(open(), { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
  // The first look subscribes.
  await readJournals(open());
});
afterAll(async () => {
  await hubspot.stop();
  await world.close();
});

/** The bot, started once more. */
function open(): Ports {
  const crm = connect(hubspot, { access: oauth, log });
  return { ...world.ports, clock: { now: () => new Date() }, crm: () => crm };
}
const company = (nth: number) => hubspot.company.account(nth).crmId;
const ask = async (method: string, path: string, body?: object) => {
  const answer = await hubspot.ask(method, `${objects}/${path}`, body);
  expect(answer.status).toBeLessThan(300);
  return answer.body;
};
const account = (crmId: string) =>
  world.database.prisma.account.findFirst({ where: { workspaceId: TEAM, crmId } });
const heard = () => world.database.prisma.inboxEvent.count({ where: { workspaceId: TEAM } });
const place = async () =>
  (await world.database.prisma.crmJournal.findFirst({ where: { workspaceId: TEAM } }))?.place;

describe('what happened in HubSpot while the bot was down', () => {
  it('is all found in its journal at the start: more than one file of it', async () => {
    for (let nth = 10; nth < 130; nth += 1) {
      await ask('PATCH', `companies/${company(nth)}`, { properties: { city: `Town ${nth}` } });
    }
    const [made, kept, lost] = [
      (await ask('POST', 'companies', { properties: { name: 'Newcomer' } })).id,
      ...[company(3), company(4)],
    ];
    const primary = { primaryObjectId: kept, objectIdToMerge: lost };
    const { id: merged } = await ask('POST', 'companies/merge', primary);
    await ask('DELETE', `companies/${company(5)}`);
    const other = hubspot.company.reps.find(
      ({ crmOwnerId, left }) => !left && crmOwnerId !== hubspot.company.account(6).owner,
    );
    const properties = { hubspot_owner_id: other?.crmOwnerId ?? '' };
    await ask('PATCH', `companies/${company(6)}`, { properties });
    const ports = open();
    await readJournals(ports);
    await takeNews(ports, TEAM);
    for (const nth of [10, 64, 129]) {
      expect((await account(company(nth)))?.attributes).toMatchObject({
        city: { value: `Town ${nth}` },
      });
    }
    expect(await account(made)).toMatchObject({ name: 'Newcomer' });
    expect(await account(merged)).toMatchObject({ deletedAt: null });
    expect((await account(company(5)))?.deletedAt).toBeInstanceOf(Date);
    const owner = await world.database.prisma.rep.findFirst({
      where: { email: other?.email ?? '' },
    });
    expect((await account(company(6)))?.ownerId).toBe(owner?.id);
  });

  it('is read once: the next start goes on where the last one was', async () => {
    const [before, stood] = [await heard(), await place()];
    await readJournals(open());
    expect([await heard(), await place()]).toEqual([before, stood]);
    await ask('PATCH', `companies/${company(11)}`, { properties: { city: 'Bonn' } });
    await readJournals(open());
    expect(await heard()).toBe(before + 1);
    expect(await place()).not.toBe(stood);
  });

  it('is read from the earliest on where HubSpot does not keep so much any more', async () => {
    await world.database.prisma.crmJournal.updateMany({ data: { place: 'long-gone' } });
    await ask('PATCH', `companies/${company(12)}`, { properties: { city: 'Köln' } });
    const before = await heard();
    await readJournals(open());
    // The others are known by their keys.
    expect(await heard()).toBe(before + 1);
    expect(await place()).not.toBe('long-gone');
  });

  it('is asked for as ever where the app may read no journal, which is said once', async () => {
    const scopes = { withoutScopes: ['developer.webhooks_journal.read'] };
    await fetch(`${hubspot.url}/admin/switches`, { method: 'PATCH', body: JSON.stringify(scopes) });
    await ask('PATCH', `companies/${company(13)}`, { properties: { city: 'Mainz' } });
    const ports = open();
    const told = () => log.lines.filter(({ message }) => /read no journal/.test(message));
    await readJournals(ports);
    await readJournals(ports);
    expect(told()).toHaveLength(1);
    await watchCrm(ports);
    await takeNews(ports, TEAM);
    expect((await account(company(13)))?.attributes).toMatchObject({ city: { value: 'Mainz' } });
  });
});
