/** What a rule may test of an account or a lead. */
export type Attribute = {
  key: string;
  label: string;
  type: AttributeType;
  /** What it may say, where the CRM leaves a choice. */
  options?: Option[] | undefined;
};

/** `value` is what is kept, `label` what people see in its place. */
export type Option = { value: string; label: string };

/** `set` is several words at once (tags); `rep` is a person, by e-mail address; a date is a day. */
export const attributeTypes = ['text', 'number', 'boolean', 'date', 'set', 'rep'] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** A date is milliseconds since 1970; a rep an e-mail address. */
export type Value = string | number | boolean | readonly string[];

/** What is known of one account or lead. What is not known is left out, null or undefined. */
export type Facts = Readonly<Record<string, Value | null | undefined>>;

/** Where each fact comes from and since when: said in an explanation, never tested. */
export type Origins = Readonly<Record<string, { source: string; at: Date } | undefined>>;

export type Catalogue = ReadonlyMap<string, Attribute>;

const standard: Attribute[] = [
  { key: 'record', label: 'Account or lead', type: 'text' },
  { key: 'name', label: 'Name', type: 'text' },
  { key: 'domain', label: 'Domain', type: 'text' },
  { key: 'domains', label: 'All domains', type: 'set' },
  { key: 'country', label: 'Country', type: 'text' },
  { key: 'state', label: 'State', type: 'text' },
  { key: 'city', label: 'City', type: 'text' },
  { key: 'zip', label: 'Postal code', type: 'text' },
  { key: 'industry', label: 'Industry', type: 'text' },
  { key: 'employees', label: 'Employees', type: 'number' },
  { key: 'revenue', label: 'Annual revenue', type: 'number' },
  { key: 'score', label: 'Score', type: 'number' },
  { key: 'type', label: 'Type', type: 'text' },
  { key: 'source', label: 'Source', type: 'text' },
  { key: 'source_detail', label: 'Source in the CRM’s words', type: 'text' },
  { key: 'lead_status', label: 'Lead status', type: 'text' },
  { key: 'lifecycle', label: 'Lifecycle stage', type: 'text' },
  { key: 'language', label: 'Language', type: 'text' },
  { key: 'tags', label: 'Tags', type: 'set' },
  { key: 'created', label: 'Created', type: 'date' },
  { key: 'last_activity', label: 'Last activity', type: 'date' },
  { key: 'owner', label: 'Present owner', type: 'rep' },
  { key: 'parent', label: 'Parent company', type: 'text' },
  { key: 'parent_owner', label: 'Owner of the parent', type: 'rep' },
  { key: 'family_owner', label: 'Owner of the ultimate parent', type: 'rep' },
  { key: 'matched_owner', label: 'Owner of the matched account', type: 'rep' },
  { key: 'open_deal_owner', label: 'Owner of the largest open deal', type: 'rep' },
  { key: 'open_deal_value', label: 'Value of open deals', type: 'number' },
  { key: 'former_customer', label: 'Former customer', type: 'boolean' },
];

/** What every workspace has. */
export const standardCatalogue: Catalogue = new Map(
  standard.map((attribute) => [attribute.key, attribute]),
);

/** An attribute of a workspace's own. */
export type OwnAttribute = Pick<Attribute, 'key' | 'type' | 'options'>;

/** With those of a workspace's own, which people call by their keys. */
export function extended(catalogue: Catalogue, own: readonly OwnAttribute[] = []): Catalogue {
  if (own.length === 0) return catalogue;
  const more = own.map(({ key, type, options }): [string, Attribute] => {
    const attribute = catalogue.get(key) ?? { key, type, label: labelOf(key) };
    return [key, options ? { ...attribute, options } : attribute];
  });
  return new Map([...catalogue, ...more]);
}

function labelOf(key: string): string {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Nobody fills these in: they follow from what stands around the account, and are not known where there is nothing. */
export const derivedAttributes: ReadonlySet<string> = new Set([
  ...['record', 'name', 'domains', 'owner', 'parent', 'parent_owner', 'family_owner'],
  ...['matched_owner', 'open_deal_owner', 'open_deal_value'],
]);
