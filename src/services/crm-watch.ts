import { subMinutes } from 'date-fns/subMinutes';
import type { Crm, CrmKind, CrmTouch, Ports } from '../ports.ts';
import type { SavedNews } from '../store/crm-news.ts';
import {
  findBehind,
  findWatched,
  readFound,
  readKept,
  readSeenUntil,
  saveWatch,
} from '../store/crm-watch.ts';
import { receiveNews } from './crm-news.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm' | 'log'>;
const KINDS: CrmKind[] = ['account', 'lead', 'deal'];
/** The CRM's search finds what was written a moment ago with some delay. */
const OVERLAP_MINUTES = 3;

/** Asks what was touched lately: events get lost, and some are never sent. What is behind is looked at as if told. */
export async function watchCrm(ports: Needs): Promise<void> {
  for (const workspaceId of await findWatched(ports.database.prisma)) {
    const crm = ports.crm(workspaceId);
    if (!crm) continue;
    for (const kind of KINDS) await alone(ports, () => watchKind(ports, workspaceId, crm, kind));
  }
}

/** What cannot be read of one kind, for want of a scope perhaps, must not keep the others from being read. */
async function alone({ log }: Needs, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ error: String(error) }, 'the CRM could not be asked what has changed');
  }
}

async function watchKind(
  ports: Needs,
  workspaceId: string,
  crm: Crm,
  kind: CrmKind,
): Promise<void> {
  const { database, clock } = ports;
  const before = await readSeenUntil(database.prisma, workspaceId, kind);
  if (!before) return;
  let seenUntil = before;
  for await (const page of crm.changedSince(kind, subMinutes(before, OVERLAP_MINUTES))) {
    await heal(ports, workspaceId, kind, page);
    for (const { at } of page) if (at > seenUntil) seenUntil = at;
  }
  await saveWatch(database.prisma, workspaceId, kind, { seenUntil, at: clock.now() });
}

/** The whole book against the whole CRM: also what is gone there, which no search shows. */
export async function compareCrm(ports: Needs): Promise<void> {
  for (const workspaceId of await findWatched(ports.database.prisma)) {
    const crm = ports.crm(workspaceId);
    if (!crm) continue;
    for (const kind of KINDS) await alone(ports, () => compareKind(ports, workspaceId, crm, kind));
  }
}

async function compareKind(
  ports: Needs,
  workspaceId: string,
  crm: Crm,
  kind: CrmKind,
): Promise<void> {
  const { database, clock } = ports;
  // Before the CRM's list: what comes in meanwhile must not look as if it were gone there.
  const missing = new Set(await readKept(database.prisma, workspaceId, kind));
  const at = clock.now();
  let found = 0;
  for await (const page of crm.all(kind)) {
    for (const { id } of page) missing.delete(id);
    found += await heal(ports, workspaceId, kind, page);
  }
  const lost = [...missing].map((id) => ({ id, at }));
  for (let from = 0; from < lost.length; from += 1000) {
    await tell(ports, workspaceId, kind, lost.slice(from, from + 1000));
  }
  found += lost.length;
  const watch = { seenUntil: subMinutes(at, OVERLAP_MINUTES), at: clock.now() };
  await saveWatch(database.prisma, workspaceId, kind, watch);
  ports.log.info({ kind, touched: found }, 'the registry was compared with the CRM');
}

/** Looks after those that were touched since they were read last, by our own write perhaps. Returns how many. */
async function heal(
  ports: Needs,
  workspaceId: string,
  kind: CrmKind,
  touches: CrmTouch[],
): Promise<number> {
  const behind = await findBehind(ports.database.prisma, workspaceId, kind, touches);
  const fresh = touches.filter(({ id }) => behind.has(id));
  await tell(ports, workspaceId, kind, fresh);
  return behind.size;
}

/** One version of a record is looked at once, however often it is found. */
function tell(
  ports: Needs,
  workspaceId: string,
  kind: CrmKind,
  touches: CrmTouch[],
): Promise<void> {
  const news = touches.map(({ id, at }): SavedNews => {
    return {
      kind,
      id,
      content: { kind: 'found' },
      key: `seen:${kind}:${id}:${at.toISOString()}`,
    };
  });
  return receiveNews(ports, workspaceId, news);
}

/** How many records asking has found to be others than here, by kind. */
export function foundCounts({ database }: Pick<Ports, 'database'>) {
  return readFound(database.prisma);
}
