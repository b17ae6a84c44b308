import type { Ports } from '../../src/ports.ts';
import { type HubSpotOptions, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { pastOf, readRecord } from '../../src/sandbox/hubspot/shelf.ts';

const OWNER = 'hubspot_owner_id';
const tasks = { companies: 'crm-owner', contacts: 'crm-lead-owner', deals: 'crm-deal-owner' };

/** A HubSpot that counts what we write to it, whether that changes anything or not. */
export async function startCountingHubSpot(options: HubSpotOptions) {
  const writes = { 'crm-owner': 0, 'crm-lead-owner': 0, 'crm-deal-owner': 0 } as Record<
    string,
    number
  >;
  const doubled: string[] = [];
  const hubspot = await startHubSpot({
    ...options,
    onWrite: ({ kind, id, given, author }) => {
      if (author.sourceType !== 'INTEGRATION' || given[OWNER] === undefined) return;
      writes[tasks[kind]] = (writes[tasks[kind]] ?? 0) + 1;
      const record = readRecord(hubspot.portal.shelves[kind], id);
      const [last] = record ? pastOf(record, OWNER) : [];
      const isOurs = last?.sourceType === 'INTEGRATION' && last.value === given[OWNER];
      if (isOurs) doubled.push(`${kind} ${id}: ${given[OWNER]} was written again`);
    },
  });
  return { ...hubspot, writes, doubled };
}

/** One write a change at the most: a later one carries an earlier one, and what stands there already is not written. */
export async function needlessIn(
  { database: { prisma } }: Ports,
  { writes, doubled }: Pick<Awaited<ReturnType<typeof startCountingHubSpot>>, 'writes' | 'doubled'>,
): Promise<string[]> {
  const found = [...doubled];
  for (const [kind, count] of Object.entries(writes)) {
    const wanted = await prisma.task.count({ where: { kind } });
    if (count > wanted) found.push(`${kind}: ${count} writes for ${wanted} changes`);
  }
  return found;
}
