import { subMinutes } from 'date-fns/subMinutes';
import type { CrmImport } from '../domain/crm-import.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { newId } from '../store/id.ts';
import {
  claimPost,
  holdWaitingPost,
  markPostDrawn,
  readPlaces,
  readPost,
  savePost,
} from '../store/import-posts.ts';
import { readImport } from '../store/imports.ts';
import { queueTasks } from './tasks.ts';

/** Pages come thick and fast: one picture in so much time. */
const SETTLE_SECONDS = 3;
/** Longer than a post may take: who claimed it earlier has died over it. */
const LEASE_MINUTES = 1;

/** The message about an import is drawn again; a waiting picture takes further pages in. */
export async function queueImportPost(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  { id: importId }: CrmImport,
): Promise<void> {
  if ((await readPlaces(tx, workspaceId, importId, ports.clock.now())).length === 0) return;
  if (await holdWaitingPost(tx, workspaceId, importId)) return;
  const task = { kind: 'redraw-import', changeId: newId(), importId } as const;
  await queueTasks(tx, ports, workspaceId, [task], SETTLE_SECONDS);
}

/** One message in each place, posted once and drawn again from then on. */
export async function drawImport(
  ports: Ports,
  workspaceId: string,
  importId: string,
): Promise<{ drawn: number }> {
  const places = await readPlaces(ports.database.prisma, workspaceId, importId, ports.clock.now());
  let drawn = 0;
  for (const place of places) {
    if ((await drawAt(ports, workspaceId, { importId, place })) === 'drawn') drawn += 1;
  }
  return { drawn };
}

type Spot = { importId: string; place: string };

async function drawAt(ports: Ports, workspaceId: string, spot: Spot): Promise<'drawn' | 'gone'> {
  const { database, clock } = ports;
  const at = clock.now();
  const leaseFrom = subMinutes(at, LEASE_MINUTES);
  const claim = await claimPost(database.prisma, workspaceId, spot, at, leaseFrom);
  if (claim !== 'taken') return postAt(ports, workspaceId, spot, claim);
  // The mark is read before the row: one that has moved meanwhile may be of a newer picture.
  const post = await readPost(database.prisma, spot);
  switch (post.status) {
    case 'gone':
      return 'gone';
    case 'posting':
      throw new Error('another worker is posting the message about the import');
    case 'posted': {
      const now = await need(ports, workspaceId, spot);
      const kind = await ports.notifier.redraw(workspaceId, post.where, { kind: 'import', now });
      if (kind === 'gone') {
        await savePost(database.prisma, spot, 'gone');
        return kind;
      }
      const isLast = await markPostDrawn(database.prisma, spot, post.drawnAt, clock.now());
      return isLast ? kind : drawAt(ports, workspaceId, spot);
    }
  }
}

/** Posting cannot be repeated safely: where somebody has died over it, their message is looked for first. */
async function postAt(
  ports: Ports,
  workspaceId: string,
  spot: Spot,
  claim: 'first' | 'again',
): Promise<'drawn' | 'gone'> {
  const { notifier, database } = ports;
  const now = await need(ports, workspaceId, spot);
  const shown = { kind: 'import', now } as const;
  const before =
    claim === 'again'
      ? await notifier.find(workspaceId, spot.place, shown, now.startedAt)
      : undefined;
  const posted = before ?? (await notifier.post(workspaceId, spot.place, shown));
  await savePost(database.prisma, spot, posted);
  if (posted === 'gone') {
    ports.log.warn({ place: spot.place }, 'the import cannot be told of there: is the bot in it?');
    return 'gone';
  }
  // What was found is an old picture.
  return before ? drawAt(ports, workspaceId, spot) : 'drawn';
}

async function need(ports: Ports, workspaceId: string, { importId }: Spot): Promise<CrmImport> {
  const now = await readImport(ports.database.prisma, workspaceId, importId);
  if (!now) throw new Error(`there is no import ${importId}`);
  return now;
}
