import { z } from 'zod';
import { factsOf, type Known } from './facts.ts';
import { readAttributes } from './reading/attributes.ts';
import { type Facts, standardCatalogue, type Value } from './rules/attribute.ts';
import { attributeNames, findAttribute, suggestAttribute } from './rules/text/attribute-names.ts';
import { cited } from './rules/text/problem.ts';

/** An account or lead as people write it down: attributes by key or label, people by e-mail address. */
export const factsFile = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
);
export type FactsFile = z.infer<typeof factsFile>;

const names = attributeNames(standardCatalogue);
const SOURCE = 'the facts file';

/** The same as an import makes of what the CRM says, with what nobody could make anything of. */
export function factsIn(file: FactsFile, at: Date): { known: Known; problems: string[] } {
  const problems: string[] = [];
  const attributes: Record<string, { value: unknown; source: string; at: Date }> = {};
  for (const [written, value] of Object.entries(file)) {
    const attribute = findAttribute(names, written);
    if (attribute) attributes[attribute.key] = { value, source: SOURCE, at };
    else problems.push(`unknown attribute ${cited(written)}: ${suggestAttribute(names, written)}`);
  }
  const { facts, unreadable } = readAttributes(attributes, standardCatalogue);
  for (const { attribute, value } of unreadable) {
    problems.push(`${attribute} says ${cited(value)}, which nobody can read`);
  }
  const known = factsOf({ ...aroundOf(facts), attributes }, standardCatalogue);
  const { record } = facts;
  return { known: record ? { ...known, facts: { ...known.facts, record } } : known, problems };
}

/** What the registry keeps beside an account's own attributes. */
function aroundOf(facts: Facts) {
  const { domain, domains, parent, open_deal_value: value } = facts;
  const named = Array.isArray(domains) ? domains : [domain].flatMap((each) => textIn(each) ?? []);
  return {
    name: textIn(facts.name) ?? 'this account',
    domains: named,
    owner: textIn(facts.owner),
    ...(typeof parent === 'string' && {
      parent: { name: parent, owner: textIn(facts.parent_owner) },
    }),
    familyOwner: textIn(facts.family_owner),
    openDeals: {
      value: typeof value === 'number' ? value : 0,
      owner: textIn(facts.open_deal_owner),
    },
  };
}

function textIn(value: Value | null | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
