import type { DisputeTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { drawDispute } from './dispute-drawing.ts';
import { keepFiles } from './dispute-files.ts';
import { handOnInterim } from './dispute-interim.ts';
import { noteWrite } from './dispute-receipts.ts';
import { hearDispute } from './dispute-triage.ts';
import { routeAccounts } from './intake.ts';
import { sendRuleNote } from './rule-notes.ts';

/** What follows from a case outside its own transaction. Done again it finds nothing left to do. */
export async function performForDispute(
  ports: Ports,
  workspaceId: string,
  { task, isRetry }: { task: DisputeTask; isRetry: boolean },
): Promise<{ kind: 'done'; receipt: unknown }> {
  switch (task.kind) {
    case 'route-account': {
      const { accountId, key } = task;
      const at = ports.clock.now();
      return done(await routeAccounts(ports, workspaceId, [{ accountId, key, at }]));
    }
    case 'draw-dispute':
      return done(await drawDispute(ports, workspaceId, task.disputeId));
    case 'note-rule':
      return done(await sendRuleNote(ports, workspaceId, { ...task, isRetry }));
    case 'note-write':
      return done(await noteWrite(ports, workspaceId, task));
    case 'keep-files':
      return done(await keepFiles(ports, workspaceId, task));
    case 'end-interim':
      return done(await handOnInterim(ports, workspaceId, task.disputeId));
    case 'hear-dispute':
      return done(await hearDispute(ports, workspaceId, task.disputeId));
  }
}

function done(receipt: unknown): { kind: 'done'; receipt: unknown } {
  return { kind: 'done', receipt };
}
