import { parseArgs } from 'node:util';
import type { Bench } from './figure.ts';
import { sampleCompany } from './lookup/sample-crm.ts';
import { openRegistry } from './match/registry.ts';

export const bench: Bench = async ({ say, args }) => {
  const { values } = parseArgs({
    args,
    options: { accounts: { type: 'string', default: '1000000' } },
  });
  const company = sampleCompany(Number(values.accounts));
  const registry = await openRegistry(company, say);
  await registry.close();
  return [];
};
