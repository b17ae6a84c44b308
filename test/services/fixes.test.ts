import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { approveFixes, proposeFixes, showFixes, writeFixesCsv } from '../../src/services/fixes.ts';
import { enter } from '../support/accounts.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

let world: World;
const ops = { workspaceId: TEAM, userId: 'U1ADA' };
const manager = { workspaceId: TEAM, userId: 'U2BEN' };
const rep = { workspaceId: TEAM, userId: 'U3CY' };
let usa = '';

beforeAll(async () => {
  world = await openWorld();
  const { prisma } = world.database;
  const staff = {
    'Ada Lind': ['U1ADA', 'ops'],
    'Ben Okoye': ['U2BEN', 'manager'],
    'Cy Park': ['U3CY', 'rep'],
  };
  for (const [name, [slackUserId = '', role = '']] of Object.entries(staff)) {
    const id = await hire(world, name, { slackUserId });
    await prisma.rep.update({ where: { id }, data: { role } });
  }
  const at = (name: string, facts: Record<string, string>) =>
    enter(world, name, { domain: `${name.toLowerCase()}.com`, facts });
  await at('Good', { country: 'US', state: 'CA' });
  usa = await at('Usa', { country: 'USA', state: 'Calif' });
  await at('Germany', { country: 'Deutschland', revenue: '$5M' });
  await at('Range', { country: 'US', employees: '50-100' });
});
afterAll(() => world.close());

const propose = async (asker = ops) => {
  const shown = await proposeFixes(world.ports, asker, 'inconsistent');
  if (!shown) throw new Error('nothing was proposed');
  return shown;
};
const csvOf = async (batchId: string) => {
  let csv = '';
  await writeFixesCsv(world.ports, ops, batchId, async (text) => {
    csv += text;
  });
  return csv;
};
const statuses = async (batchId: string) => {
  const found = await world.database.prisma.fix.findMany({ where: { batchId } });
  return found.map(({ status }) => status).sort();
};
const store = (country: string) =>
  world.database.prisma.account.update({
    where: { id: usa },
    data: { attributes: { country: { value: country, source: 'HubSpot', at: '2026-01-05' } } },
  });

describe('clean values', () => {
  it('are proposed wherever there is one, with what was there and who asked', async () => {
    const { batch, mayApprove } = await propose(manager);
    expect(mayApprove).toBe(false);
    expect(batch).toMatchObject({ status: 'proposed', count: 4 });
    expect(batch.byAttribute[0]).toEqual({ attribute: 'country', count: 2 });
    const fixes = batch.shown.map(({ account, previous, proposed }) => [
      account.name,
      previous,
      proposed,
    ]);
    expect(fixes).toContainEqual(['Germany', '$5M', '5000000']);
    expect(fixes).toContainEqual(['Usa', 'Calif', 'CA']);
    const [row] = await world.database.prisma.fix.findMany({ where: { batchId: batch.id } });
    expect(row).toMatchObject({ proposedBy: { kind: 'rep', name: 'Ben Okoye' }, approvedAt: null });
  });

  it('that are proposed again take the place of those before', async () => {
    const first = await propose(manager);
    const second = await propose();
    expect(second).toMatchObject({ mayApprove: true, batch: { count: 4 } });
    await expect(showFixes(world.ports, ops, first.batch.id)).rejects.toMatchObject({
      reason: { kind: 'out-of-date' },
    });
  });

  it('are approved by ops and admins, and by nobody else', async () => {
    const { batch } = await propose();
    for (const asker of [manager, rep]) {
      await expect(approveFixes(world.ports, asker, batch.id)).rejects.toThrow('not-your-role');
    }
    await expect(proposeFixes(world.ports, rep, 'inconsistent')).rejects.toThrow('not-your-role');
    expect(await statuses(batch.id)).toEqual(['proposed', 'proposed', 'proposed', 'proposed']);
  });

  it('are kept as approved but for those that the CRM has overtaken, with one audit entry', async () => {
    const { batch } = await propose();
    await store('Canada');
    const approval = await approveFixes(world.ports, ops, batch.id);
    // What was agreed to of that account is no longer what the CRM says.
    expect(approval).toMatchObject({ approved: 2, overtaken: 2 });
    expect(await approveFixes(world.ports, ops, batch.id)).toMatchObject({ approved: 0 });
    const entries = await world.database.prisma.auditEntry.findMany({
      where: { workspaceId: TEAM, action: 'fixes-approved' },
    });
    expect(entries.map(({ after }) => after)).toEqual([{ approved: 2, overtaken: 2 }]);
    expect((await verifyAudit(world.ports, TEAM)).breaks).toEqual([]);
    expect(await csvOf(batch.id)).toMatch(
      /^Record ID,Company name,Country,Annual revenue\r\n[^,]+,Germany,DE,5000000\r\n$/,
    );
  });

  it('that are approved and not in the CRM yet are not asked for again', async () => {
    await store('CA');
    expect(await proposeFixes(world.ports, ops, 'inconsistent')).toBeUndefined();
    await store('United States');
    expect((await propose()).batch.shown).toMatchObject([{ previous: 'United States' }]);
  });

  it('are shown to the last one, a page at a time', async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      await enter(world, `Late ${nth}`, { domain: `late${nth}.com`, facts: { country: 'U.S.A.' } });
    }
    const { batch } = await propose();
    const pages = [0, 1, 9].map((page) => showFixes(world.ports, ops, batch.id, page));
    const [first, last, beyond] = (await Promise.all(pages)).map((one) => one.batch);
    const named = [first, last].flatMap((page) => page?.shown.map(({ account }) => account.id));
    expect(first?.pages).toBe(2);
    expect(new Set(named).size).toBe(batch.count);
    expect(beyond?.shown).toEqual(last?.shown);
  });

  it('are for a file where no CRM is connected: no effect is queued', async () => {
    expect((await propose()).goesTo).toEqual({ kind: 'file' });
    expect(await world.database.prisma.task.count()).toBe(0);
  });
});
