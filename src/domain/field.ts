import { z } from 'zod';
import { Refusal } from './refusal.ts';
import {
  type AttributeType,
  attributeTypes,
  derivedAttributes,
  extended,
  type Option,
  standardCatalogue,
} from './rules/attribute.ts';
import { parseRuleFile } from './rules/rule-file.ts';
import { options } from './rules/rule-set.ts';
import { clauseWords, statementWords } from './rules/text/keywords.ts';

/** A property of the CRM that is kept as an attribute which rules may ask for. */
export const field = z.object({
  record: z.enum(['account', 'lead']),
  /** The CRM's own name for it. */
  property: z.string().min(1).max(200),
  attribute: z.string().min(1).max(60),
  type: z.enum(attributeTypes),
  /** What it may say, where the CRM leaves a choice. */
  options: options.optional(),
});
/** `use`: what it is read for, where rules do not read it: it says the same of an account as another property, or should. */
export type Field = z.infer<typeof field> & { use?: 'other-source' };

/** Those that rules read of a kind of record. */
export function mappedOf(fields: readonly Field[], record: Field['record']): Field[] {
  return fields.filter((one) => one.record === record && one.use === undefined);
}

/** The properties that are kept beside what rules read of an account. */
export function othersOf(fields: readonly Field[]): string[] {
  return fields.flatMap(({ use, property }) => (use === 'other-source' ? [property] : []));
}

/** A property that the CRM has, as people see it there. */
export type CrmField = {
  name: string;
  label: string;
  type: AttributeType;
  options?: Option[];
  isArchived: boolean;
};

/** What has become of a mapped property: only a sound one is read. */
export type FieldState =
  | { kind: 'sound' }
  | { kind: 'gone' }
  | { kind: 'archived' }
  | { kind: 'retyped'; now: AttributeType };

export type Broken = Exclude<FieldState, { kind: 'sound' }>;

export function isBroken(state: FieldState): state is Broken {
  return state.kind !== 'sound';
}

export function stateOf({ property, type }: Field, present: readonly CrmField[]): FieldState {
  const found = present.find(({ name }) => name === property);
  if (!found) return { kind: 'gone' };
  if (found.isArchived) return { kind: 'archived' };
  // Whatever it is, it can be read as text.
  const isAlike = type === 'text' || found.type === type;
  return isAlike ? { kind: 'sound' } : { kind: 'retyped', now: found.type };
}

/** The attribute that somebody means: by default the property's name, in the form of a key. */
function attributeKey(written: string): string {
  return written
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
}

/** What follows from what stands around a record, and words that mean something else in a rule. */
const taken = new Set([
  ...derivedAttributes,
  ...clauseWords,
  ...statementWords,
  'and',
  'or',
  'not',
]);

/** Whether a rule can ask for it, and nothing is hidden by it that the registry works out itself. */
export function mayBeAttribute(key: string): boolean {
  const catalogue = extended(standardCatalogue, [{ key, type: 'text' }]);
  const text = `rule "A"\n  in catch-all\n  when ${key} exists\n  then review\n`;
  const isKey = key === attributeKey(key) && /^[a-z]/.test(key) && !taken.has(key);
  return isKey && parseRuleFile(text, catalogue).kind === 'read';
}

/** Refuses what rules could not ask for, or what would hide something that the registry works out itself. */
export function newField(
  { record, property, attribute: written }: Omit<Field, 'type'>,
  present: readonly CrmField[],
): Field {
  const found = present.find(({ name, isArchived }) => name === property && !isArchived);
  if (!found) throw new Refusal({ kind: 'no-such-property', property });
  const attribute = attributeKey(written || found.name);
  const standard = standardCatalogue.get(attribute);
  if (!mayBeAttribute(attribute)) {
    throw new Refusal({ kind: 'no-such-attribute', attribute: written });
  }
  if (standard && standard.type !== 'text' && standard.type !== found.type) {
    const { type: wanted } = standard;
    throw new Refusal({ kind: 'other-type', attribute, wanted, property, type: found.type });
  }
  const type = standard?.type ?? found.type;
  return { record, property, attribute, type, ...(found.options && { options: found.options }) };
}
