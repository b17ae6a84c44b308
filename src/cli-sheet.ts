import { parseArgs } from 'node:util';
import { intoFile, readSheetText } from './cli-file.ts';
import { operatorFrom } from './cli-operator.ts';
import { inNewHouse, type Registry } from './cli-registry.ts';
import { needSlack, readConfig } from './config.ts';
import type { SheetKind } from './domain/sheet/column.ts';
import type { Missing } from './domain/sheet/merge.ts';
import { exportSheet, importSheet, type SheetReport } from './services/sheet.ts';
import { singleWorkspace } from './slack/tokens.ts';

const TRY = 'Try: cadastre sheet import|export accounts|leads|deals|owners FILE';
const kinds: Record<string, SheetKind> = {
  accounts: 'account',
  leads: 'lead',
  deals: 'deal',
  owners: 'owner',
};

export async function sheet([verb, ...words]: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { replace: { type: 'boolean' }, as: { type: 'string' } },
    allowPositionals: true,
  });
  const [what = '', file] = positionals;
  const kind = kinds[what];
  if (!kind || !file) throw new Error(TRY);
  switch (verb) {
    case 'import': {
      const missing: Missing = values.replace ? 'go' : 'stay';
      const order = { kind, csv: readSheetText(file), missing, operator: operatorFrom(values.as) };
      return inWorkspace(async ({ ports, workspaceId }) => {
        tell(what, await importSheet(ports, workspaceId, order));
        return 0;
      });
    }
    case 'export':
      return inWorkspace(async ({ ports, workspaceId }) => {
        const count = await intoFile(file, (write) => exportSheet(ports, workspaceId, kind, write));
        console.log(`${count} ${what} are in ${file}.`);
        return 0;
      });
    default:
      throw new Error(TRY);
  }
}

/** Needs no import before: this is where a registry without a CRM begins. */
async function inWorkspace(work: (registry: Registry) => Promise<number>): Promise<number> {
  const config = readConfig();
  if (config.crm?.kind !== 'csv') {
    throw new Error('A sheet stands in for a CRM: set CRM=csv (see .env.example).');
  }
  const slack = needSlack(config);
  const { workspace } = await singleWorkspace(slack.botToken, slack.apiUrl);
  return inNewHouse(config, (ports) => work({ ports, workspaceId: workspace.id }));
}

const MOST_NAMED = 20;

function tell(what: string, { added, changed, same, gone, own, overruled }: SheetReport): void {
  for (const { id, cells, owner, toldOwner } of overruled.slice(0, MOST_NAMED)) {
    const name = cells.name ?? id;
    console.error(
      `${name} stays with ${owner ?? 'nobody'}, whom it was given to since; the file says ${toldOwner ?? 'nobody'} as before`,
    );
  }
  const more = overruled.length - MOST_NAMED;
  if (more > 0) console.error(`… and ${more} more`);
  if (overruled.length > 0) console.error('To give them back all the same: cadastre own');
  console.log(`${what}: ${added} new, ${changed} changed, ${same} as they were, ${gone} removed`);
  if (own.length > 0) console.log(`kept for rules to ask for, once mapped: ${own.join(', ')}`);
  console.log('Next: cadastre import. A bot that is running looks by itself within five minutes.');
}
