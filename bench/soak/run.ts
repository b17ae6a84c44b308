import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stormApprovals } from '../../test/support/approval-storm.ts';
import { keepPostgres } from '../lookup/postgres.ts';
import { soakCrm } from './crm.ts';

type Say = (line: string) => void;
type Ended = { counts: Record<string, number>; wrongs: string[]; good: string };

const { values, positionals } = parseArgs({
  options: {
    ...{ minutes: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string' } },
    ...{ managers: { type: 'string' }, waiting: { type: 'string' } },
  },
  allowPositionals: true,
});
const [minutes, kills] = [Number(values.minutes ?? 5), Number(values.kills ?? 50)];
const [managers, waiting] = [Number(values.managers ?? 30), Number(values.waiting ?? 40)];
const seed = Number(values.seed ?? Date.now() % 100_000);

const soaks: Record<string, (say: Say) => Promise<Ended>> = {
  crm: async (say) => {
    const { counts, differences } = await soakCrm({ minutes, seed }, say);
    const good = 'the registry is as HubSpot is, and the audit tells how it came to be';
    return { counts, wrongs: differences, good };
  },
  approvals: async (say) => {
    const home = resolve(fileURLToPath(new URL('../..', import.meta.url)), 'data/bench/approvals');
    rmSync(home, { recursive: true, force: true });
    const { url, stop } = await keepPostgres(home);
    const storm = { kills, seed, managers, waiting, isHurried: false };
    const ended = await stormApprovals({ url }, storm, say).finally(stop);
    return { ...ended, good: 'each decision is in the log, in HubSpot and in its channel once' };
  },
};

const soak = soaks[positionals.join()];
if (
  !soak ||
  ![minutes, kills, managers, waiting].every((one) => one > 0) ||
  !Number.isInteger(seed)
) {
  console.error('npm run soak -- crm [--minutes 5] [--seed 1]');
  console.error('npm run soak -- approvals [--kills 50] [--managers 30] [--waiting 40] [--seed 1]');
  process.exit(2);
}
const say: Say = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const { counts, wrongs, good } = await soak(say);
for (const [what, count] of Object.entries(counts))
  console.log(`${String(count).padStart(8)} ${what}`);
for (const line of wrongs.slice(0, 20)) console.log(`DIFFERS ${line}`);
console.log(
  wrongs.length === 0 ? `seed ${seed}: ${good}` : `seed ${seed}: ${wrongs.length} differences`,
);
process.exit(wrongs.length === 0 ? 0 : 1);
