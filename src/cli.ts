import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { QUALITY_USAGE, qualityCommand } from './cli-quality.ts';
import { RULES_USAGE, rulesCommand } from './cli-rules.ts';
import { type Config, needSlack, readConfig } from './config.ts';
import { wordBreak } from './domain/audit.ts';
import { Refusal, wordRefusal } from './domain/refusal.ts';
import { type RosterFile, rosterFile } from './domain/roster.ts';
import { type House, openHouse } from './house.ts';
import { createLog } from './log.ts';
import { verifyAudit } from './services/audit.ts';
import { importCrm, type Progress } from './services/crm-import.ts';
import { listDeadTasks, retryTask } from './services/dead-tasks.ts';
import { routeUnowned } from './services/intake.ts';
import { setOwner } from './services/operator.ts';
import { importPins, importRoster } from './services/roster.ts';
import { listWorkspaces } from './services/workspaces.ts';
import { singleWorkspace } from './slack/tokens.ts';

const USAGE = `cadastre: the operator's shell

  cadastre import [--roster FILE]   take over the CRM's accounts; with a roster file also
                                    people, teams, territories and pins
  cadastre own ACCOUNT --to EMAIL --because TEXT
                                    give an account to somebody; ACCOUNT is anything that
                                    /whoowns understands
  cadastre audit verify             prove that no line of the audit was touched
${RULES_USAGE}
${QUALITY_USAGE}
  cadastre route                    give the accounts that nobody owns to whom the rules choose
  cadastre tasks [retry ID …]       outside effects that were given up; queue them again

Settings come from the environment (see .env.example). On the embedded database, stop the bot first.`;

const operator = userInfo().username;
type Command = (config: Config, words: string[]) => Promise<number>;
const commands: Record<string, Command> = {
  import: importAll,
  own,
  audit,
  quality,
  route,
  rules,
  tasks,
};

const [name = '', ...words] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.log(USAGE);
  process.exit(name === '' || name === 'help' || name === '--help' ? 0 : 2);
}
run(command).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text =
      error instanceof Refusal ? wordRefusal(error.reason) : String((error as Error).message);
    console.error(text);
    process.exit(1);
  },
);

async function run(chosen: Command): Promise<number> {
  return chosen(readConfig(), words);
}

async function inHouse<Result>(config: Config, work: (house: House) => Promise<Result>) {
  const house = await openHouse(config, createLog('error'));
  return work(house).finally(house.close);
}

async function importAll(config: Config, words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { roster: { type: 'string' } } });
  const roster = values.roster ? readRoster(values.roster) : undefined;
  const slack = needSlack(config);
  const { workspace } = await singleWorkspace(slack.botToken, slack.apiUrl);
  return inHouse(config, async ({ ports }) => {
    const crm = ports.crm(workspace.id);
    if (!crm) throw new Error('No CRM is configured: set HUBSPOT_TOKEN (see .env.example).');
    if (roster) {
      const { gaps } = await importRoster(ports, workspace, roster, operator);
      for (const gap of gaps) console.error(`left out of the roster: ${gap}`);
    }
    await importCrm(ports, workspace, crm, tellProgress);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    if (roster) {
      const { pinned, unknown } = await importPins(ports, workspace.id, roster);
      console.log(`pins: ${pinned} set`);
      for (const account of unknown) console.error(`pin left out: no account ${account}`);
    }
    console.log(`${workspace.name} is in the registry.`);
    return 0;
  });
}

function readRoster(file: string): RosterFile {
  const parsed = rosterFile.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not a roster:\n${z.prettifyError(parsed.error)}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

async function own(config: Config, words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { to: { type: 'string' }, because: { type: 'string' } },
    allowPositionals: true,
  });
  const { to, because } = values;
  if (!to || !because || positionals.length === 0) {
    throw new Error(
      'Say which account, to whom and why: cadastre own acme.com --to ana@… --because "…"',
    );
  }
  const asked = positionals.join(' ');
  return inHouse(config, async ({ ports }) => {
    const workspaceId = await onlyWorkspace(ports);
    const { account, from } = await setOwner(ports, workspaceId, { asked, to, because, operator });
    console.log(`${account} went from ${from ?? 'nobody'} to ${to}.`);
    return 0;
  });
}

async function audit(config: Config, [verb]: string[]): Promise<number> {
  if (verb !== 'verify') throw new Error('Try: cadastre audit verify');
  return inHouse(config, async ({ ports }) => {
    let broken = 0;
    for (const { id, name: workspace } of await listWorkspaces(ports)) {
      const { lines, head, breaks } = await verifyAudit(ports, id);
      for (const found of breaks) console.error(`${workspace}: ${wordBreak(found)}`);
      const verdict = breaks.length === 0 ? 'verified' : 'NOT as it was written';
      console.log(
        `${workspace}: ${lines} lines ${verdict}; the chain ends in ${head.seq}:${head.hash}`,
      );
      broken += breaks.length;
    }
    return broken === 0 ? 0 : 1;
  });
}

async function route(config: Config): Promise<number> {
  return inHouse(config, async ({ ports }) => {
    const { assigned, pending } = await routeUnowned(ports, await onlyWorkspace(ports));
    console.log(`${assigned} accounts given to their owners; ${pending} wait for a person.`);
    return 0;
  });
}

async function rules(config: Config, words: string[]): Promise<number> {
  const work = rulesCommand(words);
  return inHouse(config, async ({ ports }) =>
    work({ ports, workspaceId: await onlyWorkspace(ports), operator }),
  );
}

async function quality(config: Config, words: string[]): Promise<number> {
  return inHouse(config, async ({ ports }) =>
    qualityCommand({ ports, workspaceId: await onlyWorkspace(ports), operator }, words),
  );
}

async function tasks(config: Config, [verb, ...ids]: string[]): Promise<number> {
  return inHouse(config, async ({ ports }) => {
    if (verb === 'retry') {
      if (ids.length === 0) throw new Error('Say which: cadastre tasks retry ID …');
      for (const id of ids) await retryTask(ports, id);
      console.log(`${ids.length} queued again`);
      return 0;
    }
    const dead = await listDeadTasks(ports);
    for (const { id, kind, lastError } of dead) console.log(`${id}  ${kind}  ${lastError}`);
    console.log(`${dead.length} given up`);
    return 0;
  });
}

async function onlyWorkspace(ports: House['ports']): Promise<string> {
  const [first, second] = await listWorkspaces(ports);
  if (first && !second) return first.id;
  throw new Error(first ? 'There are several workspaces here.' : 'Run "cadastre import" first.');
}

/** One line that is written over, where somebody is watching; in a log, a line for each thousand. */
function tellProgress({ what, count }: Progress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}: ${count}`);
  else if (count % 1000 === 0) console.error(`${what}: ${count}`);
}
