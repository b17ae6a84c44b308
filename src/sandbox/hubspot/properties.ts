import { z } from 'zod';
import type { Answer, Call } from './call.ts';
import { batchAnswer, checkCount } from './object-batch.ts';
import { parseBody } from './object-bodies.ts';
import { kindIn, type Portal } from './portal.ts';
import { invalid, notFound, Problem } from './problem.ts';
import { newProperty, type Property } from './property.ts';
import type { Kind } from './record.ts';
import { hasLeft } from './staff.ts';

const optionBody = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().default(''),
  displayOrder: z.number().default(-1),
  hidden: z.boolean().default(false),
});
const described = {
  label: z.string(),
  type: z.enum(['bool', 'enumeration', 'date', 'datetime', 'string', 'number']),
  fieldType: z.string(),
  groupName: z.string(),
  description: z.string(),
  options: z.array(optionBody),
  hidden: z.boolean(),
  formField: z.boolean(),
};
const propertyBody = z.object({
  ...described,
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'names are lower case, digits and underscores'),
  description: described.description.default(''),
  options: described.options.default([]),
  hidden: described.hidden.default(false),
  formField: described.formField.default(false),
  hasUniqueValue: z.boolean().default(false),
});
/** What is not named stays as it is. */
const changeBody = z.object(described).partial();
const groupBody = z.object({
  name: z.string(),
  label: z.string(),
  displayOrder: z.number().default(-1),
});
const namesBody = z.object({ inputs: z.array(z.object({ name: z.string() })) });

export function listProperties(portal: Portal, { query }: Call, kindName: string): Answer {
  const archived = query.get('archived') === 'true';
  const all = [...portal.catalogue[kindIn(kindName)].properties.values()];
  const results = all
    .filter((property) => property.archived === archived)
    .map((property) => show(portal, property));
  return { status: 200, body: { results } };
}

export function getProperty(
  portal: Portal,
  { query }: Call,
  kindName: string,
  name: string,
): Answer {
  const archived = query.get('archived') === 'true';
  return {
    status: 200,
    body: show(portal, propertyNamed(portal, kindIn(kindName), name, archived)),
  };
}

export function createProperty(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  return { status: 201, body: define(portal, kind, parseBody(propertyBody, call.body)) };
}

/** Answers 201 on v3 paths and 200 on dated ones. */
export function batchCreateProperties(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(z.object({ inputs: z.array(propertyBody) }), call.body);
  checkCount(inputs, 100);
  const results = inputs.map((input) => define(portal, kind, input));
  return { ...batchAnswer(portal, call, results, []), status: call.dated ? 200 : 201 };
}

export function batchReadProperties(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(namesBody, call.body);
  const known = portal.catalogue[kind].properties;
  const found = inputs.flatMap(({ name }) => known.get(name) ?? []);
  return batchAnswer(portal, call, found, []);
}

export function changeProperty(portal: Portal, call: Call, kindName: string, name: string): Answer {
  const kind = kindIn(kindName);
  const property = propertyNamed(portal, kind, name);
  const change = parseBody(changeBody, call.body);
  const { readOnlyDefinition, readOnlyOptions } = property.modificationMetadata;
  const options = Object.keys(change).every((field) => field === 'options');
  if (options ? readOnlyOptions : readOnlyDefinition) {
    throw invalid(`The definition of ${name} is read-only`);
  }
  const changed = { ...property, ...change };
  portal.catalogue[kind].properties.set(name, changed);
  return { status: 200, body: changed };
}

export function archiveProperty(
  portal: Portal,
  _call: Call,
  kindName: string,
  name: string,
): Answer {
  const kind = kindIn(kindName);
  const property = propertyNamed(portal, kind, name);
  if (!property.modificationMetadata.archivable) {
    throw invalid(`${name} is HubSpot's own and cannot be archived`);
  }
  portal.catalogue[kind].properties.set(name, { ...property, archived: true });
  return { status: 204 };
}

export function batchArchiveProperties(portal: Portal, call: Call, kindName: string): Answer {
  const { inputs } = parseBody(namesBody, call.body);
  checkCount(inputs, 100);
  for (const { name } of inputs) archiveProperty(portal, call, kindName, name);
  return { status: 204 };
}

export function listGroups(portal: Portal, _call: Call, kindName: string): Answer {
  return { status: 200, body: { results: portal.catalogue[kindIn(kindName)].groups } };
}

export function getGroup(portal: Portal, _call: Call, kindName: string, name: string): Answer {
  const group = portal.catalogue[kindIn(kindName)].groups.find((one) => one.name === name);
  if (!group) throw notFound(`Property group ${name}`);
  return { status: 200, body: group };
}

export function createGroup(portal: Portal, call: Call, kindName: string): Answer {
  const { groups } = portal.catalogue[kindIn(kindName)];
  const group = { ...parseBody(groupBody, call.body), archived: false };
  if (groups.some(({ name }) => name === group.name)) {
    throw new Problem(409, 'CONFLICT', `A group called ${group.name} exists already`);
  }
  groups.push(group);
  return { status: 201, body: group };
}

function define(portal: Portal, kind: Kind, given: z.infer<typeof propertyBody>): Property {
  const { properties, groups } = portal.catalogue[kind];
  if (properties.get(given.name)?.archived === false) {
    throw new Problem(409, 'CONFLICT', `A property called ${given.name} exists already`, {
      subCategory: 'Properties.PROPERTY_EXISTS',
    });
  }
  if (!groups.some(({ name }) => name === given.groupName)) {
    throw invalid(`There is no property group ${given.groupName}`);
  }
  const property = newProperty(given, properties.size);
  properties.set(given.name, property);
  return property;
}

function propertyNamed(portal: Portal, kind: Kind, name: string, archived = false): Property {
  const property = portal.catalogue[kind].properties.get(name);
  if (property?.archived !== archived) throw notFound(`Property ${name}`);
  return property;
}

/** The choices of an owner property are the owners of the day. */
function show(portal: Portal, property: Property): Property {
  if (property.name !== 'hubspot_owner_id') return property;
  const owners = portal.company.people.filter((person) => !hasLeft(portal, person));
  return {
    ...property,
    options: owners.map(({ name, crmOwnerId }, displayOrder) => ({
      label: name,
      value: crmOwnerId,
      description: '',
      displayOrder,
      hidden: false,
    })),
  };
}
