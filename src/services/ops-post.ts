import { subDays } from 'date-fns/subDays';
import type { Shown } from '../domain/shown.ts';
import type { Ports } from '../ports.ts';
import { type CardKind, findCards, forgetCard, rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { redrawPosted } from './sharing.ts';

/** The message is about no row: each workspace has one of a kind at most. */
const ABOUT = '00000000-0000-4000-8000-000000000000';

type OpsPosting<Picture> = {
  kind: Extract<CardKind, 'given-up' | 'crm-pause' | 'broken-fields'>;
  read: () => Promise<Picture>;
  shown: (picture: Picture) => Shown;
  /** `mended`: it is drawn a last time; `new`: it is posted where it does not hang yet. */
  standOf: (picture: Picture) => 'mended' | 'new' | 'old';
};

/** One message to ops, drawn again as it changes. What is mended is let go: the next trouble is a new message. */
export async function tellOps<Picture>(
  ports: Ports,
  workspaceId: string,
  { kind, read, shown, standOf }: OpsPosting<Picture>,
  isRetry: boolean,
): Promise<{ drawn: number }> {
  const { database, notifier, clock } = ports;
  const { prisma } = database;
  const posting = { kind, subjectId: ABOUT, read, shown };
  const again = await redrawPosted(ports, workspaceId, posting);
  const picture = await read();
  const stand = standOf(picture);
  if (stand === 'mended') {
    const cards = await findCards(prisma, workspaceId, kind, ABOUT);
    for (const { id } of cards) await forgetCard(prisma, id);
  }
  const place = (await readWorkspace(prisma, workspaceId))?.opsChannel;
  if (stand !== 'new' || again.drawn > 0 || !place) return again;
  const yesterday = subDays(clock.now(), 1);
  const before = isRetry
    ? await notifier.find(workspaceId, place, shown(picture), yesterday)
    : undefined;
  const where = before ?? (await notifier.post(workspaceId, place, shown(picture)));
  if (where === 'gone') return again;
  const card = { kind, subjectId: ABOUT, postedFor: place, ...where } as const;
  await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, clock.now()));
  return { drawn: 1 };
}
