import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, watchCrm } from '../../src/services/crm-watch.ts';
import { mergeTwins } from '../../src/services/twins.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
beforeAll(async () => {
  here = await openHubSpotRegistry(40);
});
afterAll(() => here.close());

const prisma = () => here.world.database.prisma;
const accounts = () => prisma().account.count({ where: { workspaceId: here.id } });
const rowOf = (id: string) => prisma().account.findUniqueOrThrow({ where: { id } });
const pending = (accountId: string) =>
  prisma().proposal.count({ where: { accountId, status: 'pending' } });
const merge = (kind: 'companies' | 'contacts', primary: string, other: string) =>
  here.inHubSpot('merge', { kind, primary, other }) as Promise<{ id: string }>;

async function ask(accountId: string) {
  const at = new Date();
  const whose = { workspaceId: here.id, accountId, arrival: randomUUID(), arrivedAt: at };
  const seen = { outcome: {}, facts: {}, factsHash: '', trail: {}, latencyMs: 0, at };
  const decision = await prisma().decision.create({ data: { ...whose, kind: 'pending', ...seen } });
  const asked = { workspaceId: here.id, accountId, decisionId: decision.id, status: 'pending' };
  await prisma().proposal.create({ data: { ...asked, flags: [], createdAt: at } });
}

let nth = 0;
let primary = { id: '', crmId: '' };
let other = { id: '', crmId: '' };
/** Two companies of which nobody has told anything yet; a decision of the first one waits. */
beforeEach(async () => {
  [primary, other] = [
    await here.account(here.company.account(nth + 1).crmId),
    await here.account(here.company.account(nth).crmId),
  ];
  nth += 2;
  await ask(primary.id);
});

/** One record is left, with the history and the questions of the one that HubSpot has go on. */
async function expectOne(into: string, rows: number) {
  expect(await rowOf(primary.id)).toMatchObject({ crmId: into, deletedAt: null });
  expect(await rowOf(other.id)).toMatchObject({ mergedIntoId: primary.id });
  expect(await pending(primary.id)).toBe(1);
  expect(await accounts()).toBe(rows);
}

describe('companies that were merged in HubSpot', () => {
  it('F9 told by nothing: ours goes on, whichever number the polling meets first', async () => {
    const rows = await accounts();
    const { id } = await merge('companies', primary.crmId, other.crmId);

    await watchCrm(here.ports);
    await takeNews(here.ports, here.id);
    await expectOne(id, rows);

    await compareCrm(here.ports);
    await takeNews(here.ports, here.id);
    await expectOne(id, rows);
    expect((await verifyAudit(here.ports, here.id)).breaks).toEqual([]);
  });

  it('F9 the number of the lost one first: the one that HubSpot kept goes on all the same', async () => {
    const rows = await accounts();
    const { id } = await merge('companies', primary.crmId, other.crmId);
    const content = { kind: 'changed' as const };
    const news = { kind: 'account' as const, id: other.crmId, content, key: randomUUID() };
    await receiveNews(here.ports, here.id, [news]);

    await takeNews(here.ports, here.id);

    await expectOne(id, rows);
  });

  it('F9 while the bot was down: an import finds them as one, too', async () => {
    const rows = await accounts();
    const { id } = await merge('companies', primary.crmId, other.crmId);

    const crm = here.crm;
    await importCrm(here.ports, { id: here.id, name: 'Tallgrass' }, crm, () => undefined);

    await expectOne(id, rows);
  });

  it('F9 three to one: what led to the second leads to the third', async () => {
    const rows = await accounts();
    const third = await here.account(here.company.account(nth).crmId);
    nth += 1;
    const first = await merge('companies', other.crmId, third.crmId);
    await watchCrm(here.ports);
    await takeNews(here.ports, here.id);
    const { id } = await merge('companies', primary.crmId, first.id);

    await watchCrm(here.ports);
    await takeNews(here.ports, here.id);

    await expectOne(id, rows);
    expect(await rowOf(third.id)).toMatchObject({ mergedIntoId: primary.id });
  });

  it('F9 on the word of ops: the one that they keep goes on, with no webhook', async () => {
    const rows = await accounts();
    // Of both is known the same, as of twins: nothing but the word tells which one goes on.
    const { name, ownerId, attributes } = await rowOf(primary.id);
    await prisma().account.update({
      where: { id: other.id },
      data: { name, ownerId, attributes: attributes ?? {} },
    });
    const [accountId = '', otherId = ''] = [primary.id, other.id].toSorted();
    const by = { kind: 'operator', name: 'ops' };
    const verdict = { kind: 'merge', keep: primary.id, by, at: new Date().toISOString() };
    const pair = { workspaceId: here.id, accountId, otherId, confidence: 1, reasons: [] };
    const { id: twinsId } = await prisma().twins.create({
      data: { ...pair, status: 'decided', verdict, createdAt: new Date() },
    });

    await mergeTwins(here.ports, here.id, twinsId);
    await takeNews(here.ports, here.id);

    const { crmId } = await rowOf(primary.id);
    expect([primary.crmId, other.crmId]).not.toContain(crmId);
    await expectOne(crmId, rows);
  });
});

it('F9 contacts that were merged in HubSpot: the lead that goes on keeps its history', async () => {
  const all = Array.from({ length: 40 }, (_, at) => here.company.contactsOf(at)).flat();
  const [crmIds] = [all.slice(0, 2).map(({ crmId }) => crmId)];
  const leadAt = (crmId = '') =>
    prisma().lead.findFirstOrThrow({ where: { workspaceId: here.id, crmId } });
  const [kept, lost] = [await leadAt(crmIds[1]), await leadAt(crmIds[0])];
  const count = () => prisma().lead.count({ where: { workspaceId: here.id } });
  const before = await count();
  const { id } = await merge('contacts', kept.crmId, lost.crmId);

  await watchCrm(here.ports);
  await takeNews(here.ports, here.id);
  await compareCrm(here.ports);
  await takeNews(here.ports, here.id);

  expect(await leadAt(id)).toMatchObject({ id: kept.id, deletedAt: null });
  expect(await leadAt(lost.crmId)).toMatchObject({ id: lost.id, deletedAt: expect.any(Date) });
  expect(await count()).toBe(before);
});
