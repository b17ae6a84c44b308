import { valueAs } from '../reading/value.ts';
import type { AttributeType } from '../rules/attribute.ts';

const guesses = ['boolean', 'date', 'number'] as const;

/** What all values of a column are. Codes are texts: a number would lose their zeros. */
export function typeOfValues(values: readonly string[]): AttributeType {
  if (values.length === 0) return 'text';
  return guesses.find((type) => values.every((value) => fits(type, value))) ?? 'text';
}

/** Whether values may be read as what the column was so far. */
export function fits(type: AttributeType, value: string): boolean {
  switch (type) {
    case 'boolean':
      // 0 and 1 may as well be counted.
      return !/^\d+$/.test(value) && valueAs(type, value) !== undefined;
    case 'date':
      return !/^\d+$/.test(value) && valueAs(type, value) !== undefined;
    case 'number':
      return !/^0\d/.test(value) && valueAs(type, value) !== undefined;
    case 'text':
    case 'set':
    case 'rep':
      return true;
  }
}
