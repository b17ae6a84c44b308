import { z } from 'zod';
import { type Apps, mayReadJournal } from './apps.ts';
import type { Answer } from './call.ts';
import { parseBody } from './object-bodies.ts';
import type { Portal, PortalEvent } from './portal.ts';
import { notFound, Problem } from './problem.ts';
import type { Kind } from './record.ts';

const subscription = z.object({
  subscriptionType: z.literal('OBJECT'),
  portalId: z.number(),
  objectTypeId: z.string(),
  actions: z.array(z.string()),
  properties: z.array(z.string()).default([]),
});
type Subscription = z.infer<typeof subscription> & { id: number };

type Entry = { offset: string; lines: object[]; publishedAt: number };

/** What HubSpot writes down for an app, and keeps for three days. */
export type Journal = {
  entries: Entry[];
  /** Lines of the entry that comes next. */
  pending: object[];
  subscriptions: Subscription[];
  take: (event: PortalEvent) => void;
};

const LINES_AT_ONCE = 100;
const KEPT_MS = 3 * 86_400_000;
const typeIds: Record<Kind, string> = { contacts: '0-1', companies: '0-2', deals: '0-3' };

export function createJournal(portal: Portal): Journal {
  const journal: Journal = {
    ...{ entries: [], pending: [], subscriptions: [] },
    take: (event) => {
      const line = lineOf(portal, event);
      if (!line || !journal.subscriptions.some((one) => isOf(one, event, line.action))) return;
      journal.pending.push(line);
    },
  };
  return journal;
}

function isOf(
  { objectTypeId, actions, properties }: Subscription,
  event: PortalEvent,
  action: string,
) {
  const isAsked = event.type !== 'propertyChange' || properties.includes(event.property);
  return objectTypeId === typeIds[event.kind] && actions.includes(action) && isAsked;
}

const actionsOf: Partial<Record<PortalEvent['type'], string>> = {
  ...{ creation: 'CREATE', propertyChange: 'UPDATE', deletion: 'DELETE' },
  ...{ restore: 'RESTORE', merge: 'MERGE' },
};

function lineOf(portal: Portal, event: PortalEvent) {
  const action = actionsOf[event.type];
  if (!action) return undefined;
  return {
    ...{ type: 'OBJECT', portalId: portal.id, objectTypeId: typeIds[event.kind], action },
    ...{ objectId: Number(event.id), occurredAt: new Date(event.at).toISOString() },
    ...(event.type === 'propertyChange' && {
      propertyChanges: { [event.property]: event.value },
    }),
    ...(event.type === 'merge' && { mergedObjectIds: event.merged.map(Number) }),
  };
}

type Asked = { method: string; url: URL; body: unknown; authorization: string | undefined };

/** Undefined for any other path. */
export function answerJournal(
  { portal, apps, journal }: { portal: Portal; apps: Apps; journal: Journal },
  { method, url, body, authorization }: Asked,
): Answer | undefined {
  const [, offset] = /^\/journal-files\/(.+)\.json$/.exec(url.pathname) ?? [];
  if (offset) return fileOf(journal, offset);
  const [, place = ''] = /^\/webhooks-journal\/(.+)$/.exec(url.pathname) ?? [];
  if (place === '') return undefined;
  if (!mayReadJournal(portal, apps, authorization)) {
    throw new Problem(401, 'INVALID_AUTHENTICATION', 'This call needs a client credentials token.');
  }
  if (place.startsWith('subscriptions/')) return answerSubscriptions(journal, method, body);
  publish(portal, journal);
  const [, after] = /^journal-local\/[\d-]+\/offset\/(.+)\/next$/.exec(place) ?? [];
  if (after === undefined && !/^journal-local\/[\d-]+\/earliest$/.test(place))
    throw notFound(place);
  const behind = journal.entries.findIndex((entry) => entry.offset === after);
  if (after !== undefined && behind < 0) throw notFound(`Offset ${after}`);
  const entry = journal.entries[behind + 1];
  if (!entry) return { status: 204 };
  const expiresAt = new Date(portal.now() + 3_600_000).toISOString();
  const file = `${url.origin}/journal-files/${entry.offset}.json`;
  return { status: 200, body: { url: file, expiresAt, currentOffset: entry.offset } };
}

function answerSubscriptions(journal: Journal, method: string, body: unknown): Answer {
  const { subscriptions } = journal;
  if (method === 'GET') return { status: 200, body: { results: subscriptions } };
  const wanted = parseBody(subscription, body);
  const isOther = (one: Subscription) => one.objectTypeId !== wanted.objectTypeId;
  const made = { ...wanted, id: subscriptions.length + 1 };
  journal.subscriptions = [...subscriptions.filter(isOther), made];
  return { status: 200, body: made };
}

function fileOf({ entries }: Journal, offset: string): Answer {
  const entry = entries.find((one) => one.offset === offset);
  if (!entry) throw notFound(`File ${offset}`);
  const publishedAt = new Date(entry.publishedAt).toISOString();
  return { status: 200, body: { offset, journalEvents: entry.lines, publishedAt } };
}

/** What has been written so far becomes entries that change no more; what is too old goes. */
function publish({ now }: Portal, journal: Journal): void {
  while (journal.pending.length > 0) {
    const lines = journal.pending.splice(0, LINES_AT_ONCE);
    journal.entries.push({ offset: crypto.randomUUID(), lines, publishedAt: now() });
  }
  journal.entries = journal.entries.filter(({ publishedAt }) => publishedAt > now() - KEPT_MS);
}
