import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Shell } from './cli-rules.ts';
import { flawTitles, wordMatter } from './domain/quality/wording.ts';
import type { FlawCount } from './domain/quality.ts';
import { runQuality, runQualityCsv } from './services/quality.ts';
import { readReport } from './services/quality-report.ts';

export const QUALITY_USAGE = `  cadastre quality [--csv FILE]     look through the whole book for what misleads rules; with --csv
                                    also every flaw as a line of a file`;

const MATTERS = 4;

/** What `cadastre quality` does; resolves to the exit code. */
export async function qualityCommand(
  { ports, workspaceId }: Shell,
  words: string[],
): Promise<number> {
  const { values } = parseArgs({ args: words, options: { csv: { type: 'string' } } });
  if (values.csv) {
    const csv = values.csv;
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

type Write = (text: string) => Promise<void>;

/** Waits for the disk where that is slower than the database. */
async function intoFile(file: string, work: (write: Write) => Promise<unknown>): Promise<void> {
  const stream = createWriteStream(file);
  await work(async (text) => {
    if (!stream.write(text)) await once(stream, 'drain');
  });
  stream.end();
  await once(stream, 'finish');
}
