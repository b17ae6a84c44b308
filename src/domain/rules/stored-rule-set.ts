import type { z } from 'zod';
import { type RuleSet, ruleSet } from './rule-set.ts';
import { DEEPEST, nesting } from './text/nesting.ts';

/** Conditions as deep as can be written, with all that stands around them. */
const DEEPEST_JSON = 1000;
const MOST_SENTENCES = 100;

type Refused = { kind: 'refused'; sentences: string[] };

/** The stored form, or what is wrong with it, each with its path: `rules[3].outcome.to.rep (rule "West"): …`. */
export function parseRuleSetJson(text: string): { kind: 'read'; value: RuleSet } | Refused {
  const json = parseJson(text);
  if (json.kind === 'refused') return json;
  const parsed = ruleSet.safeParse(json.value);
  if (!parsed.success)
    return refused(parsed.error.issues.map((each) => wordIssue(each, json.value)));
  const tooDeep = parsed.data.rules.filter(({ condition }) => nesting(condition) > DEEPEST);
  if (tooDeep.length === 0) return { kind: 'read', value: parsed.data };
  return refused(
    tooDeep.map(({ name }) => `rule "${name}" is nested deeper than ${DEEPEST} levels`),
  );
}

function refused(sentences: string[]): Refused {
  return { kind: 'refused', sentences: sentences.slice(0, MOST_SENTENCES) };
}

function parseJson(text: string): { kind: 'read'; value: unknown } | Refused {
  try {
    const value: unknown = JSON.parse(text);
    if (!isDeeperThan(value, DEEPEST_JSON)) return { kind: 'read', value };
    return refused([`this is nested deeper than ${DEEPEST_JSON} levels`]);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused([`this is no JSON: ${error.message}`]);
  }
}

/** Level by level instead of recursive: what is looked for would not fit on the stack. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((each) => (each && typeof each === 'object' ? Object.values(each) : []));
  }
  return false;
}

function wordIssue({ path, message }: z.core.$ZodIssue, json: unknown): string {
  const name = path[0] === 'rules' ? nameOfRule(json, path[1]) : undefined;
  return `${wordPath(path)}${name === undefined ? '' : ` (rule "${name}")`}: ${message}`;
}

function wordPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return steps.join('').replace(/^\./, '') || 'the whole';
}

function nameOfRule(json: unknown, index: PropertyKey | undefined): string | undefined {
  const { rules } = json as { rules: { name?: unknown }[] };
  const name = typeof index === 'number' ? rules[index]?.name : undefined;
  return typeof name === 'string' ? name : undefined;
}
