import type { Broken, Field } from './field.ts';

/** A property of the CRM that is not read any more. `rules`: those that ask for what it said. */
export type BrokenField = Pick<Field, 'record' | 'attribute' | 'property'> & {
  state: Broken;
  /** Rules read it themselves, or it is one of several that say the same of an account. */
  use: 'read' | 'ranked';
  rules: string[];
};

export type BrokenFields = { crm: string; fields: BrokenField[] };
