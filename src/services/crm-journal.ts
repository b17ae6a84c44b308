import type { Crm, Ports } from '../ports.ts';
import { readPlace, savePlace } from '../store/crm-journal.ts';
import { findWatched } from '../store/crm-watch.ts';
import { inTransaction } from '../store/database.ts';
import { keepNews } from './crm-news.ts';
import { servesNothing } from './crm-reading.ts';
import { soundFields } from './sound-fields.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm' | 'log'>;

/** What happened while nobody listened: the CRM has written it down, and it is taken over as if it had been told. */
export async function readJournals(ports: Needs): Promise<void> {
  for (const workspaceId of await findWatched(ports.database.prisma)) {
    const journal = ports.crm(workspaceId)?.journal;
    if (!journal || (await servesNothing(ports, workspaceId))) continue;
    try {
      await readJournal(ports, workspaceId, journal);
    } catch (error) {
      ports.log.error({ error: String(error) }, 'the CRM’s journal could not be read');
    }
  }
}

/** Each page and the place behind it are kept together: after a kill it goes on there. */
async function readJournal(
  ports: Needs,
  workspaceId: string,
  journal: NonNullable<Crm['journal']>,
): Promise<void> {
  const { database, clock, log } = ports;
  const fields = await soundFields(database.prisma, workspaceId);
  let from = await readPlace(database.prisma, workspaceId);
  let found = 0;
  for await (const { news, next: to } of journal(from, fields)) {
    const step = { from, to };
    const isOurs = await inTransaction(database, async (tx) => {
      found += await keepNews(tx, ports, workspaceId, news);
      return savePlace(tx, workspaceId, step, clock.now());
    });
    if (!isOurs) return;
    from = to;
  }
  if (found > 0) log.info({ found }, 'news found in the CRM’s journal');
}
