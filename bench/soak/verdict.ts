import type { Ports } from '../../src/ports.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { needlessIn } from './door.ts';
import { unlikeIn } from './pictures.ts';
import { untoldIn } from './steps.ts';

type Door = Parameters<typeof needlessIn>[1];

/** Where the registry is not as the CRM is, its history does not tell how it came to be, or more was written than had to be. */
export async function differencesIn(
  ports: Ports,
  workspaceId: string,
  { since, door }: { since: Date; door: Door },
): Promise<string[]> {
  const crm = ports.crm(workspaceId);
  if (!crm) throw new Error('there is no CRM to compare with');
  const { breaks } = await verifyAudit(ports, workspaceId);
  return [
    ...(await unlikeIn(ports, workspaceId, crm)),
    ...(await untoldIn(ports, workspaceId, crm, since)),
    ...(await needlessIn(ports, door)),
    ...(await givenUpIn(ports, workspaceId)),
    ...(breaks.length > 0 ? [`the audit has ${breaks.length} breaks`] : []),
  ];
}

/** HubSpot was in trouble for moments only: nothing is to be given up for that. */
async function givenUpIn({ database }: Ports, workspaceId: string): Promise<string[]> {
  const dead = await database.prisma.task.findMany({ where: { workspaceId, status: 'dead' } });
  return dead.map(({ kind, lastError }) => `a ${kind} was given up: ${lastError}`);
}
