import { stages } from '../company/deal.ts';
import { industries } from '../company/industry.ts';
import { optionRows, propertyRows } from './property-rows.ts';
import { type Kind, kinds } from './record.ts';

type Option = {
  label: string;
  value: string;
  description: string;
  displayOrder: number;
  hidden: boolean;
};

/** As HubSpot answers it. */
export type Property = {
  name: string;
  label: string;
  type: string;
  fieldType: string;
  groupName: string;
  description: string;
  options: Option[];
  displayOrder: number;
  calculated: boolean;
  externalOptions: boolean;
  hasUniqueValue: boolean;
  hidden: boolean;
  hubspotDefined: boolean;
  formField: boolean;
  archived: boolean;
  modificationMetadata: {
    archivable: boolean;
    readOnlyDefinition: boolean;
    readOnlyValue: boolean;
    readOnlyOptions: boolean;
  };
};

type PropertyGroup = {
  name: string;
  label: string;
  displayOrder: number;
  archived: boolean;
};

export type Catalogue = Record<
  Kind,
  { properties: Map<string, Property>; groups: PropertyGroup[] }
>;

const labels: Record<string, string> = {
  companyinformation: 'Company information',
  contactinformation: 'Contact information',
  analyticsinformation: 'Analytics information',
  dealinformation: 'Deal information',
  sales_territories: 'Sales territories',
};

export function createCatalogue(): Catalogue {
  const [companies, contacts, deals] = kinds.map(shelfOf);
  if (!companies || !contacts || !deals) throw new Error('A kind has no properties');
  return { companies, contacts, deals };
}

/** A property as somebody defines it: what they leave out is filled in as HubSpot does. */
export function newProperty(
  given: Partial<Property> & Pick<Property, 'name'>,
  displayOrder: number,
): Property {
  return {
    label: given.name,
    type: 'string',
    fieldType: 'text',
    groupName: 'companyinformation',
    description: '',
    options: [],
    displayOrder,
    calculated: false,
    externalOptions: false,
    hasUniqueValue: false,
    hidden: false,
    hubspotDefined: false,
    formField: false,
    archived: false,
    modificationMetadata: access({ ours: true, readOnly: false }),
    ...given,
  };
}

function shelfOf(kind: Kind): Catalogue[Kind] {
  const properties = propertyRows[kind].trim().split('\n').map(parseRow);
  const groups = [...new Set(properties.map(({ groupName }) => groupName))];
  return {
    properties: new Map(properties.map((property) => [property.name, property])),
    groups: groups.map((name, displayOrder) => ({
      name,
      label: labels[name] ?? name,
      displayOrder,
      archived: false,
    })),
  };
}

function parseRow(row: string, nth: number): Property {
  const [name = '', label = '', type = '', fieldType = '', groupName = '', notes] = row.split('|');
  const ours = notes === 's';
  const readOnly = notes === 'r';
  const options = type === 'enumeration' ? optionsOf(name) : [];
  return newProperty(
    {
      name,
      label,
      type,
      fieldType,
      groupName,
      options,
      externalOptions: name === 'hubspot_owner_id',
      hubspotDefined: !ours,
      modificationMetadata: access({ ours, readOnly }),
    },
    nth,
  );
}

function access({ ours, readOnly }: { ours: boolean; readOnly: boolean }) {
  return {
    archivable: ours,
    readOnlyDefinition: !ours,
    readOnlyValue: readOnly,
    readOnlyOptions: !ours && readOnly,
  };
}

function optionsOf(name: string): Option[] {
  if (name === 'industry')
    return industries.map(({ code, label }, nth) => option(code, label, nth));
  if (name === 'dealstage') return stages.map(({ id, label }, nth) => option(id, label, nth));
  const row = optionRows[name];
  if (!row) return [];
  return row.split(';').map((entry, nth) => {
    const [value = '', label = ''] = entry.split('=');
    return option(value, label, nth);
  });
}

function option(value: string, label: string, displayOrder: number): Option {
  return { label, value, description: '', displayOrder, hidden: false };
}
