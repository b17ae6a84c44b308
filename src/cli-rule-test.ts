import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readJson, readText } from './cli-file.ts';
import { inRegistry } from './cli-registry.ts';
import { wordTrial } from './cli-trial.ts';
import { factsFile, factsIn } from './domain/facts-file.ts';
import { standardRegions } from './domain/geography.ts';
import { isAsExpected, type Trial, tryFacts } from './domain/rule-trial.ts';
import { standardCatalogue } from './domain/rules/attribute.ts';
import { compileRules } from './domain/rules/compiled.ts';
import { readRules } from './domain/rules/readable-rules.ts';
import type { RuleSet } from './domain/rules/rule-set.ts';

/** The dry run of a rule file on one account; fails where no rule takes it, or not the one that was expected. */
export async function test(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { facts: { type: 'string' }, expect: { type: 'string' } },
    allowPositionals: true,
  });
  const [file = '', ...asked] = positionals;
  if (file === '' || (asked.length === 0) === (values.facts === undefined)) {
    throw new Error('Name a rule file, and an account or its facts: rules test FILE acme.com');
  }
  const text = readText([file]);
  const trial = values.facts
    ? trialOfFacts(readRules(text), values.facts)
    : await trialOfAccount(text, asked.join(' '));
  for (const line of wordTrial(trial)) console.log(line);
  const { expect } = values;
  if (expect === undefined) return trial.decision.winner < 0 ? 1 : 0;
  if (isAsExpected(trial, expect)) return 0;
  console.error(`expected “${expect}”, which neither decides nor is led to`);
  return 1;
}

function trialOfAccount(text: string, asked: string): Promise<Trial> {
  return inRegistry(async ({ ports, workspaceId }) => {
    const { tryRuleSet } = await import('./services/rule-trial.ts');
    return tryRuleSet(ports, workspaceId, text, asked);
  }, 'give the facts of an account with --facts FILE, or try `/territory test` in Slack');
}

function trialOfFacts(ruleSet: RuleSet, file: string): Trial {
  const parsed = factsFile.safeParse(readJson(file));
  if (!parsed.success) throw new Error(`${file} holds no facts:\n${z.prettifyError(parsed.error)}`);
  const at = new Date();
  const { known, problems } = factsIn(parsed.data, at);
  if (problems.length > 0) throw new Error([`${file} cannot be used:`, ...problems].join('\n'));
  const compiled = compileRules(ruleSet, standardCatalogue, standardRegions);
  return tryFacts(String(known.facts.name), known, compiled, at);
}
