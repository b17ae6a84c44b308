import { parseArgs } from 'node:util';
import { readPolicyFileText } from './cli-file.ts';
import { operatorFrom } from './cli-operator.ts';
import { ifRegistry, inRegistry } from './cli-registry.ts';
import { type PolicyKind, policyKinds } from './domain/policy.ts';

export const POLICY_USAGE = `  cadastre policy check ${policyKinds.join('|')} FILE
                                    read a policy file (YAML) and name every problem in it
  cadastre policy publish ${policyKinds.join('|')} FILE --because TEXT
                                    make it the policy that holds
  cadastre policy show|history ${policyKinds.join('|')}
                                    the policy as it was written; all its versions
  cadastre policy undo ${policyKinds.join('|')} --because TEXT
                                    the policy that held before holds again`;

const verbs: Record<string, (kind: PolicyKind, words: string[]) => Promise<number>> = {
  ...{ check, publish, show, history, undo },
};

/** What `cadastre policy …` does; resolves to the exit code. */
export async function policy([verb = '', named = '', ...words]: string[]): Promise<number> {
  const chosen = verbs[verb];
  const kind = policyKinds.find((one) => one === named);
  if (!chosen || !kind) throw new Error(`Say what to do with which policy:\n${POLICY_USAGE}`);
  return chosen(kind, words);
}

async function check(kind: PolicyKind, words: string[]): Promise<number> {
  const text = readPolicyFileText(words);
  const { checkPolicy, readPolicyText } = await import('./services/policies.ts');
  readPolicyText(kind, text);
  const reached = await ifRegistry(({ ports, workspaceId }) =>
    checkPolicy(ports, workspaceId, { kind, text }),
  );
  if (reached.kind === 'unreached') {
    console.log(`not checked: names of people and territories; ${reached.why}`);
  }
  const verdict = reached.kind === 'reached' ? 'it may be published' : 'no error was found';
  console.log(`${kind}: ${verdict}`);
  return 0;
}

async function publish(kind: PolicyKind, words: string[]): Promise<number> {
  const { positionals, by, note } = signed(words, `publish ${kind} FILE`);
  const text = readPolicyFileText(positionals);
  return inRegistry(async ({ ports, workspaceId }) => {
    const { publishPolicy } = await import('./services/policies.ts');
    const { number } = await publishPolicy(ports, workspaceId, { kind, text, note, by });
    console.log(`Version ${number} of the policy for ${kind} holds now.`);
    return 0;
  }, 'stop it, publish, and start it again');
}

async function undo(kind: PolicyKind, words: string[]): Promise<number> {
  const { by, note } = signed(words, `undo ${kind}`);
  return inRegistry(async ({ ports, workspaceId }) => {
    const { undoPolicy } = await import('./services/policies.ts');
    const { number, like } = await undoPolicy(ports, workspaceId, { kind, note, by });
    console.log(
      `Version ${number} of the policy for ${kind} holds now: it is version ${like} again.`,
    );
    return 0;
  }, 'stop it, undo, and start it again');
}

async function show(kind: PolicyKind): Promise<number> {
  return inRegistry(async ({ ports, workspaceId }) => {
    const { showPolicy } = await import('./services/policies.ts');
    process.stdout.write((await showPolicy(ports, workspaceId, kind)).source);
    return 0;
  });
}

async function history(kind: PolicyKind): Promise<number> {
  return inRegistry(async ({ ports, workspaceId }) => {
    const { policyHistory } = await import('./services/policies.ts');
    for (const { number, at, by, note } of await policyHistory(ports, workspaceId, kind)) {
      console.log(`${number}  ${at.toISOString().slice(0, 16)}Z  ${by.name}: ${note}`);
    }
    return 0;
  });
}

function signed(words: string[], command: string) {
  const { values, positionals } = parseArgs({
    args: words,
    options: { because: { type: 'string' }, as: { type: 'string' } },
    allowPositionals: true,
  });
  const { because: note, as } = values;
  if (!note) throw new Error(`Say why: cadastre policy ${command} --because "…"`);
  return { positionals, note, by: { kind: 'operator', name: operatorFrom(as) } as const };
}
