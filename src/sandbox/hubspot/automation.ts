import { hubspotAuthor, workflowAuthor } from './author.ts';
import { linksOf } from './links.ts';
import type { Portal, PortalEvent } from './portal.ts';
import { Problem } from './problem.ts';
import { type Author, liveRecord } from './shelf.ts';
import type { Workflow } from './switches.ts';
import { updateRecord } from './write.ts';

type PropertyChange = Extract<PortalEvent, { type: 'propertyChange' }>;
type Update = { kind: PortalEvent['kind']; id: string; property: string; value: string };

export type Automation = { hear: (event: PortalEvent) => void; stop: () => void };

const owner = 'hubspot_owner_id';
const primaryCompany = 1;
/** Workflows that set each other off without end are stopped, as HubSpot stops them. */
const deepest = 20;

/** What HubSpot does by itself when something changes: owners that follow, workflows. */
export function createAutomation(portal: Portal): Automation {
  const timers = new Set<NodeJS.Timeout>();
  let depth = 0;
  const hear = (event: PortalEvent) => {
    if (event.type !== 'propertyChange' || depth >= deepest) return;
    depth += 1;
    if (portal.switches.ownerCopying && event.property === owner) copyOwner(portal, event);
    for (const workflow of portal.switches.workflows) {
      if (workflow.kind !== event.kind || workflow.when !== event.property) continue;
      if (workflow.afterMs === 0) runWorkflow(portal, workflow, event.id);
      else {
        const timer = setTimeout(() => {
          timers.delete(timer);
          runWorkflow(portal, workflow, event.id);
        }, workflow.afterMs);
        timers.add(timer.unref());
      }
    }
    depth -= 1;
  };
  return {
    hear,
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function runWorkflow(portal: Portal, { id: workflowId, kind, set, to }: Workflow, id: string) {
  const update = { kind, id, property: set, value: to };
  tryToUpdate(portal, update, workflowAuthor(workflowId));
}

/** Down to the contacts of the company; up only to a company that nobody owns. */
function copyOwner(portal: Portal, { kind, id, value }: PropertyChange): void {
  if (kind === 'companies') {
    for (const contact of linksOf(portal, kind, id, 'contacts')) {
      if (!contact.types.includes(2)) continue;
      const update = { kind: 'contacts', id: contact.id, property: owner, value } as const;
      tryToUpdate(portal, update, hubspotAuthor);
    }
  } else if (kind === 'contacts') {
    const link = linksOf(portal, kind, id, 'companies').find(({ types }) =>
      types.includes(primaryCompany),
    );
    const company = link && liveRecord(portal.shelves.companies, link.id);
    if (!company || company.properties[owner] !== undefined) return;
    tryToUpdate(
      portal,
      { kind: 'companies', id: company.id, property: owner, value },
      hubspotAuthor,
    );
  }
}

/** A step that HubSpot refuses ends there; nobody is told. */
function tryToUpdate(portal: Portal, { kind, id, property, value }: Update, author: Author): void {
  try {
    updateRecord(portal, kind, id, { [property]: value }, author);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
