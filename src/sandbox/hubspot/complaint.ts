import type { Portal } from './portal.ts';
import { invalid } from './problem.ts';
import type { Property } from './property.ts';
import type { Kind } from './record.ts';
import { hasLeft } from './staff.ts';

type Complaint = { isValid: false; message: string; error: string; name: string };

export function checkValues(portal: Portal, kind: Kind, values: Record<string, string>): void {
  const complaints = Object.entries(values).flatMap(([name, value]) => {
    const complaint = complain(portal, portal.catalogue[kind].properties.get(name), name, value);
    return complaint ? [complaint] : [];
  });
  if (complaints.length === 0) return;
  throw invalid(`Property values were not valid: ${JSON.stringify(complaints)}`, {
    errors: complaints.map(({ message, error, name }) => ({
      message,
      code: error,
      context: { propertyName: [name] },
    })),
  });
}

type Form = { fits: (value: string) => boolean; error: string; wanted: string };

const dayMs = 86_400_000;

/** How values of each type are written. */
const forms: Record<string, Form> = {
  number: {
    fits: (value) => Number.isFinite(Number(value)),
    error: 'INVALID_LONG',
    wanted: 'a valid number',
  },
  bool: {
    fits: (value) => value === 'true' || value === 'false',
    error: 'INVALID_BOOLEAN',
    wanted: 'true or false',
  },
  date: {
    fits: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) || Number(momentIn(value)) % dayMs === 0,
    error: 'INVALID_DATE',
    wanted: 'a day, or its midnight in UTC',
  },
  datetime: {
    fits: (value) => momentIn(value) !== undefined,
    error: 'INVALID_DATE',
    wanted: 'a moment',
  },
};

function momentIn(text: string): number | undefined {
  const at = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? at : undefined;
}

function complain(
  portal: Portal,
  property: Property | undefined,
  name: string,
  value: string,
): Complaint | undefined {
  const about = (error: string, message: string): Complaint => ({
    isValid: false,
    message,
    error,
    name,
  });
  if (!property || property.archived) {
    return about('PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
  }
  if (property.modificationMetadata.readOnlyValue) {
    return about('READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`);
  }
  if (typeof value !== 'string') {
    return about('INVALID_STRING', `Property values are strings; "${name}" is ${typeof value}`);
  }
  if (value === '') return undefined;
  if (name === 'hubspot_owner_id') return complainOfOwner(portal, value, about);
  const form = forms[property.type];
  if (form && !form.fits(value)) return about(form.error, `${value} was not ${form.wanted}.`);
  if (property.options.length > 0 && !hasOptions(property, value)) {
    const allowed = property.options.map((option) => option.value).join(', ');
    return about('INVALID_OPTION', `${value} was not one of the allowed options: [${allowed}]`);
  }
  return undefined;
}

function complainOfOwner(
  portal: Portal,
  value: string,
  about: (error: string, message: string) => Complaint,
): Complaint | undefined {
  const person = portal.company.people.find(({ crmOwnerId }) => crmOwnerId === value);
  if (!person) return about('INVALID_OWNER_ID', `Owner ${value} does not exist`);
  if (hasLeft(portal, person)) return about('INACTIVE_OWNER_OR_USER', `Owner ${value} is inactive`);
  return undefined;
}

function hasOptions(property: Property, value: string): boolean {
  const chosen = property.fieldType === 'checkbox' ? value.split(';') : [value];
  return chosen.every((one) => property.options.some((option) => option.value === one));
}
