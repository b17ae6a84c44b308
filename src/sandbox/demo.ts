import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Company, createCompany } from './company/company.ts';
import { type Surroundings, stage } from './staging.ts';

const USAGE = `npm run demo -- [options]
  --accounts N   size of the sample company, up to 1,000,000 (default 5000; a new size needs --fresh)
  --port N       where the page is (default 4100; the next free one where that is taken)
  --data DIR     where it is kept between starts (default ./data/demo)
  --fresh        forget what is kept and start over`;
const MOST_ACCOUNTS = 1_000_000;
const bot = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '5000' },
    port: { type: 'string', default: '4100' },
    data: { type: 'string', default: './data/demo' },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function run(): Promise<void> {
  const data = values.data;
  if (values.fresh) rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const kept = readKept(data);
  console.log(`Tallgrass, a sample company of ${kept.accounts.toLocaleString('en')} accounts`);
  const [slack, hubspot, botPort] = await freePorts(wholeNumber('port', 1, 65_000), 3);
  const company = createCompany(kept);
  const ports = { slack: slack ?? 0, hubspot: hubspot ?? 0, bot: botPort ?? 0 };
  const surroundings = await stage(company, ports, data);
  const env = {
    ...process.env,
    ...surroundings.env,
    DATABASE_URL: process.env.DATABASE_URL ?? '',
    DATA_DIR: data,
    PORT: String(botPort),
    NODE_ENV: 'production',
  };
  if (!kept.imported) await importCompany(data, env, surroundings, operatorOf(company));
  writeFileSync(join(data, 'demo.json'), JSON.stringify({ ...kept, imported: true }));
  const child = await startBot(env, join(data, 'bot.log'), `http://127.0.0.1:${botPort}`);
  surroundings.slack.pointAt(`http://127.0.0.1:${botPort}`);
  stopTogether(child, surroundings);
  console.log(`\n  Open  ${surroundings.page}`);
  console.log('  Then type  /whoowns acme');
  console.log(`  HubSpot is at  ${surroundings.env.HUBSPOT_URL}/sandbox\n`);
  console.log(`The bot's log is in ${join(data, 'bot.log')}. Ctrl-C stops everything.`);
}

type Kept = { seed: number; accounts: number; today: string; imported: boolean };

/** The company is told anew from these at each start, so they must stay what they were. */
function readKept(data: string): Kept {
  const file = join(data, 'demo.json');
  const accounts = wholeNumber('accounts', 1, MOST_ACCOUNTS);
  if (!existsSync(file)) {
    return { seed: 1, accounts, today: new Date().toISOString(), imported: false };
  }
  const kept: Kept = JSON.parse(readFileSync(file, 'utf8'));
  const asked = process.argv.some((word) => word.startsWith('--accounts'));
  if (asked && kept.accounts !== accounts) {
    throw new Error(
      `${data} holds a company of ${kept.accounts} accounts. Add --fresh to start over with ${accounts}.`,
    );
  }
  return kept;
}

function wholeNumber(option: 'accounts' | 'port', least: number, most: number): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`--${option} takes a whole number from ${least} to ${most}.\n${USAGE}`);
}

/** Neighbouring ports from the first one on, so that links stay right from start to start. */
async function freePorts(from: number, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let port = from; found.length < count && port < from + 100; port += 1) {
    if (await isFree(port)) found.push(port);
  }
  if (found.length === count) return found;
  throw new Error(`No ${count} free ports from ${from} on: name others with --port.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function importCompany(
  data: string,
  env: NodeJS.ProcessEnv,
  { roster, rules }: Surroundings,
  operator: string,
): Promise<void> {
  // A newcomer may be root and have no name in git: somebody of the company does it.
  const as = ['--as', operator];
  const rosterFile = join(data, 'roster.json');
  writeFileSync(rosterFile, JSON.stringify(roster, null, 2));
  await shell(env, 'import', '--roster', rosterFile, ...as);
  const rulesFile = join(data, 'rules.txt');
  writeFileSync(rulesFile, rules);
  await shell(env, 'rules', 'publish', rulesFile, '--because', 'the rules of 2026', ...as);
  await shell(env, 'route');
}

function operatorOf({ personas, users }: Company): string {
  const ops = personas.find(({ key }) => key === 'ops');
  return users.find(({ id }) => id === ops?.userId)?.realName ?? 'Tallgrass operations';
}

/** The operator's shell, as an operator would use it. */
async function shell(env: NodeJS.ProcessEnv, ...words: string[]): Promise<void> {
  const child = spawn(process.execPath, [bot('cli.ts'), ...words], { env, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error('The sample company could not be imported; see above.');
}

async function startBot(
  env: NodeJS.ProcessEnv,
  logFile: string,
  url: string,
): Promise<ChildProcess> {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [bot('main.ts')], { env, stdio: ['ignore', log, log] });
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`The bot did not start; its log is in ${logFile}.`);
}

function stopTogether(child: ChildProcess, { stop }: Surroundings): void {
  let stopping = false;
  const end = async (code: number) => {
    if (stopping) return;
    stopping = true;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    await stop();
    process.exit(code);
  };
  process.on('SIGINT', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  child.once('exit', (code) => {
    if (!stopping) console.error(`The bot has ended (${code}); its log says why.`);
    void end(code ?? 1);
  });
}
