import type { Ports } from '../ports.ts';
import { saveCrmOwners } from '../store/roster.ts';
import { servesNothing } from './crm-reading.ts';
import { askHandovers } from './handovers.ts';
import { askWithoutLeavers } from './leavers.ts';
import { listWorkspaces } from './workspaces.ts';

/** Who has come to the CRM, and who has left it: of the latter somebody has to take over the book. */
export async function refreshOwners(ports: Ports): Promise<void> {
  for (const { id } of await listWorkspaces(ports)) {
    try {
      const crm = (await servesNothing(ports, id)) ? undefined : ports.crm(id);
      for await (const page of crm?.owners() ?? []) {
        await saveCrmOwners(ports.database.prisma, id, page, ports.clock.now());
      }
    } catch (error) {
      // Whom the roster has leave is asked about all the same.
      ports.log.error({ error: String(error) }, 'the CRM’s owners could not be read');
    }
    await askHandovers(ports, id);
    await askWithoutLeavers(ports, id);
  }
}
