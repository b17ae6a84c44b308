import { subMinutes } from 'date-fns/subMinutes';
import type { CrmUnread } from '../domain/crm-pause.ts';
import type { Crm, CrmKind, CrmTouch, Ports } from '../ports.ts';
import type { SavedNews, Turn } from '../store/crm-news.ts';
import {
  findBehind,
  findWatched,
  readFound,
  readKept,
  readSeenUntil,
  saveWatch,
} from '../store/crm-watch.ts';
import { receiveNews } from './crm-news.ts';
import { pausedKinds, pauseReading, tellUnread } from './crm-reading.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm' | 'log'>;
const KINDS: CrmKind[] = ['account', 'lead', 'deal'];
/** The CRM's search finds what was written a moment ago with some delay. */
const OVERLAP_MINUTES = 3;

/** Asks what was touched lately: events get lost, and some are never sent. What is behind is looked at as if told. */
export function watchCrm(ports: Needs): Promise<void> {
  return askEach(ports, watchKind, (workspaceId) => pausedKinds(ports, workspaceId));
}

type Ask = (
  ports: Needs,
  workspaceId: string,
  crm: Crm,
  kind: CrmKind,
) => Promise<Date | undefined>;

type Paused = Map<CrmKind, CrmUnread>;

/** `ask` returns until when all was seen; undefined where nothing was brought in yet. `restOf`: what is not to be asked for. */
async function askEach(
  ports: Needs,
  ask: Ask,
  restOf: (workspaceId: string) => Promise<Paused>,
): Promise<void> {
  for (const workspaceId of await findWatched(ports.database.prisma)) {
    const crm = ports.crm(workspaceId);
    if (!crm) continue;
    const paused = await restOf(workspaceId);
    const troubles: CrmUnread[] = [...paused.values()];
    for (const kind of KINDS.filter((one) => !paused.has(one))) {
      const trouble = await askAlone(ports, workspaceId, kind, () =>
        ask(ports, workspaceId, crm, kind),
      );
      if (trouble) troubles.push(trouble);
    }
    await tellUnread(ports, workspaceId, troubles);
  }
}

/**
 * What cannot be read of one kind, for want of a scope perhaps, must not keep the others from being read. Returns what kept it
 * from being read, now or until now.
 */
async function askAlone(
  ports: Needs,
  workspaceId: string,
  kind: CrmKind,
  ask: () => Promise<Date | undefined>,
): Promise<CrmUnread | undefined> {
  const { database, clock, log } = ports;
  try {
    const seenUntil = await ask();
    if (!seenUntil) return undefined;
    return await saveWatch(database.prisma, workspaceId, kind, { seenUntil, at: clock.now() });
  } catch (error) {
    log.error({ kind, error: String(error) }, 'the CRM could not be asked what has changed');
    return pauseReading(ports, workspaceId, kind, error);
  }
}

async function watchKind(
  ports: Needs,
  workspaceId: string,
  crm: Crm,
  kind: CrmKind,
): Promise<Date | undefined> {
  const before = await readSeenUntil(ports.database.prisma, workspaceId, kind);
  if (!before) return undefined;
  let seenUntil = before;
  for await (const page of crm.changedSince(kind, subMinutes(before, OVERLAP_MINUTES))) {
    await heal(ports, workspaceId, kind, page, 'now');
    for (const { at } of page) if (at > seenUntil) seenUntil = at;
  }
  return seenUntil;
}

/** The whole book against the whole CRM: also what is gone there, which no search shows. */
export function compareCrm(ports: Needs): Promise<void> {
  // Once a night it is asked whatever it said last: the next night is far.
  return askEach(ports, compareKind, async () => new Map());
}

async function compareKind(
  ports: Needs,
  workspaceId: string,
  crm: Crm,
  kind: CrmKind,
): Promise<Date> {
  const { database, clock } = ports;
  // Before the CRM's list: what comes in meanwhile must not look as if it were gone there.
  const missing = new Set(await readKept(database.prisma, workspaceId, kind));
  const at = clock.now();
  let found = 0;
  for await (const page of crm.all(kind)) {
    for (const { id } of page) missing.delete(id);
    found += await heal(ports, workspaceId, kind, page, 'later');
  }
  const lost = [...missing].map((id) => ({ id, at }));
  for (let from = 0; from < lost.length; from += 1000) {
    await tell(ports, workspaceId, kind, lost.slice(from, from + 1000), 'later');
  }
  found += lost.length;
  ports.log.info({ kind, touched: found }, 'the registry was compared with the CRM');
  return subMinutes(at, OVERLAP_MINUTES);
}

/** Looks after those that were touched since they were read last, by our own write perhaps. Returns how many. */
async function heal(
  ports: Needs,
  workspaceId: string,
  kind: CrmKind,
  touches: CrmTouch[],
  turn: Turn,
): Promise<number> {
  const behind = await findBehind(ports.database.prisma, workspaceId, kind, touches);
  const fresh = touches.filter(({ id }) => behind.has(id));
  await tell(ports, workspaceId, kind, fresh, turn);
  return behind.size;
}

/** One version of a record is looked at once, however often it is found. */
function tell(
  ports: Needs,
  workspaceId: string,
  kind: CrmKind,
  touches: CrmTouch[],
  turn: Turn,
): Promise<void> {
  const news = touches.map(({ id, at }): SavedNews => {
    return {
      kind,
      id,
      content: { kind: 'found' },
      key: `seen:${kind}:${id}:${at.toISOString()}`,
    };
  });
  return receiveNews(ports, workspaceId, news, turn);
}

/** How many records asking has found to be others than here, by kind. */
export function foundCounts({ database }: Pick<Ports, 'database'>) {
  return readFound(database.prisma);
}
