import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { comparisonCsv, type Tally } from './domain/comparison.ts';
import type { Actor } from './domain/ownership.ts';
import { Refusal } from './domain/refusal.ts';
import { printRuleFile } from './domain/rules/print.ts';
import { readRules } from './domain/rules/readable-rules.ts';
import { ruleSet } from './domain/rules/rule-set.ts';
import { readTerritoryTable, writeTerritoryTable } from './domain/rules/territory-table.ts';
import { wordProblem } from './domain/rules/text/problem.ts';
import type { Ports } from './ports.ts';
import { publishedRules } from './services/published-rules.ts';
import { findFaults, wordFinding } from './services/rule-check.ts';
import { publishRules } from './services/rules.ts';
import { simulateRules } from './services/simulation.ts';

export const RULES_USAGE = `  cadastre rules check FILE         read a rule file and name every problem in it
  cadastre rules simulate FILE [--csv OUT] [--most N]
                                    compare it with the published rules over the whole book;
                                    with --most, fail where more than N accounts would move
  cadastre rules publish FILE --because TEXT
                                    make these the rules that hold
  cadastre rules show               the published file, as it was written
  cadastre rules from-table CSV     a territory table (country, state, zip, territory, owner) as rules
  cadastre rules to-table FILE      the rules of a file that are such a table, as CSV`;

/** As much as the reader takes; a larger file is not even opened. */
const MOST_BYTES = 2_000_000;
const SHOWN = 15;

export type Shell = { ports: Ports; workspaceId: string; operator: string };
type Verb = (shell: Shell, words: string[]) => Promise<number>;

const verbs: Record<string, Verb> = {
  check,
  simulate,
  publish,
  show,
  'from-table': fromTable,
  'to-table': toTable,
};

/** What `cadastre rules …` does; resolves to the exit code. */
export function rulesCommand([verb = '', ...words]: string[]): (shell: Shell) => Promise<number> {
  const chosen = verbs[verb];
  if (!chosen) throw new Error(`Say what to do with rules:\n${RULES_USAGE}`);
  return (shell) => chosen(shell, words);
}

async function check({ ports, workspaceId }: Shell, words: string[]): Promise<number> {
  const text = readFile(words);
  const read = readRules(text);
  const findings = await findFaults(ports, workspaceId, text, read);
  for (const finding of findings) console.log(`${finding.severity}: ${wordFinding(finding)}`);
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  const { rules, pools, lists } = read;
  console.log(
    `${rules.length} rules, ${pools.length} pools, ${lists.length} lists: they may be published`,
  );
  return 0;
}

async function publish({ ports, workspaceId, operator }: Shell, words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { because: { type: 'string' } },
    allowPositionals: true,
  });
  if (!values.because) throw new Error('Say why: cadastre rules publish FILE --because "…"');
  const by: Actor = { kind: 'operator', name: operator };
  const text = readFile(positionals);
  const { number, rules, strangers, warnings } = await publishRules(ports, workspaceId, {
    ...{ text, note: values.because, by },
  });
  for (const warning of warnings) console.error(`warning: ${warning}`);
  for (const { pool, rep } of strangers) {
    console.error(`left out of pool ${pool}: nobody in the roster has the address ${rep}`);
  }
  console.log(`Version ${number} holds now: ${rules} rules.`);
  return 0;
}

async function show({ ports, workspaceId }: Shell): Promise<number> {
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  process.stdout.write(published.source);
  return 0;
}

async function fromTable(_shell: Shell, words: string[]): Promise<number> {
  const reading = readTerritoryTable(readFile(words));
  switch (reading.kind) {
    case 'read':
      process.stdout.write(printRuleFile(ruleSet.parse({ name: 'Rules', rules: reading.value })));
      return 0;
    case 'refused':
      for (const problem of reading.problems) console.error(wordProblem(problem));
      return 1;
  }
}

async function toTable(_shell: Shell, words: string[]): Promise<number> {
  const { csv, left } = writeTerritoryTable(readRules(readFile(words)));
  process.stdout.write(csv);
  for (const { rule, why } of left) console.error(`left out: ${rule}: ${why}`);
  return 0;
}

async function simulate({ ports, workspaceId }: Shell, words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { csv: { type: 'string' }, most: { type: 'string' } },
    allowPositionals: true,
  });
  const comparison = await simulateRules(ports, workspaceId, readFile(positionals));
  const { accounts, moved, byRep, byTerritory, byRule } = comparison;
  console.log(`${moved.length} of ${accounts} accounts would go elsewhere.`);
  printTallies('owner', byRep);
  printTallies('territory', byTerritory);
  printTallies('rule', byRule);
  if (values.csv) writeFileSync(values.csv, comparisonCsv(comparison));
  const most = Number(values.most ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(most)) throw new Error('--most takes a number of accounts.');
  return moved.length > most ? 1 : 0;
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

function readFile([file]: string[]): string {
  if (!file) throw new Error('Name the rule file.');
  const { size } = statSync(file);
  if (size > MOST_BYTES) {
    throw new Error(`${file} has ${size} bytes; a rule file has at most ${MOST_BYTES}.`);
  }
  return readFileSync(file, 'utf8');
}
