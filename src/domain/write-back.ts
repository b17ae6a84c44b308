import { z } from 'zod';
import type { Cause } from './ownership.ts';
import type { Facts } from './rules/attribute.ts';

/** What the registry can write into the CRM beside an owner, for people and reports there. */
export const writeBackParts = [
  'territory',
  'segment',
  'score',
  'rule',
  'rules-version',
  'reason',
  'since',
] as const;
export type WriteBackPart = (typeof writeBackParts)[number];

/** Which of them it writes, and into which property of the CRM. */
export const writeBack = z.partialRecord(z.enum(writeBackParts), z.string().min(1));
export type WriteBack = z.infer<typeof writeBack>;

const labels: Record<WriteBackPart, string> = {
  territory: 'Territory (Cadastre)',
  segment: 'Segment (Cadastre)',
  score: 'Score (Cadastre)',
  rule: 'Owner by rule (Cadastre)',
  'rules-version': 'Version of the rules (Cadastre)',
  reason: 'Why this owner (Cadastre)',
  since: 'Owner since (Cadastre)',
};

/** The properties that would be made in the CRM for these parts. */
export function propertiesFor(parts: readonly WriteBackPart[]): { name: string; label: string }[] {
  return parts.map((part) => ({ name: propertyOf(part), label: labels[part] }));
}

export function writeBackOf(parts: readonly WriteBackPart[]): WriteBack {
  return Object.fromEntries(parts.map((part) => [part, propertyOf(part)]));
}

function propertyOf(part: WriteBackPart): string {
  return `cadastre_${part.replace('-', '_')}`;
}

/** How an owner came to be: what there is to tell of a change. */
export type Story = { cause: Cause; reason: string; at: Date; territory?: string | undefined };

/** Each property with its value. What a change has nothing to say of is emptied: it was another owner's. */
export function valuesOf(wanted: WriteBack, story: Story, facts: Facts): Record<string, string> {
  const { cause, reason, at, territory = '' } = story;
  const said: Record<WriteBackPart, string> = {
    territory,
    // What a workspace calls so itself; else what pools take for one.
    segment: textOf(facts.segment ?? facts.industry),
    score: textOf(facts.score),
    rule: cause.kind === 'routing' ? cause.rule : '',
    'rules-version': cause.kind === 'routing' ? String(cause.ruleSet) : '',
    reason,
    since: at.toISOString().slice(0, 10),
  };
  const values = writeBackParts.flatMap((part) => {
    const property = wanted[part];
    return property ? [[property, said[part]]] : [];
  });
  return Object.fromEntries(values);
}

function textOf(value: Facts[string]): string {
  return value === null || value === undefined ? '' : String(value);
}
