import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readText } from './cli-file.ts';
import { inRegistry } from './cli-registry.ts';
import { type Compared, changedIn, type Part, type Tally } from './domain/comparison.ts';
import { comparisonHead, comparisonLine } from './domain/comparison-csv.ts';
import { wordFinding } from './domain/rules/check/finding.ts';
import { counted } from './domain/rules/check/wording.ts';

const SHOWN = 15;

/** Fails where the file could not be published, and where more would differ than was allowed. */
export async function simulate(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { csv: { type: 'string' }, most: { type: 'string' } },
    allowPositionals: true,
  });
  const most = mostOf(values.most);
  const text = readText(positionals);
  return inRegistry(async ({ ports, workspaceId }) => {
    const { simulateRules } = await import('./services/simulation.ts');
    const { findingsIn } = await import('./services/rules.ts');
    const findings = await findingsIn(ports, workspaceId, text);
    const { accounts, leads } = await recording(values.csv, (tell) =>
      simulateRules(ports, workspaceId, { text }, tell),
    );
    printPart('account', accounts);
    printPart('lead', leads);
    for (const finding of findings) console.log(`${finding.severity}: ${wordFinding(finding)}`);
    const isFaulty = findings.some(({ severity }) => severity === 'error');
    if (isFaulty) console.log('These rules could not be published.');
    return isFaulty || changedIn(accounts) + changedIn(leads) > most ? 1 : 0;
  }, '`/territory simulate` in Slack does the same');
}

function mostOf(written: string | undefined): number {
  if (written === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(written)) throw new Error('--most takes a number of accounts and leads.');
  return Number(written);
}

/** Line by line, for a book may be a million accounts. */
async function recording<Result>(
  file: string | undefined,
  work: (tell: (changed: Compared) => void) => Promise<Result>,
): Promise<Result> {
  if (file === undefined) return work(() => undefined);
  const csv = openSync(file, 'w');
  writeSync(csv, comparisonHead);
  return work((changed) => writeSync(csv, comparisonLine(changed))).finally(() => closeSync(csv));
}

function printPart(one: string, part: Part): void {
  const { count, goes, waits, stays, byOwner, byTerritory, byRule } = part;
  const fates = [
    `${goes} would go to somebody else`,
    `${waits} would wait for a person`,
    `${stays} would stay that the published rules move`,
  ];
  console.log(
    `${changedIn(part)} of ${counted(count, one)} would fare otherwise: ${fates.join(', ')}.`,
  );
  printTallies('owner: now → then', byOwner);
  printTallies('territory: published → then', byTerritory);
  printTallies('rule: published → then', byRule);
}

function printTallies(what: string, tallies: Tally[]): void {
  const changed = tallies.filter(({ gained, lost }) => gained + lost > 0);
  if (changed.length === 0) return;
  console.log(`\nby ${what}`);
  for (const { name, before, after, gained, lost } of changed.slice(0, SHOWN)) {
    const moves = [...(gained > 0 ? [`+${gained}`] : []), ...(lost > 0 ? [`−${lost}`] : [])];
    console.log(`  ${name}: ${before} → ${after} (${moves.join(' ')})`);
  }
  if (changed.length > SHOWN) console.log(`  and ${changed.length - SHOWN} more`);
  console.log('');
}
