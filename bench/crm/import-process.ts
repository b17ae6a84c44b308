/** Imports a HubSpot and says how long that took and how much memory. */
import { importCrm } from '../../src/services/crm-import.ts';
import { benchHouse } from './house.ts';
import type { Imported } from './import.ts';

const [databaseUrl = '', hubspotUrl = '', id = ''] = process.argv.slice(2);
const house = await benchHouse(databaseUrl, hubspotUrl, 1_000_000);
const crm = house.ports.crm(id);
if (!crm) throw new Error('no CRM');
let counts = { accounts: 0, leads: 0, deals: 0 };
const start = performance.now();
await importCrm(house.ports, { id, name: 'bench' }, crm, (now) => {
  counts = now.counts;
});
const imported: Imported = {
  records: counts.accounts + counts.leads + counts.deals,
  seconds: (performance.now() - start) / 1000,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
await house.close();
console.log(JSON.stringify(imported));
