import { z } from 'zod';
import type { CrmNews } from '../../ports.ts';
import { id, newsOf } from './news.ts';

/** One line of the journal: all that was written to a record at once. */
const line = z.object({
  portalId: z.number(),
  occurredAt: z.coerce.date(),
  action: z.string(),
  objectTypeId: z.string(),
  objectId: id,
  propertyChanges: z.record(z.string(), z.unknown()).catch({}),
  mergedObjectIds: z.array(id).catch([]),
});

/** Under the keys that a webhook of the same event has: what was told twice is looked at once. */
export function journalNews(raw: unknown, portalId: number): CrmNews[] {
  const parsed = line.safeParse(raw);
  if (!parsed.success || parsed.data.portalId !== portalId) return [];
  const { action, occurredAt, objectTypeId, objectId, propertyChanges, mergedObjectIds } =
    parsed.data;
  const event = { portalId, objectTypeId, objectId, occurredAt: occurredAt.getTime() };
  const tell = (what: string, more: object = {}) =>
    newsOf({ ...event, ...more, subscriptionType: `object.${what}` });
  switch (action) {
    case 'CREATE':
      return tell('creation');
    case 'UPDATE':
      return Object.entries(propertyChanges).flatMap(([propertyName, value]) =>
        tell('propertyChange', { propertyName, propertyValue: String(value ?? '') }),
      );
    case 'DELETE':
      return tell('deletion');
    case 'RESTORE':
      return tell('restore');
    case 'GDPR_DELETE':
      return tell('privacyDeletion');
    case 'MERGE':
      // Which one goes on is seen when they are read.
      return [objectId, ...mergedObjectIds].flatMap((one) => tell('restore', { objectId: one }));
    default:
      return [];
  }
}
