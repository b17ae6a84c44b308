import { checkValues } from './complaint.ts';
import type { Portal } from './portal.ts';
import { invalid } from './problem.ts';
import type { Kind } from './record.ts';
import type { Sighting } from './shelf.ts';

/** What an app may not write; `record` is missing where one is to be made. */
export function checkWrite(
  portal: Portal,
  kind: Kind,
  values: Record<string, string>,
  record?: Sighting,
): void {
  checkValues(portal, kind, values);
  if (record && portal.switches.poisoned.includes(record.id)) {
    throw invalid(`Record ${record.id} cannot be written by a rule of this account`, {
      context: { ids: [record.id] },
    });
  }
  checkRequired(portal, kind, { ...record?.properties, ...values });
}

/** Since 2026-09 what an admin requires of people is required of apps too. */
function checkRequired({ switches }: Portal, kind: Kind, values: Record<string, string>): void {
  const missing = switches.required.filter((one) => one.kind === kind && !values[one.property]);
  if (missing.length === 0) return;
  const names = missing.map(({ property }) => property);
  throw invalid(`Property values were not valid: ${names.join(', ')} required`, {
    errors: names.map((name) => ({
      message: `"${name}" is required by a rule of this account.`,
      code: 'MISSING_REQUIRED_PROPERTY',
      context: { propertyName: [name] },
    })),
  });
}
