import { parseArgs } from 'node:util';
import { soakCrm } from './crm.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const [minutes, seed] = [Number(values.minutes ?? 5), Number(values.seed ?? Date.now() % 100_000)];
if (positionals.join() !== 'crm' || !(minutes > 0) || !Number.isInteger(seed)) {
  console.error('npm run soak -- crm [--minutes 5] [--seed 1]');
  process.exit(2);
}

const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const { counts, differences } = await soakCrm({ minutes, seed }, say);
for (const [what, count] of Object.entries(counts))
  console.log(`${String(count).padStart(8)} ${what}`);
for (const line of differences.slice(0, 20)) console.log(`DIFFERS ${line}`);
console.log(
  differences.length === 0
    ? `seed ${seed}: the registry is as HubSpot is, and the audit tells how it came to be`
    : `seed ${seed}: ${differences.length} differences`,
);
process.exit(differences.length === 0 ? 0 : 1);
