/** The CRM as people know it: by its name, and by where they open a record in it. */
export type CrmPlace = { name: string; url?: string };

/** Where nobody has said yet what it is called. */
export const someCrm = 'the CRM';
