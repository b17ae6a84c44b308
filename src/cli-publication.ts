import { parseArgs } from 'node:util';
import { readText } from './cli-file.ts';
import { operatorFrom } from './cli-operator.ts';
import { inRegistry } from './cli-registry.ts';
import { Refusal } from './domain/refusal.ts';
import { counted } from './domain/rules/check/wording.ts';

export async function publish(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { because: { type: 'string' }, as: { type: 'string' } },
    allowPositionals: true,
  });
  const { because } = values;
  if (!because) throw new Error('Say why: cadastre rules publish FILE --because "…"');
  const operator = operatorFrom(values.as);
  const text = readText(positionals);
  return inRegistry(async ({ ports, workspaceId }) => {
    const { publishRules } = await import('./services/rules.ts');
    const publication = { text, note: because, by: { kind: 'operator', name: operator } } as const;
    const { number, rules, strangers, warnings } = await publishRules(
      ports,
      workspaceId,
      publication,
    );
    for (const warning of warnings) console.error(`warning: ${warning}`);
    for (const { pool, rep } of strangers) {
      console.error(`left out of pool ${pool}: nobody in the roster has the address ${rep}`);
    }
    console.log(`Version ${number} holds now: ${counted(rules, 'rule')}.`);
    return 0;
  }, 'stop it, publish, and start it again');
}

export async function show(): Promise<number> {
  return inRegistry(async ({ ports, workspaceId }) => {
    const { publishedRules } = await import('./services/published-rules.ts');
    const published = await publishedRules(ports.database, workspaceId);
    if (!published) throw new Refusal({ kind: 'no-rules' });
    process.stdout.write(published.source);
    return 0;
  }, '`/territory rules` in Slack shows them');
}
