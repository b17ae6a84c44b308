import type { CrmOwner, OwnerHistory, OwnerHow, OwnerStep } from '../../ports.ts';
import type { Version, WireRecord } from './record.ts';

type Author = OwnerStep['by'];

/** Oldest first, without steps that change nothing, and ending with the owner that stands now. */
export function ownerHistoryOf(
  { properties, propertiesWithHistory, updatedAt }: WireRecord,
  ownersByUser: Map<number, CrmOwner>,
): OwnerHistory {
  const versions = propertiesWithHistory.hubspot_owner_id ?? [];
  const steps = oldestFirst(versions).map((one) => {
    const how = howOf(one);
    const by = authorOf(one, ownersByUser);
    return { ownerId: one.value, at: one.at, by, ...(how && { how }) };
  });
  // The record and its history may have been read a moment apart, and long histories are cut.
  const present = { ownerId: properties.hubspot_owner_id, at: updatedAt, by: unnamed };
  let standing: string | undefined;
  return [...steps, present].flatMap(({ ownerId, ...step }) => {
    if (ownerId === standing) return [];
    standing = ownerId;
    return [{ ...(ownerId && { ownerId }), ...step }];
  });
}

/** HubSpot tells the newest first, also of those of one moment. */
function oldestFirst(versions: Version[]): Version[] {
  return versions.toReversed().toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** HubSpot works an owner out by itself in one case alone: where it copies that of the company, or of a contact. */
function howOf({ sourceType }: Version): OwnerHow | undefined {
  if (sourceType === 'CALCULATED') return 'copied';
  return sourceType === 'INTEGRATION' || sourceType === 'API' ? 'app' : undefined;
}

const unnamed: Author = { id: 'hubspot', name: 'HubSpot' };

/** Known by the owner id where the user is one, as people are everywhere else. */
function authorOf(
  { sourceType, sourceId, updatedByUserId }: Version,
  ownersByUser: Map<number, CrmOwner>,
): Author {
  const userId = userOf({ sourceId, updatedByUserId });
  if (userId !== undefined) {
    const owner = ownersByUser.get(userId);
    if (owner) return { id: owner.id, name: owner.name };
    return { id: `user:${userId}`, name: `HubSpot user ${userId}` };
  }
  if (sourceType === '') return unnamed;
  return { id: sourceType, name: machines[sourceType] ?? `HubSpot ${wordsIn(sourceType)}` };
}

function userOf({
  sourceId,
  updatedByUserId,
}: Pick<Version, 'sourceId' | 'updatedByUserId'>): number | undefined {
  return updatedByUserId ?? userIdIn(sourceId);
}

/** The users who have set its owners. */
export function ownerEditorsOf({ propertiesWithHistory }: WireRecord): number[] {
  return (propertiesWithHistory.hubspot_owner_id ?? []).flatMap((one) => userOf(one) ?? []);
}

const machines: Record<string, string> = {
  API: 'HubSpot integration',
  AUTOMATION_PLATFORM: 'HubSpot workflow',
  CALCULATED: 'HubSpot’s owner copying',
  CRM_UI: 'HubSpot user',
  WORKFLOWS: 'HubSpot workflow',
};

function userIdIn(sourceId: string | undefined): number | undefined {
  const found = /^userId:(\d+)$/.exec(sourceId ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** IMPORT → import, MERGE_COMPANIES → merge companies. */
function wordsIn(sourceType: string): string {
  return sourceType.toLowerCase().replaceAll('_', ' ');
}
