import type { Activity } from '../company/activity.ts';
import type { Company } from '../company/company.ts';
import { companySource } from './company-source.ts';
import { contactSource } from './contact-source.ts';
import { dealSource } from './deal-source.ts';
import { notFound } from './problem.ts';
import { type Catalogue, createCatalogue } from './property.ts';
import { type Kind, kindNamed } from './record.ts';
import { type Author, createShelf, type Shelf } from './shelf.ts';
import type { Leavers } from './staff.ts';
import { calmSwitches, type Switches } from './switches.ts';

/** When the company began to use HubSpot. */
export const ownersSince = Date.parse('2021-03-01T09:00:00.000Z');

/** Something that a subscriber of the portal would be told by webhook. */
export type PortalEvent = {
  kind: Kind;
  id: string;
  at: number;
  author: Author;
} & (
  | { type: 'creation' | 'deletion' | 'restore' | 'privacyDeletion' }
  | { type: 'propertyChange'; property: string; value: string }
  | { type: 'merge'; primary: string; merged: string[] }
  | { type: 'associationChange'; to: Kind; toId: string; types: number[]; removed: boolean }
);

/** A write that was carried out; it may have left all as it was. */
export type PortalWrite = { kind: Kind; id: string; given: Record<string, string>; author: Author };

/** A link that was made or cut since the start: by the end it was noted at. */
type LinkEdits = Map<string, Map<string, { linked: boolean; types: number[] }>>;

/** One HubSpot account: all that the routes read and write. */
export type Portal = {
  id: number;
  appId: number;
  company: Company;
  shelves: Record<Kind, Shelf>;
  catalogue: Catalogue;
  links: LinkEdits;
  leavers: Leavers;
  /** What was done since the start, by company. */
  logged: Map<string, Activity[]>;
  switches: Switches;
  now: () => number;
  tell: (event: PortalEvent) => void;
  /** Counts who writes what. */
  noteWrite: (write: PortalWrite) => void;
};

export function createPortal(
  company: Company,
  settings: Pick<Portal, 'id' | 'appId' | 'now' | 'tell' | 'noteWrite'>,
): Portal {
  const gone = company.people.filter(({ left }) => left);
  return {
    ...settings,
    company,
    shelves: {
      companies: createShelf(companySource(company)),
      contacts: createShelf(contactSource(company)),
      deals: createShelf(dealSource(company)),
    },
    catalogue: createCatalogue(),
    links: new Map(),
    leavers: new Map(gone.map(({ crmOwnerId }) => [crmOwnerId, ownersSince])),
    logged: new Map(),
    switches: calmSwitches(),
  };
}

export function kindIn(name: string | undefined): Kind {
  const kind = kindNamed(name ?? '');
  if (!kind) throw notFound(`Object type ${name}`);
  return kind;
}
