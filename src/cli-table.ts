import { readText } from './cli-file.ts';
import { printRuleFile } from './domain/rules/print.ts';
import { readRules } from './domain/rules/readable-rules.ts';
import { ruleSet } from './domain/rules/rule-set.ts';
import { readTerritoryTable, writeTerritoryTable } from './domain/rules/territory-table.ts';
import { wordProblem } from './domain/rules/text/problem.ts';

export async function fromTable(words: string[]): Promise<number> {
  const reading = readTerritoryTable(readText(words));
  switch (reading.kind) {
    case 'read':
      process.stdout.write(printRuleFile(ruleSet.parse({ name: 'Rules', rules: reading.value })));
      return 0;
    case 'refused':
      for (const problem of reading.problems) console.error(wordProblem(problem));
      return 1;
  }
}

export async function toTable(words: string[]): Promise<number> {
  const { csv, left } = writeTerritoryTable(readRules(readText(words)));
  process.stdout.write(csv);
  for (const { rule, why } of left) console.error(`left out: ${rule}: ${why}`);
  return 0;
}
