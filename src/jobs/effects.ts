import type { Ports } from '../ports.ts';
import { askByRules } from '../services/asking-anew.ts';
import { ringBells } from '../services/bells.ts';
import { resumeImport, rouseImports } from '../services/crm-import.ts';
import { resendNews, takeNews } from '../services/crm-news.ts';
import { rousePaused } from '../services/crm-pause.ts';
import { writeCrmOwners } from '../services/crm-writes.ts';
import { bury, deliver, resendStranded } from '../services/delivery.ts';
import { ringDisputes } from '../services/dispute-bells.ts';
import { rouseNotices } from '../services/notices.ts';
import { DEAD, EFFECTS, type JobQueue } from './queue.ts';

/** Does queued effects, buries what failed for good, and finds what lost its job. */
export async function workEffects(queue: JobQueue, ports: Ports): Promise<void> {
  await queue.work(EFFECTS, (taskId) => deliver(ports, taskId));
  await queue.workErrand('crm-writes', (workspaceId) => writeCrmOwners(ports, workspaceId));
  await queue.workErrand('crm-news', (workspaceId) => takeNews(ports, workspaceId));
  await queue.workErrand('crm-import', (workspaceId) => resumeImport(ports, workspaceId));
  await queue.workErrand('bells', async () => {
    await ringBells(ports);
    await ringDisputes(ports);
  });
  await queue.workErrand('ask-anew', (workspaceId) => askByRules(ports, workspaceId));
  await queue.work(DEAD, (taskId) => bury(ports, taskId));
  await queue.schedule('resend-stranded', '* * * * *', async () => {
    await resendStranded(ports);
  });
  await queue.schedule('rouse-paused', '* * * * *', () => rousePaused(ports));
  await queue.schedule('ring-bells', '* * * * *', () => ringBells(ports));
  await queue.schedule('rouse-notices', '* * * * *', () => rouseNotices(ports));
  await queue.schedule('ring-disputes', '* * * * *', () => ringDisputes(ports));
  await queue.schedule('resend-news', '* * * * *', () => resendNews(ports));
  await queue.schedule('resume-imports', '* * * * *', () => rouseImports(ports));
}
