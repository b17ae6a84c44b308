import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { deliver } from '../../src/services/delivery.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { hire, openWorld, TEAM } from './world.ts';

export const ops = { workspaceId: TEAM, userId: 'U0OPS' };
export const rep = { workspaceId: TEAM, userId: 'U0REP' };

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** Where ops map properties of a HubSpot that has been brought in; `crmId` is one of its companies. */
export async function openOffice() {
  const seen: Shown[] = [];
  const notifier: Partial<Notifier> = {
    post: async (_, channel, shown) => ({ channel, ts: String(seen.push(shown)) }),
    redraw: async (_, __, shown) => {
      seen.push(shown);
      return 'drawn';
    },
  };
  const world = await openWorld({ notifier });
  const hubspot = await visitHubSpot({ accounts: 12 });
  const crm = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
  const ports = { ...world.ports, crm: () => crm };
  const { prisma } = world.database;
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: 'C0OPS' } });
  await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
  await hire(world, 'Olga Ops', { slackUserId: ops.userId });
  await hire(world, 'Rita Rep', { slackUserId: rep.userId });
  await prisma.rep.updateMany({ where: { slackUserId: ops.userId }, data: { role: 'ops' } });
  const work = async (kind: 'read-again' | 'tell-broken-fields') => {
    const due = await prisma.task.findMany({ where: { kind, status: 'due' } });
    for (const { id } of due) await deliver(ports, id);
  };
  return {
    ...{ world, ports, hubspot, crmId: hubspot.company.account(3).crmId },
    define: (property: object) =>
      hubspot.ask('POST', '/crm/properties/2026-09/companies', {
        ...{ groupName: 'companyinformation', ...property },
      }),
    /** A worker lists the book, and what it lists is read. */
    readBook: async () => {
      await work('read-again');
      await takeNews(ports, TEAM);
    },
    /** What ops were shown since they were asked last. */
    tellOps: async () => {
      seen.length = 0;
      await work('tell-broken-fields');
      return seen.flatMap((one) => (one.kind === 'broken-fields' ? [one.broken.fields] : []));
    },
    close: async () => {
      await hubspot.stop();
      await world.close();
    },
  };
}
