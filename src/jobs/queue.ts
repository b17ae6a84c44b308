import { randomUUID } from 'node:crypto';
import { fromPrisma, type Job, type JobResult, PgBoss, type Queue as QueueOptions } from 'pg-boss';
import type { Errand, Log, Queue } from '../ports.ts';
import type { Database } from '../store/database.ts';

export const EFFECTS = 'effects';
export const DEAD = 'effects-dead';
const ERRANDS: Errand[] = [
  ...(['crm-writes', 'crm-news', 'crm-import', 'new-book', 'bells', 'ask-anew'] as const),
];
const QUEUE_SCHEMA = 'pgboss';
/** Longer than a whole CRM takes to be read. */
const SIX_HOURS = 6 * 3600;
/** Ten tries over about half an hour; a killed worker's job comes back within half a minute. */
const HEARTBEAT = { heartbeatSeconds: 20 };
const TRIES: Omit<QueueOptions, 'name'> = {
  retryLimit: 10,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 600,
  ...HEARTBEAT,
  notify: true,
};
const FOR_TASKS: Omit<QueueOptions, 'name'> = {
  ...TRIES,
  /** A task has one job at most that waits or runs: sending it again adds nothing. */
  policy: 'exclusive',
  deadLetter: DEAD,
};
/**
 * The rows themselves say what is left to do, so a job that is given up loses nothing. Of one workspace one waits and one runs at
 * most: what comes while one runs is for the one that waits.
 */
const FOR_ERRANDS: Omit<QueueOptions, 'name'> = {
  ...TRIES,
  /** All that waits hangs on it: once the CRM serves again, it is not to wait for long. */
  retryDelayMax: 60,
  policy: 'stately',
  expireInSeconds: SIX_HOURS,
};
const NO_JOB = '00000000-0000-0000-0000-000000000000';

export type JobQueue = Queue & {
  /** Runs one handler per job; a throw sends that job alone to its next retry. */
  work: (queue: string, handler: (taskId: string) => Promise<void>) => Promise<void>;
  /** Runs for a workspace in which there is something to do. */
  workErrand: (errand: Errand, run: (workspaceId: string) => Promise<void>) => Promise<void>;
  /** A chore at fixed times, once in all replicas. */
  schedule: (name: string, cron: string, chore: () => Promise<void>) => Promise<void>;
  /** Lets running jobs end, within the time given. */
  stop: (withinMs: number) => Promise<void>;
};

type TaskJob = { taskId: string };

export async function startQueue(database: Database, log: Log): Promise<JobQueue> {
  const boss = createBoss(database);
  boss.on('error', (error) => log.error({ error: error.message }, 'job queue'));
  await boss.start();
  await boss.createQueue(DEAD, { notify: true });
  await boss.createQueue(EFFECTS, FOR_TASKS);
  for (const errand of ERRANDS) await boss.createQueue(errand, FOR_ERRANDS);
  // On PGlite a first send inside a transaction would wait for itself: it reads the queue's settings
  // over another connection. Reading them now keeps them cached.
  for (const name of [EFFECTS, DEAD, ...ERRANDS]) await boss.findJobs(name, { id: NO_JOB });
  return {
    deliver: async (tx, taskIds, afterSeconds = 0) => {
      const jobs = taskIds.map((taskId) => ({
        data: { taskId } satisfies TaskJob,
        singletonKey: taskId,
        startAfter: afterSeconds,
      }));
      await boss.insert(EFFECTS, jobs, { db: fromPrisma(tx) });
    },
    putOff: async (tx, taskId, afterSeconds) => {
      // Its own job is running still, and one of the same key would add nothing.
      const singletonKey = `${taskId} ${randomUUID()}`;
      const startAfter = Math.ceil(afterSeconds);
      const data = { taskId } satisfies TaskJob;
      await boss.insert(EFFECTS, [{ data, singletonKey, startAfter }], { db: fromPrisma(tx) });
    },
    ...rousing(boss),
    workErrand: async (errand, run) => {
      await boss.work<{ workspaceId: string }>(errand, onlyOne, async ([job]) => {
        if (job) await run(job.data.workspaceId);
      });
    },
    work: async (queue, handler) => {
      await boss.work<TaskJob>(queue, workOptions, (jobs) => settleEach(jobs, handler, log));
    },
    schedule: async (name, cron, chore) => {
      const once = { policy: 'stately', retryLimit: 0, expireInSeconds: SIX_HOURS } as const;
      await boss.createQueue(name, once);
      // A killed worker’s chore must not hold up the next one. Queues of earlier versions have no heartbeat.
      await boss.updateQueue(name, HEARTBEAT);
      await boss.work(name, { pollingIntervalSeconds: 5 }, chore);
      await boss.schedule(name, cron);
    },
    stop: (withinMs) => boss.stop({ graceful: true, timeout: withinMs }),
  };
}

function rousing(boss: PgBoss): Pick<Queue, 'rouse' | 'rouseLater'> {
  return {
    rouse: async (tx, errand, workspaceId, afterSeconds = 0) => {
      const job = { data: { workspaceId }, singletonKey: workspaceId, startAfter: afterSeconds };
      await boss.insert(errand, [job], { db: fromPrisma(tx) });
    },
    rouseLater: async (tx, errand, workspaceId, afterSeconds) => {
      // Of one key one job waits, and what comes before this one is due must not wait with it.
      const singletonKey = `${workspaceId} ${randomUUID()}`;
      const job = { data: { workspaceId }, singletonKey, startAfter: Math.ceil(afterSeconds) };
      await boss.insert(errand, [job], { db: fromPrisma(tx) });
    },
  };
}

const workOptions = {
  batchSize: 10,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 1,
  // With notifications pg-boss would otherwise look for due retries every half minute only.
  notifyPollingIntervalSeconds: 2,
} as const;

const onlyOne = {
  batchSize: 1,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 2,
} as const;

function createBoss({ config, kind }: Database): PgBoss {
  const embedded = kind === 'pglite';
  return new PgBoss({
    ...config,
    schema: QUEUE_SCHEMA,
    max: embedded ? 2 : 4,
    useListenNotify: true,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 5,
    // A worker passes over the workspaces whose errand ran when it last looked who is busy: it has to look again soon.
    queueCacheIntervalSeconds: 2,
    ...(embedded && { backend: 'pglite' }),
  });
}

function settleEach(
  jobs: Job<TaskJob>[],
  handler: (taskId: string) => Promise<void>,
  log: Log,
): Promise<JobResult[]> {
  const settle = async ({ id, data: { taskId } }: Job<TaskJob>): Promise<JobResult> => {
    try {
      await handler(taskId);
      return { id, status: 'completed' };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.warn({ taskId, error: message }, 'task failed, will be tried again');
      return { id, status: 'failed', output: { message } };
    }
  };
  return Promise.all(jobs.map(settle));
}
