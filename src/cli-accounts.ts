import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readJson } from './cli-file.ts';
import { operatorFrom } from './cli-operator.ts';
import { inNewHouse, inRegistry } from './cli-registry.ts';
import { needSlack, readConfig } from './config.ts';
import { type RosterFile, rosterFile } from './domain/roster.ts';
import { counted } from './domain/rules/check/wording.ts';
import { importCrm, type Progress } from './services/crm-import.ts';
import { routeUnowned } from './services/intake.ts';
import { setOwner } from './services/operator.ts';
import { importPins, importRoster } from './services/roster.ts';
import { singleWorkspace } from './slack/tokens.ts';

export async function importAll(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { roster: { type: 'string' }, as: { type: 'string' } },
  });
  const roster = values.roster ? readRoster(values.roster) : undefined;
  const operator = roster ? operatorFrom(values.as) : '';
  const config = readConfig();
  const slack = needSlack(config);
  const { workspace } = await singleWorkspace(slack.botToken, slack.apiUrl);
  return inNewHouse(config, async (ports) => {
    const crm = ports.crm(workspace.id);
    if (!crm)
      throw new Error(
        'No CRM is configured: set HUBSPOT_TOKEN, or CRM=csv where there is none (see .env.example).',
      );
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

export async function own(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { to: { type: 'string' }, because: { type: 'string' }, as: { type: 'string' } },
    allowPositionals: true,
  });
  const { to, because } = values;
  if (!to || !because || positionals.length === 0) {
    throw new Error(
      'Say which account, to whom and why: cadastre own acme.com --to ana@… --because "…"',
    );
  }
  const asked = positionals.join(' ');
  const operator = operatorFrom(values.as);
  return inRegistry(async ({ ports, workspaceId }) => {
    const { account, from } = await setOwner(ports, workspaceId, { asked, to, because, operator });
    console.log(`${account} went from ${from ?? 'nobody'} to ${to}.`);
    return 0;
  });
}

export async function route(): Promise<number> {
  return inRegistry(async ({ ports, workspaceId }) => {
    const { assigned, pending, waiting } = await routeUnowned(ports, workspaceId);
    const given = counted(assigned, 'account');
    console.log(
      `${given} given to their owners; ${pending} more wait for a person, ${waiting} in all.`,
    );
    return 0;
  });
}

/** One line that is written over, where somebody is watching; in a log, a line for each thousand. */
function tellProgress({ what, count }: Progress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}: ${count}`);
  else if (count % 1000 === 0) console.error(`${what}: ${count}`);
}
