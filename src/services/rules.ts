import { standardRegions } from '../domain/geography.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { standardCatalogue } from '../domain/rules/attribute.ts';
import { type Finding, wordFinding } from '../domain/rules/check/finding.ts';
import { type Compiled, compileRules } from '../domain/rules/compiled.ts';
import { problemsIn, readRules } from '../domain/rules/readable-rules.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { type Stranger, syncPools } from '../store/pools.ts';
import { savePublished, type Version } from '../store/rule-sets.ts';
import { queueHomesOfOps } from './home.ts';
import { publishedRules } from './published-rules.ts';
import { findFaults } from './rule-check.ts';
import { ownAttributes } from './sound-fields.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** What keeps rules from being published, and what somebody should know of them that is not so already. */
export async function findingsIn(
  ports: Needs,
  workspaceId: string,
  text: string,
): Promise<Finding[]> {
  const rules = await readRulesOf(ports, workspaceId, text);
  const findings = await findFaults(ports, workspaceId, text, rules);
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) return findings;
  const { source, ruleSet } = published;
  const known = new Set(
    (await findFaults(ports, workspaceId, source, ruleSet)).map(({ message }) => message),
  );
  return findings.filter(({ severity, message }) => severity === 'error' || !known.has(message));
}

/** A rule file of this workspace: it may ask for attributes of its own. */
export async function readRulesOf(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  text: string,
): Promise<RuleSet> {
  return readRules(text, await ownAttributes(database.prisma, workspaceId));
}

/** What keeps a text from being one, place by place. */
export async function problemsOf(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  text: string,
): Promise<string[]> {
  return problemsIn(text, await ownAttributes(database.prisma, workspaceId));
}

export function compile(ruleSet: RuleSet): Compiled {
  return compileRules(ruleSet, standardCatalogue, standardRegions);
}

export type Publication = { text: string; note: string; by: Actor };

/** Makes these the rules that hold: the next number, immutable; the version before it stays, superseded. */
export async function publishRules(
  { database, clock, queue }: Needs & Pick<Ports, 'queue'>,
  workspaceId: string,
  { text, note, by }: Publication,
): Promise<Version & { rules: number; strangers: Stranger[]; warnings: string[] }> {
  const rules = await readRulesOf({ database }, workspaceId, text);
  const findings = await findFaults({ database, clock }, workspaceId, text, rules);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new Refusal({ kind: 'faulty-rules', problems: errors.map(wordFinding) });
  }
  const warnings = findings.map(wordFinding);
  const at = clock.now();
  return inTransaction(database, async (tx) => {
    // First: it locks the workspace, which puts two who publish in one order.
    const version = await savePublished(tx, workspaceId, { rules, source: text, note, by }, at);
    const strangers = await syncPools(tx, workspaceId, rules.pools, at);
    await appendAudit(tx, workspaceId, [
      {
        at,
        actor: by,
        action: 'rules-published',
        subject: { kind: 'rule-set', id: version.id },
        reason: note,
        before: null,
        after: { number: version.number, name: rules.name, rules: rules.rules.length },
        context: {},
      },
    ]);
    // What waits was asked by the rules before.
    await queue.rouse(tx, 'ask-anew', workspaceId);
    await queueHomesOfOps(tx, { clock, queue }, workspaceId, version.id);
    return { ...version, rules: rules.rules.length, strangers, warnings };
  });
}
