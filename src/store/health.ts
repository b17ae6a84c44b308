import { z } from 'zod';
import { importSteps } from '../domain/crm-import.ts';
import type { Health } from '../domain/health.ts';
import { actor } from '../domain/ownership.ts';
import { NEWS_SOURCE, NEWS_SOURCES, NEWS_TRIES } from './crm-news.ts';
import { readPauses } from './crm-pauses.ts';
import { readUnread } from './crm-watch.ts';
import { type Db, rows } from './database.ts';
import { readAuditCheck } from './history.ts';
import { maybe, time } from './json.ts';

/** Ids are made in the order of time, so that the last of the news is the last by id. */
const READ_SYNC = `
  SELECT (SELECT max(checked_at) FROM crm_watches WHERE workspace_id = $1) AS "askedAt",
    (SELECT sum(found)::int FROM crm_watches WHERE workspace_id = $1) AS found,
    (SELECT received_at FROM inbox_events WHERE workspace_id = $1 AND source = '${NEWS_SOURCE}'
      AND payload#>>'{content,kind}' IS DISTINCT FROM 'found' ORDER BY id DESC LIMIT 1) AS "toldAt",
    count(*) FILTER (WHERE attempts < ${NEWS_TRIES})::int AS waiting,
    count(*) FILTER (WHERE attempts >= ${NEWS_TRIES})::int AS stuck
  FROM inbox_events WHERE workspace_id = $1 AND source IN ${NEWS_SOURCES} AND settled_at IS NULL`;
/** Served by tasks_waiting and tasks_dead. What is not due yet waits for nobody, and drawing this is no news. */
const READ_TASKS = `
  SELECT (SELECT count(*)::int FROM tasks WHERE status IN ('due', 'claimed') AND due_at <= $2
      AND workspace_id = $1 AND kind <> 'redraw-home') AS due,
    (SELECT count(*)::int FROM tasks WHERE status = 'retrying' AND workspace_id = $1) AS retrying,
    (SELECT count(*)::int FROM tasks WHERE status = 'dead' AND workspace_id = $1) AS dead`;
/** Served by rule_sets_one_published. */
const READ_RULES = `
  SELECT number, name, published_at AS "publishedAt", published_by AS by FROM rule_sets
  WHERE workspace_id = $1 AND status = 'published'`;
/** Served by imports_under_way. */
const READ_IMPORT = `
  SELECT step, started_at AS "startedAt", problem FROM imports WHERE workspace_id = $1 AND ended_at IS NULL`;
const READ_RECORDS = `
  SELECT accounts, leads, at FROM quality_runs WHERE workspace_id = $1 ORDER BY at DESC LIMIT 1`;

const sync = z.object({
  askedAt: maybe(time),
  found: z
    .number()
    .nullable()
    .transform((sum) => sum ?? 0),
  toldAt: maybe(time),
  waiting: z.number(),
  stuck: z.number(),
});
const tasks = z.object({ due: z.number(), retrying: z.number(), dead: z.number() });
const rules = z.object({
  number: z.number(),
  name: z.string(),
  publishedAt: time,
  by: maybe(actor),
});
const running = z.object({
  step: z.enum(importSteps),
  startedAt: time,
  problem: maybe(z.string()),
});
const records = z.object({ accounts: z.number(), leads: z.number(), at: time });

export async function readHealth(db: Db, workspaceId: string, at: Date): Promise<Health> {
  const [synced] = await rows<object>(db, READ_SYNC, workspaceId);
  const unread = await readUnread(db, workspaceId);
  const [queued] = await rows(db, READ_TASKS, workspaceId, at);
  const [published] = await rows(db, READ_RULES, workspaceId);
  const [imported] = await rows(db, READ_IMPORT, workspaceId);
  const [looked] = await rows(db, READ_RECORDS, workspaceId);
  const audit = await readAuditCheck(db, workspaceId);
  return {
    sync: { ...sync.parse(synced), unread, pauses: await readPauses(db, workspaceId) },
    tasks: tasks.parse(queued),
    ...(published !== undefined && { rules: rules.parse(published) }),
    ...(imported !== undefined && { import: running.parse(imported) }),
    ...(looked !== undefined && { records: records.parse(looked) }),
    ...(audit && { audit }),
  };
}
