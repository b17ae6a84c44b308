import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readText } from './cli-file.ts';
import { inRegistry } from './cli-registry.ts';
import { comparisonCsv, type Tally } from './domain/comparison.ts';
import { readRules } from './domain/rules/readable-rules.ts';

const SHOWN = 15;

export async function simulate(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { csv: { type: 'string' }, most: { type: 'string' } },
    allowPositionals: true,
  });
  const most = Number(values.most ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(most)) throw new Error('--most takes a number of accounts.');
  const text = readText(positionals);
  // What cannot be read is refused before a database is opened.
  readRules(text);
  return inRegistry(async ({ ports, workspaceId }) => {
    const { simulateRules } = await import('./services/simulation.ts');
    const comparison = await simulateRules(ports, workspaceId, text);
    const { accounts, moved, byRep, byTerritory, byRule } = comparison;
    console.log(`${moved.length} of ${accounts} accounts would go elsewhere.`);
    printTallies('owner', byRep);
    printTallies('territory', byTerritory);
    printTallies('rule', byRule);
    if (values.csv) writeFileSync(values.csv, comparisonCsv(comparison));
    return moved.length > most ? 1 : 0;
  }, '`/territory simulate` in Slack does the same');
}

function printTallies(what: string, tallies: Tally[]): void {
  const changed = tallies.filter(({ gained, lost }) => gained + lost > 0);
  if (changed.length === 0) return;
  console.log(`\nby ${what}: now → then`);
  for (const { name, before, after, gained, lost } of changed.slice(0, SHOWN)) {
    console.log(`  ${name}: ${before} → ${after} (+${gained} −${lost})`);
  }
  if (changed.length > SHOWN) console.log(`  and ${changed.length - SHOWN} more`);
}
