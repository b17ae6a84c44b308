import type { Ports } from '../ports.ts';
import type { WaitingNews } from '../store/crm-news.ts';
import { findOwnersKnown } from '../store/crm-owner.ts';

/** An owner whom the registry has already is nothing new: mostly it is our own write that comes back. */
export async function findEchoes(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  news: WaitingNews[],
): Promise<Set<WaitingNews>> {
  const echoes = new Set<WaitingNews>();
  for (const kind of ['account', 'lead', 'deal'] as const) {
    const told = news.filter((one) => one.kind === kind && one.content.kind === 'owner');
    if (told.length === 0) continue;
    const ids = told.map(({ id }) => id);
    const known = await findOwnersKnown(database.prisma, workspaceId, kind, ids);
    for (const one of told) {
      const owner = one.content.kind === 'owner' ? (one.content.owner ?? null) : null;
      if (known.has(one.id) && known.get(one.id) === owner) echoes.add(one);
    }
  }
  return echoes;
}
