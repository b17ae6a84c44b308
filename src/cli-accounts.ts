import { parseArgs } from 'node:util';
import { operatorFrom } from './cli-operator.ts';
import { inRegistry } from './cli-registry.ts';
import { counted } from './domain/rules/check/wording.ts';
import { routeUnowned } from './services/intake.ts';
import { setOwner } from './services/operator.ts';

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
