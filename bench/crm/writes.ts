import type { OwnerChange } from '../../src/domain/ownership.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwners } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { type Figure, figure } from '../figure.ts';
import { benchHouse, TOKEN } from './house.ts';

const BUDGET = 190;
const AT_ONCE = 1000;

/** A realignment of so many accounts, told to a HubSpot that allows 190 calls in ten seconds. */
export async function writeFigures(
  databaseUrl: string,
  count: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  const company = createCompany({ seed: 2, accounts: count });
  const hubspot = await startHubSpot({
    ...{ port: 0, company, token: TOKEN, portalId: 1, contract: 'off', limits: 'off' },
  });
  const reading = await benchHouse(databaseUrl, hubspot.url, 100_000);
  const workspace = { id: 'T1', name: 'bench' };
  const crm = reading.ports.crm(workspace.id);
  if (!crm) throw new Error('no CRM');
  await importCrm(reading.ports, workspace, crm, () => undefined);
  say('imported');
  await moveAll(reading.ports, workspace.id);
  await reading.close();
  say('all have changed hands');
  await limit(hubspot.url);
  const house = await benchHouse(databaseUrl, hubspot.url, BUDGET);
  try {
    const before = await callsOf(hubspot.url);
    const start = performance.now();
    await writeCrmOwners(house.ports, workspace.id);
    const seconds = (performance.now() - start) / 1000;
    const after = await callsOf(hubspot.url);
    const moved = await house.ports.database.prisma.task.count({ where: { status: 'done' } });
    say(`${moved} owners told`);
    const floor = (moved / 100 / BUDGET) * 10;
    return [
      figure('owners told to HubSpot', moved, 'accounts'),
      figure('time, times the floor of the calls that write', seconds / floor, 'x', {
        atMost: 1.05,
      }),
      // No owner is written over unseen: a hundred are one call to look and one to write.
      figure('time, times the floor of those that look and write', seconds / (2 * floor), 'x', {
        atMost: 1.05,
      }),
      figure(
        'calls for each hundred owners',
        (after.calls - before.calls) / (moved / 100),
        'calls',
      ),
      figure('answers 429', after.refused - before.refused, 'answers', { atMost: 1 }),
    ];
  } finally {
    await house.close();
    await hubspot.stop();
  }
}

async function limit(hubspotUrl: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ perTenSeconds: BUDGET });
  const set = await fetch(`${hubspotUrl}/admin/limits`, { method: 'PUT', headers, body });
  if (!set.ok) throw new Error(`limits: ${await set.text()}`);
}

async function callsOf(url: string): Promise<{ calls: number; refused: number }> {
  const state = await (await fetch(`${url}/admin/state`)).json();
  const { calls, status } = state.calls;
  return { calls, refused: status['429'] ?? 0 };
}

/** Every account that somebody owns goes to somebody else, as a realignment does it. */
async function moveAll(
  ports: Parameters<typeof writeCrmOwners>[0],
  workspaceId: string,
): Promise<void> {
  const { prisma } = ports.database;
  const reps = await prisma.rep.findMany({ where: { workspaceId, leftAt: null } });
  const owned = await prisma.account.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
  const changes = owned.map(({ id: accountId, ownerId }, nth): OwnerChange => {
    const others = reps.filter(({ id }) => id !== ownerId);
    return {
      ...{ accountId, expected: ownerId, wanted: others[nth % others.length]?.id ?? null },
      ...{
        cause: { kind: 'operator' },
        actor: { kind: 'operator', name: 'bench' },
        reason: 'bench',
      },
    };
  });
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    const some = changes.slice(from, from + AT_ONCE);
    await inTransaction(ports.database, (tx) => changeOwners(tx, ports, workspaceId, some));
  }
}
