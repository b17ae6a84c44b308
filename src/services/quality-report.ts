import { may } from '../domain/permission.ts';
import { type Trend, trendsOf } from '../domain/quality/trend.ts';
import type { Finding, FlawKind, QualityRun } from '../domain/quality.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { readRuns, readSamples } from '../store/quality-runs.ts';
import { readRole } from '../store/roster.ts';
import { readFlagPolicy, readWorkspace } from '../store/workspaces.ts';
import { permit } from './permission.ts';
import { runQuality } from './quality.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Asker = { workspaceId: string; userId: string };

const RUNS_SHOWN = 30;

/** The last run, with how each kind came to its number. */
export type QualityReport = { run: QualityRun; since?: Date; trends: Trend[]; staleDays: number };
/** Not everybody who may read it may have accounts routed. */
export type QualityAnswer = QualityReport & { mayRoute: boolean };

/** Nothing where nobody has looked yet. */
export async function showQuality(ports: Needs, asker: Asker): Promise<QualityAnswer | undefined> {
  await permit(ports, asker, 'see the quality report');
  const report = await readReport(ports, asker.workspaceId);
  const role = await readRole(ports.database.prisma, asker.workspaceId, asker.userId);
  return report && { ...report, mayRoute: may(role, 'route accounts again') };
}

/** Looks again now. */
export async function refreshQuality(ports: Needs, asker: Asker): Promise<QualityAnswer> {
  await permit(ports, asker, 'see the quality report');
  await runQuality(ports, asker.workspaceId);
  const report = await showQuality(ports, asker);
  if (!report) throw new Error('the run was not kept');
  return report;
}

export async function readReport(
  { database }: Pick<Needs, 'database'>,
  workspaceId: string,
): Promise<QualityReport | undefined> {
  const runs = await readRuns(database.prisma, workspaceId, RUNS_SHOWN);
  const [run] = runs;
  if (!run) return undefined;
  const { staleDays } = await readFlagPolicy(database.prisma, workspaceId);
  return { run, staleDays, ...trendsOf(runs) };
}

export type FlawSamples = {
  kind: FlawKind;
  records: number;
  at: Date;
  findings: Finding[];
  /** Where an account is opened in the CRM; {id} stands for its id there. */
  crmUrl?: string;
};

/** What the last run keeps to show of one kind. */
export async function showFlaws(ports: Needs, asker: Asker, kind: FlawKind): Promise<FlawSamples> {
  await permit(ports, asker, 'see the quality report');
  const { prisma } = ports.database;
  const [run] = await readRuns(prisma, asker.workspaceId, 1);
  if (!run) throw new Refusal({ kind: 'out-of-date' });
  const findings = await readSamples(prisma, asker.workspaceId, kind);
  const { crmAccountUrl } = (await readWorkspace(prisma, asker.workspaceId)) ?? {};
  const records = run.counts.find((count) => count.kind === kind)?.records ?? 0;
  return { kind, records, at: run.at, findings, ...(crmAccountUrl && { crmUrl: crmAccountUrl }) };
}
