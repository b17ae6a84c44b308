import type { PortalEvent } from '../portal.ts';
import { type Kind, objectTypes } from '../record.ts';

/** An event as HubSpot's webhooks v3 tell it. */
export type WireEvent = {
  eventId: number;
  subscriptionId: number;
  portalId: number;
  appId: number;
  occurredAt: number;
  subscriptionType: string;
  attemptNumber: number;
  changeSource: string;
  [field: string]: unknown;
};

/** `company.propertyChange:name`: there is one subscription a property. */
export function subscriptionOf(event: PortalEvent): string {
  const type = subscriptionType(event);
  return event.type === 'propertyChange' ? `${type}:${event.property}` : type;
}

export function wireEvent(
  event: PortalEvent,
  ids: Pick<WireEvent, 'eventId' | 'subscriptionId' | 'portalId' | 'appId'>,
): WireEvent {
  const { sourceType, sourceId } = event.author;
  return {
    ...ids,
    occurredAt: event.at,
    subscriptionType: subscriptionType(event),
    attemptNumber: 0,
    ...detailsOf(event),
    changeSource: sourceType,
    ...(sourceId === undefined ? {} : { sourceId }),
  };
}

function subscriptionType({ kind, type }: PortalEvent): string {
  return `${objectTypes[kind].singular}.${type}`;
}

function detailsOf(event: PortalEvent): Record<string, unknown> {
  const objectId = Number(event.id);
  switch (event.type) {
    case 'creation':
      return { objectId, changeFlag: 'CREATED' };
    case 'deletion':
    case 'privacyDeletion':
      return { objectId, changeFlag: 'DELETED' };
    case 'restore':
      return { objectId };
    case 'propertyChange':
      return { objectId, propertyName: event.property, propertyValue: event.value };
    case 'merge':
      return {
        objectId,
        primaryObjectId: Number(event.primary),
        mergedObjectIds: event.merged.filter((id) => id !== event.primary).map(Number),
        newObjectId: objectId,
      };
    case 'associationChange':
      return {
        fromObjectId: objectId,
        toObjectId: Number(event.toId),
        associationType: associationName(event.kind, event.to, event.types),
        associationRemoved: event.removed,
        isPrimaryAssociation: event.types.some((type) => primaryTypes.includes(type)),
      };
  }
}

const primaryTypes = [1, 2, 5, 6];

function associationName(from: Kind, to: Kind, types: number[]): string {
  if (types.includes(13)) return 'PARENT_COMPANY_TO_CHILD_COMPANY';
  if (types.includes(14)) return 'CHILD_COMPANY_TO_PARENT_COMPANY';
  const [one, other] = [from, to].map((kind) => objectTypes[kind].singular.toUpperCase());
  return `${one}_TO_${other}`;
}
