export type Kind = 'companies' | 'contacts' | 'deals';

/** One value that a property had, from `at` on. */
export type Version = {
  value: string;
  at: number;
  sourceType: string;
  sourceId?: string;
  updatedByUserId?: number;
};

export type CrmRecord = {
  id: string;
  createdAt: number;
  modifiedAt: number;
  properties: Record<string, string>;
  /** Newest first; only properties that changed since the record was made. */
  history: Record<string, Version[]>;
};

export type Stamp = { id: number; modifiedAt: number };

/** Records that are told, not kept. */
export type Source = {
  kind: Kind;
  read(id: string): CrmRecord | undefined;
  /** In order of id, cheap enough to walk over all. */
  stampsAfter(id: number): Generator<Stamp>;
};

export const objectTypes: Record<Kind, { id: string; singular: string; names: string[] }> = {
  contacts: { id: '0-1', singular: 'contact', names: ['contacts', 'contact', '0-1'] },
  companies: { id: '0-2', singular: 'company', names: ['companies', 'company', '0-2'] },
  deals: { id: '0-3', singular: 'deal', names: ['deals', 'deal', '0-3'] },
};

export const kinds: Kind[] = ['companies', 'contacts', 'deals'];

export function kindNamed(name: string): Kind | undefined {
  return kinds.find((kind) => objectTypes[kind].names.includes(name.toLowerCase()));
}

/** The property in which each kind tells its last change. */
export function modifiedProperty(kind: Kind): 'lastmodifieddate' | 'hs_lastmodifieddate' {
  return kind === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}

export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** HubSpot has no empty values: such a property is not there. */
export function compact(properties: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(properties)) if (value === '') delete properties[name];
  return properties;
}
