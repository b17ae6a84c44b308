import { parseArgs } from 'node:util';
import { intoFile } from './cli-file.ts';
import { inRegistry, type Registry } from './cli-registry.ts';
import { flawTitles, wordMatter } from './domain/quality/wording.ts';
import type { FlawCount } from './domain/quality.ts';
import { runQuality, runQualityCsv } from './services/quality.ts';
import { readReport } from './services/quality-report.ts';

const MATTERS = 4;

/** What `cadastre quality` does; resolves to the exit code. */
export async function quality(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { csv: { type: 'string' } } });
  return inRegistry((registry) => lookThrough(registry, values.csv));
}

async function lookThrough({ ports, workspaceId }: Registry, csv?: string): Promise<number> {
  if (csv) {
    await intoFile(csv, (write) => runQualityCsv(ports, workspaceId, write));
  } else {
    await runQuality(ports, workspaceId);
  }
  const report = await readReport(ports, workspaceId);
  if (!report) throw new Error('the run was not kept');
  const { run, trends } = report;
  console.log(`${run.accounts} accounts and ${run.leads} leads looked through.`);
  for (const { kind, records, change } of trends) {
    const count = run.counts.find((one) => one.kind === kind);
    const moved = change === undefined ? '' : signed(change);
    const title = flawTitles[kind].padEnd(22);
    console.log(`  ${title}${String(records).padStart(9)}${moved.padStart(9)}  ${matters(count)}`);
  }
  return 0;
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}

function matters(count: FlawCount | undefined): string {
  const named = (count?.matters ?? []).slice(0, MATTERS);
  return named
    .map(({ name, records }) => `${wordMatter(count?.kind ?? 'stale', name)} ${records}`)
    .join(', ');
}
