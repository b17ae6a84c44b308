import type { Slot } from '../vocabulary.ts';

/** Facts that go together: few of the thinkable combinations of their values are ever seen. */
export const familyNames = ['places', 'words', 'numbers'] as const;
export type FamilyName = (typeof familyNames)[number];

const places = new Set(['country', 'state', 'city', 'zip']);

export function familyOf({ attribute, type }: Slot): FamilyName {
  switch (type) {
    case 'text':
      return places.has(attribute) ? 'places' : 'words';
    case 'rep':
    case 'set':
      return 'words';
    case 'number':
    case 'boolean':
    case 'date':
    case 'age':
    case 'moment':
      return 'numbers';
  }
}
