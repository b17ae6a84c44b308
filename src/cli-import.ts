import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readJson } from './cli-file.ts';
import { operatorFrom } from './cli-operator.ts';
import { createProgress } from './cli-progress.ts';
import { inNewHouse } from './cli-registry.ts';
import { needSlack, readConfig } from './config.ts';
import { leftOutOf } from './domain/crm-import.ts';
import { type RosterFile, rosterFile } from './domain/roster.ts';
import type { Crm, Ports } from './ports.ts';
import { importCrm } from './services/crm-import.ts';
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
    if (!crm) {
      throw new Error(
        'No CRM is configured: set HUBSPOT_TOKEN, or CRM=csv where there is none (see .env.example).',
      );
    }
    if (roster) {
      const { gaps } = await importRoster(ports, workspace, roster, operator);
      for (const gap of gaps) console.error(`left out of the roster: ${gap}`);
    }
    await importTold(ports, workspace, crm);
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

/** One line that is written over, where somebody is watching; in a log, a line every so often. */
async function importTold(
  ports: Ports,
  workspace: { id: string; name: string },
  crm: Crm,
): Promise<void> {
  const progress = createProgress(process.stderr, () => performance.now());
  try {
    const { counts } = await importCrm(ports, workspace, crm, progress.tell);
    progress.end();
    for (const what of leftOutOf(counts)) console.error(`left out: ${what}`);
  } catch (error) {
    progress.end();
    throw error;
  }
}
