import type { Company } from '../../src/sandbox/company/company.ts';
import type { Database } from '../../src/store/database.ts';
import { type Figure, figure } from '../figure.ts';
import { type Listed, listedAt } from './corpus.ts';
import { WORKSPACE } from './registry.ts';

/** Above this a group may be acted on without a look. */
const SURE = 0.99;

type Pair = { isSure: boolean; one: Listed; other: Listed };

/** How many of the pairs that were found are really one company, and how many of those that are were found. */
export async function truthFigures({ pool }: Database, company: Company): Promise<Figure[]> {
  const all = await foundPairs(pool, company);
  const found = all.filter((pair) => !isChance(pair));
  const right = found.filter(isRight);
  const sure = found.filter(({ isSure }) => isSure);
  const really = reallyPairs(company);
  const total = [...really.values()].reduce((sum, count) => sum + count, 0);
  const recall = [...really].map(([kind, count]) => {
    const got = right.filter(({ other }) => other.kind === kind).length;
    return figure(`recall, ${kind}`, (100 * got) / count, '%');
  });
  const wrong = Map.groupBy(
    found.filter((pair) => !isRight(pair)),
    wrongKind,
  );
  return [
    figure('precision', percent(right, found), '%', { atLeast: 97 }),
    figure(
      `precision of groups surer than ${100 * SURE} %`,
      percent(sure.filter(isRight), sure),
      '%',
      { atLeast: 99 },
    ),
    figure('recall', (100 * right.length) / total, '%', { atLeast: 80 }),
    figure('pairs that are really one company', total, 'pairs'),
    figure(
      'pairs left out: the sample gave two companies one domain',
      all.length - found.length,
      'pairs',
    ),
    ...recall,
    ...[...wrong].map(([kind, pairs]) => figure(`wrong pairs, ${kind}`, pairs.length, 'pairs')),
  ];
}

function percent(some: unknown[], all: unknown[]): number {
  return (100 * some.length) / all.length;
}

function isRight({ one, other }: Pair): boolean {
  return one.entity === other.entity;
}

/** Among a million invented companies some get the same name and domain, which no two real ones have. */
function isChance({ one, other }: Pair): boolean {
  const areInvented = one.kind === 'alone' && other.kind === 'alone';
  return areInvented && one.domains.some((domain) => other.domains.includes(domain));
}

function wrongKind({ one, other }: Pair): string {
  return [one.kind, other.kind].toSorted().join(' and ');
}

async function foundPairs(pool: Database['pool'], company: Company): Promise<Pair[]> {
  const { rows } = await pool.query<{ confidence: number; records: number[] }>(
    `SELECT c.confidence, array_agg(a.crm_id::int ORDER BY a.crm_id::int) AS records
     FROM duplicate_clusters c JOIN duplicate_members m ON m.cluster_id = c.id
       JOIN accounts a ON a.id = m.account_id
     WHERE c.workspace_id = $1 GROUP BY c.id`,
    [WORKSPACE],
  );
  return rows.flatMap(({ confidence, records }) => {
    const listed = records.map((index) => listedAt(company, index));
    return pairsOf(listed).map(([one, other]) => ({ isSure: confidence > SURE, one, other }));
  });
}

/** How many pairs are really one company, by how the later record of each came to be. */
function reallyPairs(company: Company): Map<string, number> {
  const entities = new Map<number, Listed[]>();
  for (let index = 0; index < company.accountCount; index += 1) {
    const listed = listedAt(company, index);
    if (listed.entity !== index) {
      const first = entities.get(listed.entity) ?? [listedAt(company, listed.entity)];
      entities.set(listed.entity, [...first, listed]);
    }
  }
  const kinds = new Map<string, number>();
  for (const [, other] of [...entities.values()].flatMap(pairsOf)) {
    kinds.set(other.kind, (kinds.get(other.kind) ?? 0) + 1);
  }
  return kinds;
}

function pairsOf(records: Listed[]): [Listed, Listed][] {
  return records.flatMap((one, at) =>
    records.slice(at + 1).map((other): [Listed, Listed] => [one, other]),
  );
}
