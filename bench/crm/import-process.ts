/** Imports a HubSpot and says how long that took and how much memory. */
import { importCrm } from '../../src/services/crm-import.ts';
import { benchHouse } from './house.ts';
import type { Imported } from './import.ts';

const [databaseUrl = '', hubspotUrl = '', id = ''] = process.argv.slice(2);
const house = await benchHouse(databaseUrl, hubspotUrl, 1_000_000);
const crm = house.ports.crm(id);
if (!crm) throw new Error('no CRM');
const counts = new Map<string, number>();
const start = performance.now();
await importCrm(house.ports, { id, name: 'bench' }, crm, ({ what, count }) =>
  counts.set(what, count),
);
const imported: Imported = {
  records: (counts.get('accounts') ?? 0) + (counts.get('leads') ?? 0) + (counts.get('deals') ?? 0),
  seconds: (performance.now() - start) / 1000,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
await house.close();
console.log(JSON.stringify(imported));
