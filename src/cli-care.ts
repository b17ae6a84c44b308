import { inHouse } from './cli-registry.ts';
import { wordBreak } from './domain/audit.ts';
import { verifyAudit } from './services/audit.ts';
import { listDeadTasks, retryTask } from './services/dead-tasks.ts';
import { listWorkspaces } from './services/workspaces.ts';

export async function audit([verb]: string[]): Promise<number> {
  if (verb !== 'verify') throw new Error('Try: cadastre audit verify');
  return inHouse(async (ports) => {
    let broken = 0;
    for (const { id, name: workspace } of await listWorkspaces(ports)) {
      const { lines, head, breaks } = await verifyAudit(ports, id);
      for (const found of breaks) console.error(`${workspace}: ${wordBreak(found)}`);
      const verdict = breaks.length === 0 ? 'verified' : 'NOT as it was written';
      console.log(
        `${workspace}: ${lines} lines ${verdict}; the chain ends in ${head.seq}:${head.hash}`,
      );
      broken += breaks.length;
    }
    return broken === 0 ? 0 : 1;
  });
}

export async function tasks([verb, ...ids]: string[]): Promise<number> {
  return inHouse(async (ports) => {
    if (verb === 'retry') {
      if (ids.length === 0) throw new Error('Say which: cadastre tasks retry ID …');
      for (const id of ids) await retryTask(ports, id);
      console.log(`${ids.length} queued again`);
      return 0;
    }
    const dead = await listDeadTasks(ports);
    for (const { id, kind, lastError } of dead) console.log(`${id}  ${kind}  ${lastError}`);
    console.log(`${dead.length} given up`);
    return 0;
  });
}
