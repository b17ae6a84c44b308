import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import type { Crm, Notifier, Ports } from '../../src/ports.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { deliver } from '../../src/services/delivery.ts';
import { approveFixes, proposeFixes } from '../../src/services/fixes.ts';
import { readHistory } from '../../src/services/history.ts';
import { runQuality } from '../../src/services/quality.ts';
import { showFlaws } from '../../src/services/quality-report.ts';
import { readFacts } from '../../src/store/facts.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const ops = { workspaceId: TEAM, userId: 'U1ADA' };
const objects = '/crm/objects/2026-09';
let world: World;
let ports: Ports;
let crm: Crm;
const told: { place: string; shown: Shown }[] = [];
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  world = await openWorld();
  hubspot = await visitHubSpot({ accounts: 40 });
  crm = connect(hubspot, { token: 'pat-sandbox' });
  const notifier: Notifier = {
    ...world.ports.notifier,
    post: async (_, place, shown) => {
      if (shown.kind === 'fixes') told.push({ place, shown });
      return { channel: place, ts: String(told.length) };
    },
  };
  ports = { ...world.ports, notifier, clock: { now: () => new Date() }, crm: () => crm };
  await hire(world, 'Ada Lind', { slackUserId: 'U1ADA', role: 'ops' });
});
afterAll(async () => {
  await hubspot.stop();
  await world.close();
});

const company = (nth: number) => hubspot.company.account(nth).crmId;
const edit = async (path: string, properties: Record<string, string>) => {
  const { status } = await hubspot.ask('PATCH', `${objects}/${path}`, { properties });
  expect(status).toBe(200);
};

describe('what is impossible in HubSpot', () => {
  it('is in the report with its value, and no rule sees it', async () => {
    await edit(`companies/${company(1)}`, { numberofemployees: '-5', phone: 'ask Tom' });
    await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
    await runQuality(ports, TEAM);
    const { findings } = await showFlaws(ports, ops, 'impossible');
    const found = findings.filter(({ record }) => record.crmId === company(1));
    const said = { kind: 'impossible', source: 'HubSpot' };
    expect(found.map(({ flaw }) => flaw)).toEqual(
      expect.arrayContaining([
        { ...said, attribute: 'employees', value: '-5', why: 'too-small' },
        { ...said, attribute: 'phone', value: 'ask Tom', why: 'unreadable' },
      ]),
    );
    const { prisma } = world.database;
    const where = { workspaceId_crmId: { workspaceId: TEAM, crmId: company(1) } };
    const { id } = await prisma.account.findUniqueOrThrow({ where });
    const known = (await readFacts(prisma, TEAM, [id])).get(id);
    expect(known?.facts).toMatchObject({ country: expect.any(String) });
    expect(known?.facts.employees).toBeUndefined();
    expect(known?.facts.phone).toBeUndefined();
  });
});

/** Does what is queued, and what that queues. */
async function work(): Promise<void> {
  for (;;) {
    const where = { workspaceId: TEAM, status: 'due' };
    const [task] = await world.database.prisma.task.findMany({ where, orderBy: { dueAt: 'asc' } });
    if (!task) return;
    await deliver(ports, task.id);
  }
}
const countryOf = async (nth: number) => {
  const { body } = await hubspot.ask(
    'GET',
    `${objects}/companies/${company(nth)}?properties=country`,
  );
  return body.properties.country;
};
const rowOf = (nth: number) =>
  world.database.prisma.account.findFirstOrThrow({ where: { crmId: company(nth) } });
const bringIn = () => importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
/** The countries of all others are written in words, so that words are the style of the book. */
const spell = async (nth: number, country: string) => {
  await edit(`companies/${company(nth)}`, { country, state: '', zip: '' });
};
async function proposed() {
  const shown = await proposeFixes(ports, ops, 'inconsistent');
  if (!shown) throw new Error('nothing was proposed');
  return shown;
}

describe('approved clean values', () => {
  it('are written into HubSpot but for what somebody has edited or HubSpot refuses', async () => {
    for (const nth of [2, 3, 4]) await spell(nth, 'Deutschland');
    await bringIn();
    const { batch, goesTo } = await proposed();
    expect(goesTo).toEqual({ kind: 'crm', name: 'HubSpot' });
    await approveFixes(ports, ops, batch.id);
    expect(await countryOf(2)).toBe('Deutschland');
    await edit(`companies/${company(3)}`, { country: 'Austria' });
    const switches = { method: 'PATCH', body: JSON.stringify({ refused: [company(4)] }) };
    await fetch(`${hubspot.url}/admin/switches`, switches);
    await work();
    expect([await countryOf(2), await countryOf(3), await countryOf(4)]).toEqual([
      ...['Germany', 'Austria', 'Deutschland'],
    ]);
    const [{ place, shown } = { place: '', shown: undefined }, ...others] = told;
    expect(others).toEqual([]);
    expect(place).toBe('U1ADA');
    expect(shown).toMatchObject({
      outcome: { crm: 'HubSpot', written: batch.count - 2, changed: 1, refused: 1 },
    });
    expect(JSON.stringify(shown)).toContain('cannot be written by a rule of this account');
  });

  it('are in the account’s history with what was there before, in the name of whoever has approved them', async () => {
    const { id: accountId } = await rowOf(2);
    const { lines } = await readHistory(ports, TEAM, accountId, 0);
    expect(lines[0]).toMatchObject({
      ...{ action: 'values-written', actor: { kind: 'rep', name: 'Ada Lind' } },
      ...{ before: { country: 'Deutschland' }, after: { country: 'Germany' } },
    });
    const { id: edited } = await rowOf(3);
    const others = (await readHistory(ports, TEAM, edited, 0)).lines;
    expect(others.map(({ action }) => action)).not.toContain('values-written');
    const where = { workspaceId: TEAM, action: 'fixes-written' };
    const [batch] = await world.database.prisma.auditEntry.findMany({ where });
    const left = { accountId: edited, attribute: 'country', became: 'changed' };
    expect(batch?.context).toMatchObject({
      left: expect.arrayContaining([expect.objectContaining(left)]),
    });
    expect((await verifyAudit(ports, TEAM)).breaks).toEqual([]);
  });

  it('come back as the CRM’s news, as any edit there', async () => {
    expect((await rowOf(2)).attributes).toMatchObject({ country: { value: 'Deutschland' } });
    await takeNews(ports, TEAM);
    expect((await rowOf(2)).attributes).toMatchObject({ country: { value: 'Germany' } });
    expect((await rowOf(3)).attributes).toMatchObject({ country: { value: 'Austria' } });
  });

  it('are found written by a worker who comes after one that died', async () => {
    await spell(5, 'Deutschland');
    await bringIn();
    const { batch } = await proposed();
    await approveFixes(ports, ops, batch.id);
    // It wrote, and died before it could say so.
    await edit(`companies/${company(5)}`, { country: 'Germany' });
    await work();
    const { status } = await world.database.prisma.fix.findFirstOrThrow({
      where: { batchId: batch.id, account: { crmId: company(5) } },
    });
    expect(status).toBe('written');
  });
});
