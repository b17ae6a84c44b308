import { rmSync } from 'node:fs';
import os from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importFigures } from './crm/import.ts';
import { intakeFigures } from './crm/intake.ts';
import { writeFigures } from './crm/writes.ts';
import type { Bench, Figure } from './figure.ts';
import { keepPostgres } from './lookup/postgres.ts';

const home = resolve(fileURLToPath(new URL('..', import.meta.url)), 'data/bench/crm');

/** The product's own import, writes and webhooks between the local HubSpot and a real PostgreSQL. */
export const bench: Bench = async ({ say, args }) => {
  const { values } = parseArgs({
    args,
    options: {
      companies: { type: 'string', default: '200000' },
      writes: { type: 'string', default: '50000' },
      seconds: { type: 'string', default: '20' },
      only: { type: 'string', multiple: true },
    },
  });
  say(`load ${os.loadavg()[0]?.toFixed(1)} at the start`);
  const parts: Record<string, (url: string) => Promise<Figure[]>> = {
    intake: (url) => intakeFigures(url, Number(values.seconds), say),
    writes: (url) => writeFigures(url, Number(values.writes), say),
    import: (url) => importFigures(url, Number(values.companies), say),
  };
  const figures: Figure[] = [];
  for (const [name, run] of Object.entries(parts)) {
    if (values.only && !values.only.includes(name)) continue;
    rmSync(home, { recursive: true, force: true });
    const { url, stop } = await keepPostgres(home);
    try {
      figures.push(...(await run(url)));
    } finally {
      await stop();
    }
  }
  return figures;
};
