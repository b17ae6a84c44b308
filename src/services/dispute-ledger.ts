import type { Ledger } from '../domain/dispute-case.ts';
import type { Ports } from '../ports.ts';
import { readLedgerFigures, readLedgerPage } from '../store/dispute-ledger.ts';
import { disputePolicyNow } from './dispute-policy.ts';

const PAGE = 8;

/** Every case of the workspace: everybody may know what became of them, and why. */
export async function listDisputes(
  { database: { prisma } }: Pick<Ports, 'database'>,
  workspaceId: string,
  page: number,
): Promise<Ledger> {
  const { policy } = await disputePolicyNow(prisma, workspaceId);
  const found = await readLedgerPage(prisma, workspaceId, { from: page * PAGE, most: PAGE });
  const figures = await readLedgerFigures(prisma, workspaceId);
  const pages = Math.max(1, Math.ceil(found.total / PAGE));
  return { ...found, page, pages, reasons: policy.reasons, figures };
}
