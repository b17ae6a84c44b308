import type { Ports } from '../ports.ts';
import { readJournals } from '../services/crm-journal.ts';
import { compareCrm, watchCrm } from '../services/crm-watch.ts';
import { forgetLeads } from '../services/departures.ts';
import { checkFields } from '../services/fields.ts';
import { askHandovers } from '../services/handovers.ts';
import { checkAudits } from '../services/history.ts';
import { clearInbox } from '../services/inbox.ts';
import { refreshOwners } from '../services/owners.ts';
import { endPins } from '../services/pin-ends.ts';
import { runQuality, runQualityEverywhere } from '../services/quality.ts';
import { refreshRoles } from '../services/roles.ts';
import { findSlackPeople } from '../services/slack-people.ts';
import { checkSources } from '../services/source-rankings.ts';
import { refreshStatistics } from '../services/upkeep.ts';
import { findAllDuplicates, findDuplicatesIn } from './duplicates.ts';
import type { JobQueue } from './queue.ts';

/** Care at fixed times. PGlite has no autovacuum; a server has, and loses nothing by a vacuum more. */
export async function workUpkeep(queue: JobQueue, ports: Ports): Promise<void> {
  await queue.schedule('clear-inbox', '47 2 * * *', () => clearInbox(ports));
  await queue.schedule('forget-leads', '27 2 * * *', () => forgetLeads(ports));
  await queue.schedule('watch-crm', '*/5 * * * *', () => watchCrm(ports));
  await queue.schedule('read-journals', '1-59/5 * * * *', () => readJournals(ports));
  await queue.schedule('refresh-owners', '3-59/5 * * * *', () => refreshOwners(ports));
  await queue.schedule('find-slack-people', '4-59/5 * * * *', () => findSlackPeople(ports));
  await queue.schedule('refresh-roles', '2-59/5 * * * *', () => refreshRoles(ports));
  await queue.schedule('end-pins', '* * * * *', () => endPins(ports));
  await queue.schedule('check-fields', '13 * * * *', () => checkFields(ports));
  await queue.schedule('check-sources', '14 * * * *', () => checkSources(ports));
  await queue.schedule('compare-crm', '37 1 * * *', () => compareCrm(ports));
  await queue.schedule('check-quality', '7 3 * * *', () => runQualityEverywhere(ports));
  await queue.schedule('check-audits', '57 2 * * *', () => checkAudits(ports));
  await queue.schedule('refresh-statistics', '17 3 * * *', () => refreshStatistics(ports));
  await queue.schedule('find-duplicates', '37 3 * * *', () => findAllDuplicates(ports));
  await queue.workErrand('new-book', (workspaceId) => lookThrough(ports, workspaceId));
}

/** What a person should know of a book that was brought in just now, lest the first night tells it. */
async function lookThrough(ports: Ports, workspaceId: string): Promise<void> {
  await askHandovers(ports, workspaceId);
  await findDuplicatesIn(ports, workspaceId);
  await runQuality(ports, workspaceId);
}
