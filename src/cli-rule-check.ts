import { readText } from './cli-file.ts';
import { ifRegistry, type Registry } from './cli-registry.ts';
import type { Finding } from './domain/rules/check/finding.ts';
import type { RuleSet } from './domain/rules/rule-set.ts';

/** All that can be said of a file: with a registry beside it, else on its own. */
export async function check(words: string[]): Promise<number> {
  const text = readText(words);
  const reached = await ifRegistry((registry) => checkBeside(registry, text));
  const { ruleSet, findings } =
    reached.kind === 'reached' ? reached.result : await checkAlone(text);
  const { counted } = await import('./domain/rules/check/wording.ts');
  const { wordFinding } = await import('./domain/rules/check/finding.ts');
  for (const finding of findings) console.log(`${finding.severity}: ${wordFinding(finding)}`);
  if (reached.kind === 'unreached') console.log(wordUnchecked(reached.why));
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  const verdict = reached.kind === 'reached' ? 'they may be published' : 'no error was found';
  const { rules, pools, lists } = ruleSet;
  const parts = [
    counted(rules.length, 'rule'),
    counted(pools.length, 'pool'),
    counted(lists.length, 'list'),
  ];
  console.log(`${parts.join(', ')}: ${verdict}`);
  return 0;
}

type Checked = { ruleSet: RuleSet; findings: Finding[] };

/** The registry knows of attributes that no other workspace has. */
async function checkBeside({ ports, workspaceId }: Registry, text: string): Promise<Checked> {
  const { findFaults } = await import('./services/rule-check.ts');
  const { readRulesOf } = await import('./services/rules.ts');
  const ruleSet = await readRulesOf(ports, workspaceId, text);
  return { ruleSet, findings: await findFaults(ports, workspaceId, text, ruleSet) };
}

async function checkAlone(text: string): Promise<Checked> {
  const { readRules } = await import('./domain/rules/readable-rules.ts');
  const ruleSet = readRules(text);
  const { checkRules } = await import('./domain/rules/check.ts');
  const { aroundFile } = await import('./domain/rules/check/around.ts');
  return { ruleSet, findings: checkRules(ruleSet, aroundFile(text, new Date())) };
}

function wordUnchecked(why: string): string {
  return `not checked: names of people and territories, and what the rules do to accounts; ${why}`;
}
