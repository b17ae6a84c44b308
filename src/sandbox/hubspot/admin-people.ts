import { z } from 'zod';
import { logActivity } from './activities.ts';
import { linkRecords, unlinkRecords } from './association-write.ts';
import { personAuthor, workflowAuthor } from './author.ts';
import type { Answer } from './call.ts';
import { plainTypes } from './links.ts';
import { parseBody } from './object-bodies.ts';
import { kindIn, type Portal } from './portal.ts';
import { searchObjects } from './search.ts';
import { activateOwner, deactivateOwner, hasLeft } from './staff.ts';
import {
  createRecord,
  mergeRecords,
  purgeContact,
  removeRecord,
  restoreArchived,
  updateRecord,
} from './write.ts';

export type Door = (portal: Portal, body: unknown) => Answer | Promise<Answer>;

/** HubSpot user id of the person who does it. */
const by = { userId: z.number().int().optional() };
const record = { kind: z.string(), id: z.string() };
const values = z.record(z.string(), z.string());

const createBody = z.object({ ...by, kind: z.string(), properties: values });
const editBody = z.object({
  ...by,
  ...record,
  properties: values,
  /** `IMPORT` for a file that somebody read in, `AUTOMATION_PLATFORM` for a workflow. */
  source: z.enum(['CRM_UI', 'IMPORT', 'AUTOMATION_PLATFORM']).default('CRM_UI'),
});
const recordBody = z.object({ ...by, ...record });
const mergeBody = z.object({ ...by, kind: z.string(), primary: z.string(), other: z.string() });
const linkBody = z.object({
  ...by,
  from: z.object(record),
  to: z.object(record),
  types: z.array(z.number().int()).optional(),
});
const findBody = z.object({ query: z.string() });
const ownerBody = z.object({ ownerId: z.string() });

/** What people do at HubSpot's own pages, each POST as somebody. */
export const people: Record<string, Door> = {
  'POST /admin/create': (portal, body) => {
    const { kind, properties, userId } = parseBody(createBody, body);
    const id = createRecord(portal, kindIn(kind), properties, personAuthor(portal, userId));
    return { status: 201, body: { id } };
  },
  'POST /admin/edit': (portal, body) => {
    const { kind, id, properties, userId, source } = parseBody(editBody, body);
    const author =
      source === 'AUTOMATION_PLATFORM'
        ? workflowAuthor(1)
        : { ...personAuthor(portal, userId), sourceType: source };
    updateRecord(portal, kindIn(kind), id, properties, author);
    return { status: 204 };
  },
  'POST /admin/activity': logActivity,
  'POST /admin/archive': (portal, body) => {
    const { kind, id, userId } = parseBody(recordBody, body);
    removeRecord(portal, kindIn(kind), id, personAuthor(portal, userId));
    return { status: 204 };
  },
  'POST /admin/restore': (portal, body) => {
    const { kind, id, userId } = parseBody(recordBody, body);
    restoreArchived(portal, kindIn(kind), id, personAuthor(portal, userId));
    return { status: 204 };
  },
  'POST /admin/purge': (portal, body) => {
    const { id, userId } = parseBody(recordBody.omit({ kind: true }), body);
    purgeContact(portal, id, personAuthor(portal, userId));
    return { status: 204 };
  },
  'POST /admin/merge': (portal, body) => {
    const { kind, primary, other, userId } = parseBody(mergeBody, body);
    const author = personAuthor(portal, userId);
    return {
      status: 200,
      body: { id: mergeRecords(portal, kindIn(kind), primary, other, author) },
    };
  },
  'POST /admin/associate': (portal, body) => {
    const { pair, types, author } = linkIn(portal, body);
    linkRecords(portal, pair, types ?? [plainTypes[pair.from][pair.to]], author);
    return { status: 204 };
  },
  'POST /admin/dissociate': (portal, body) => {
    const { pair, author } = linkIn(portal, body);
    unlinkRecords(portal, pair, author);
    return { status: 204 };
  },
  /** Companies by a word of their name, for the page. */
  'POST /admin/find': (portal, body) => {
    const { query } = parseBody(findBody, body);
    const properties = ['name', 'domain', 'hubspot_owner_id'];
    return searchObjects(portal, { body: { query, properties, limit: 8 } }, 'companies');
  },
  'GET /admin/owners': (portal) => ({
    status: 200,
    body: portal.company.people.map((person) => ({
      id: person.crmOwnerId,
      name: person.name,
      left: hasLeft(portal, person),
    })),
  }),
  'POST /admin/owners/deactivate': (portal, body) => {
    deactivateOwner(portal, parseBody(ownerBody, body).ownerId);
    return { status: 204 };
  },
  'POST /admin/owners/activate': (portal, body) => {
    activateOwner(portal, parseBody(ownerBody, body).ownerId);
    return { status: 204 };
  },
};

function linkIn(portal: Portal, body: unknown) {
  const { from, to, types, userId } = parseBody(linkBody, body);
  const pair = { from: kindIn(from.kind), fromId: from.id, to: kindIn(to.kind), toId: to.id };
  return { pair, types, author: personAuthor(portal, userId) };
}
