import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CrmKind, CrmNews } from '../../ports.ts';

export const id = z.union([z.number(), z.string()]).transform(String);

/** One event; the older samples call their type otherwise. */
const event = z.object({
  subscriptionType: z.string().optional(),
  eventType: z.string().optional(),
  portalId: z.number(),
  objectTypeId: z.string().optional(),
  occurredAt: z.number(),
  objectId: id.optional(),
  propertyName: z.string().optional(),
  propertyValue: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  primaryObjectId: id.optional(),
  mergedObjectIds: z.array(id).optional(),
  newObjectId: id.optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
  associationType: z.string().optional(),
});
type Event = z.infer<typeof event>;

const kinds: Record<string, CrmKind> = {
  company: 'account',
  contact: 'lead',
  deal: 'deal',
  '0-1': 'lead',
  '0-2': 'account',
  '0-3': 'deal',
};

/**
 * What a push tells of this portal. What is another portal's, and kinds of events that came later, are left out: refusing
 * them would refuse the good ones with them. Undefined where it is no list of events at all.
 */
export function newsIn(body: Uint8Array, portalId: number): CrmNews[] | undefined {
  const told = z.array(z.unknown()).safeParse(parseJson(body));
  if (!told.success) return undefined;
  return told.data.flatMap((raw) => {
    const parsed = event.safeParse(raw);
    return parsed.success && parsed.data.portalId === portalId ? newsOf(parsed.data) : [];
  });
}

export function newsOf(one: Event): CrmNews[] {
  const [object = '', what = ''] = (one.subscriptionType ?? one.eventType ?? '').split('.');
  const kind = kinds[object === 'object' ? (one.objectTypeId ?? '') : object];
  if (!kind) return [];
  const about = (subject: string | undefined, content: CrmNews['content']): CrmNews[] =>
    subject === undefined ? [] : [{ ...{ kind, id: subject, content }, ...keyOf(kind, one, what) }];
  switch (what) {
    case 'creation':
    case 'restore':
      return about(one.objectId, { kind: 'changed' });
    case 'propertyChange':
      return about(one.objectId, changeOf(one));
    case 'deletion':
      return about(one.objectId, { kind: 'deleted' });
    case 'privacyDeletion':
      return about(one.objectId, { kind: 'erased' });
    case 'merge':
      return about(one.newObjectId ?? one.primaryObjectId, {
        kind: 'merged',
        primary: one.primaryObjectId ?? '',
        others: one.mergedObjectIds ?? [],
      });
    case 'associationChange':
      return linkNews(one, about);
    default:
      return [];
  }
}

function changeOf({ propertyName, propertyValue }: Event): CrmNews['content'] {
  if (propertyName !== 'hubspot_owner_id') return { kind: 'changed' };
  const owner = propertyValue == null ? '' : String(propertyValue);
  return { kind: 'owner', ...(owner && { owner }) };
}

/** A child company is told under its parent's number as well: whoever hangs on another is read again. */
function linkNews(
  { associationType, fromObjectId, toObjectId }: Event,
  about: (subject: string | undefined, content: CrmNews['content']) => CrmNews[],
): CrmNews[] {
  if (associationType === 'PARENT_COMPANY_TO_CHILD_COMPANY') {
    return about(toObjectId, { kind: 'changed' });
  }
  return about(fromObjectId, { kind: 'changed' });
}

/** The same for the same event, however often and in whatever company it is sent. */
function keyOf(kind: CrmKind, one: Event, what: string): Pick<CrmNews, 'key' | 'at'> {
  const parts = [
    ...[what, one.objectId, one.propertyName, one.propertyValue, one.occurredAt],
    ...[
      one.fromObjectId,
      one.toObjectId,
      one.associationType,
      one.newObjectId,
      one.mergedObjectIds,
    ],
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { key: `${kind}:${digest}`, at: new Date(one.occurredAt) };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
