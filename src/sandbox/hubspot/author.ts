import type { Portal } from './portal.ts';
import type { Author } from './shelf.ts';

/** Writes through the API carry the app's id, so that the app can tell its own. */
export function appAuthor(appId: number): Author {
  return { sourceType: 'INTEGRATION', sourceId: String(appId) };
}

/** Somebody at HubSpot's own pages: whoever is named, else somebody of revenue operations. */
export function personAuthor({ company }: Portal, userId?: number): Author {
  const by = userId ?? company.people.find(({ job }) => job === 'revops')?.crmUserId ?? 0;
  return { sourceType: 'CRM_UI', sourceId: `userId:${by}`, updatedByUserId: by };
}

export function workflowAuthor(workflowId: number): Author {
  return { sourceType: 'AUTOMATION_PLATFORM', sourceId: `workflow:${workflowId}` };
}

/** What HubSpot works out by itself: parents, primary companies, owners that follow. */
export const hubspotAuthor: Author = { sourceType: 'CALCULATED' };
