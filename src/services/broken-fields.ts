import type { BrokenField } from '../domain/broken-field.ts';
import { isBroken } from '../domain/field.ts';
import { attributesOf } from '../domain/rules/attributes-of.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readFields } from '../store/fields.ts';
import { readRankings } from '../store/rankings.ts';
import { readCrmName } from '../store/workspaces.ts';
import { tellOps } from './ops-post.ts';
import { publishedRules } from './published-rules.ts';
import { queueTasks } from './tasks.ts';

/** What becomes of mapped properties is no matter for a log: ops are told. */
export async function queueBrokenFields(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
): Promise<void> {
  const since = ports.clock.now().toISOString();
  await inTransaction(ports.database, (tx) =>
    queueTasks(tx, ports, workspaceId, [{ kind: 'tell-broken-fields', since }]),
  );
}

/** One message to ops for as long as any is not read, with the rules that do without it. */
export function tellBrokenFields(
  ports: Ports,
  workspaceId: string,
  { since, isRetry }: { since: string; isRetry: boolean },
): Promise<{ drawn: number }> {
  const { prisma } = ports.database;
  const read = async () => ({
    crm: await readCrmName(prisma, workspaceId),
    fields: await readBroken(ports, workspaceId),
  });
  return tellOps(
    ports,
    workspaceId,
    {
      ...{ kind: 'broken-fields', read },
      shown: (broken) => ({ kind: 'broken-fields', broken, since }),
      standOf: ({ fields }) => (fields.length === 0 ? 'mended' : 'new'),
    },
    isRetry,
  );
}

async function readBroken(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
): Promise<BrokenField[]> {
  const { prisma } = database;
  const published = await publishedRules(database, workspaceId);
  const rules = (published?.compiled.rules ?? []).map(({ name, condition }) => {
    return { name, asks: new Set(attributesOf(condition)) };
  });
  const asking = (attribute: string) =>
    rules.filter(({ asks }) => asks.has(attribute)).map(({ name }) => name);
  return [
    ...(await brokenMapped(prisma, workspaceId)),
    ...(await brokenRanked(prisma, workspaceId)),
  ].map((one) => ({ ...one, rules: asking(one.attribute) }));
}

type Unasked = Omit<BrokenField, 'rules'>;

async function brokenMapped(db: Db, workspaceId: string): Promise<Unasked[]> {
  const fields = await readFields(db, workspaceId);
  return fields.flatMap(({ record, attribute, property, state }): Unasked[] =>
    isBroken(state) ? [{ record, attribute, property, state, use: 'read' }] : [],
  );
}

async function brokenRanked(db: Db, workspaceId: string): Promise<Unasked[]> {
  const rankings = await readRankings(db, workspaceId);
  return rankings.flatMap(({ attribute, sources }) =>
    sources.flatMap((one): Unasked[] => {
      if (one.kind !== 'property' || one.state === 'sound') return [];
      const { property } = one;
      const state = { kind: one.state };
      return [{ record: 'account', attribute, property, state, use: 'ranked' }];
    }),
  );
}
