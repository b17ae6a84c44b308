import type { Duplicates } from '../domain/matching/duplicates.ts';
import type { Typed } from '../domain/matching/profile.ts';
import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import {
  type BookPage,
  type DuplicateGroup,
  readBook,
  readGroups,
  replaceGroups,
} from '../store/duplicates.ts';
import { newId } from '../store/id.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** Compares a book that is handed over page by page, somewhere where nobody waits for it. */
export type Comparison = {
  add: (page: Typed[]) => void;
  settle: () => Promise<Duplicates>;
};

/** Finds the accounts that are probably one company, and keeps the groups until the next search. */
export async function findDuplicateAccounts(
  { database, clock }: Needs,
  workspaceId: string,
  comparison: Comparison,
): Promise<{ groups: number; compared: number }> {
  const ids: BookPage['ids'] = [];
  for await (const page of readBook(database, workspaceId)) {
    ids.push(...page.ids);
    comparison.add(page.companies);
  }
  const { clusters, compared } = await comparison.settle();
  const idOf = (record: number) => ids[record] ?? '';
  const groups = clusters.map(({ confidence, members }) => ({
    ...{ id: newId(), confidence },
    members: members.map(({ record, like, score, reasons }) => ({
      ...{ accountId: idOf(record), likeId: idOf(like), score, reasons },
    })),
  }));
  await inTransaction(database, (tx) => replaceGroups(tx, workspaceId, groups, clock.now()));
  return { groups: groups.length, compared };
}

/** The surest groups of duplicates, as the last search found them. */
export function listDuplicates(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  most: number,
): Promise<DuplicateGroup[]> {
  return readGroups(database.prisma, workspaceId, most);
}
