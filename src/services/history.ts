import { breakAt } from '../domain/audit.ts';
import type { History } from '../domain/history.ts';
import type { Ports } from '../ports.ts';
import { digest } from '../store/audit.ts';
import {
  countHistory,
  readAuditCheck,
  readHistoryLines,
  saveAuditCheck,
} from '../store/history.ts';
import { readCrmName } from '../store/workspaces.ts';
import { verifyAudit } from './audit.ts';
import { nameAccount } from './why-not.ts';
import { listWorkspaces } from './workspaces.ts';

const PAGE = 5;

/** What was done with an account, by whom and why. These lines are verified on the spot, the whole log every night. */
export async function readHistory(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  accountId: string,
  page: number,
): Promise<History> {
  const { prisma } = database;
  const account = await nameAccount({ database }, workspaceId, accountId);
  const total = await countHistory(prisma, workspaceId, accountId);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const shown = Math.min(page, pages - 1);
  const part = { from: shown * PAGE, most: PAGE };
  const kept = await readHistoryLines(prisma, workspaceId, accountId, part);
  const check = await readAuditCheck(prisma, workspaceId);
  return {
    ...{ account, total, page: shown, pages },
    crm: await readCrmName(prisma, workspaceId),
    lines: kept.map(({ line, receipt }) => ({ ...line, ...(receipt && { receipt }) })),
    breaks: kept.flatMap(({ line, around }) => breakAt(workspaceId, line, around, digest) ?? []),
    ...(check && { check }),
  };
}

/** Follows each workspace's whole log, and remembers what it found. */
export async function checkAudits(ports: Pick<Ports, 'database' | 'clock' | 'log'>): Promise<void> {
  for (const { id } of await listWorkspaces(ports)) {
    const { lines, breaks } = await verifyAudit(ports, id);
    const at = ports.clock.now();
    await saveAuditCheck(ports.database.prisma, id, { at, lines, breaks });
    if (breaks.length > 0) {
      ports.log.error(
        { breaks: breaks.length },
        'the audit was tampered with: see "cadastre audit verify"',
      );
    }
  }
}
