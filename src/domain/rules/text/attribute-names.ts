import type { Attribute, Catalogue } from '../attribute.ts';
import { nameForm, nearest, suggestion } from './suggestion.ts';

/** Attributes by all that people may call them. A form that fits several is left out. */
export type AttributeNames = {
  catalogue: Catalogue;
  byForm: ReadonlyMap<string, Attribute>;
  mostWords: number;
};

export function attributeNames(catalogue: Catalogue): AttributeNames {
  const attributes = [...catalogue.values()];
  const keys = byForm(attributes, ({ key }) => key);
  const labels = byForm(attributes, ({ label }) => label);
  // A key is never hidden by somebody else's label.
  for (const form of attributes.map(({ key }) => nameForm(key))) labels.delete(form);
  const lengths = attributes.flatMap(({ key, label }) => [wordCount(key), wordCount(label)]);
  const mostWords = lengths.reduce((most, length) => Math.max(most, length), 1);
  return { catalogue, byForm: new Map([...labels, ...keys]), mostWords };
}

function byForm(attributes: Attribute[], nameOf: (attribute: Attribute) => string) {
  const found = new Map<string, Attribute>();
  const several = new Set<string>();
  for (const attribute of attributes) {
    const form = nameForm(nameOf(attribute));
    if (found.has(form)) several.add(form);
    found.set(form, attribute);
  }
  for (const form of several) found.delete(form);
  return found;
}

function wordCount(text: string): number {
  return text.split(/[\s_-]/).length;
}

export function findAttribute(names: AttributeNames, written: string): Attribute | undefined {
  return names.catalogue.get(written) ?? names.byForm.get(nameForm(written));
}

export function suggestAttribute({ catalogue }: AttributeNames, written: string) {
  const keys = [...catalogue.keys()];
  const keyOfLabel = new Map([...catalogue.values()].map(({ key, label }) => [label, key]));
  const meant = nearest(written, [...keys, ...keyOfLabel.keys()]);
  if (meant === undefined) return `${suggestion(written, keys)}; docs/rules.md lists them all`;
  return `did you mean ${keyOfLabel.get(meant) ?? meant}?`;
}
