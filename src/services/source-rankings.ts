import { type CrmField, mappedOf } from '../domain/field.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import {
  mappedAs,
  nameOf,
  nowAs,
  type Ranking,
  rankable,
  rankedAttribute,
  readSources,
} from '../domain/source.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { readFields } from '../store/fields.ts';
import {
  dropRanking,
  findRankingWorkspaces,
  type KeptRanking,
  readRankings,
  saveRanking,
} from '../store/rankings.ts';
import { actorOf } from './actor.ts';
import { queueBrokenFields } from './broken-fields.ts';
import { crmOf, queueReading } from './fields.ts';
import { permit } from './permission.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm' | 'log'>;
type Asker = { workspaceId: string; userId: string };

export async function showRankings(ports: Needs, asker: Asker): Promise<KeptRanking[]> {
  await permit(ports, asker, 'map fields');
  return readRankings(ports.database.prisma, asker.workspaceId);
}

export type RankingWish = { attribute: string; lines: string[] };
/** `reading`: so many records are read once more, since a property has come in. */
export type Ranked = { ranking: Ranking; reading: number };

/** From now on this is the order of an attribute’s sources; without a line there is none any more. */
export async function rankSources(
  ports: Needs,
  asker: Asker,
  { attribute: written, lines }: RankingWish,
): Promise<Ranked> {
  await permit(ports, asker, 'map fields');
  const { workspaceId } = asker;
  const { prisma } = ports.database;
  const mapped = mappedOf(await readFields(prisma, workspaceId), 'account');
  const { attribute, type } = rankedAttribute(written, rankable(mapped));
  const present = await crmOf(ports, workspaceId).fields('account');
  const read = readSources(attribute, type, lines, present);
  const problems = [...read.problems, ...mappedAs(attribute, read.sources, mapped)];
  if (problems.length > 0) throw new Refusal({ kind: 'faulty-ranking', problems });
  const ranking = { attribute, sources: read.sources };
  const former = (await readRankings(prisma, workspaceId)).find(
    (one) => one.attribute === attribute,
  );
  await keepRanking(ports, workspaceId, await actorOf(ports, asker), { ranking, former });
  const known = new Set(former?.sources.map(nameOf));
  const isNew = ranking.sources.some((one) => one.kind === 'property' && !known.has(nameOf(one)));
  return { ranking, reading: isNew ? await queueReading(ports, workspaceId, 'account') : 0 };
}

type Change = { ranking: Ranking; former: Ranking | undefined };

async function keepRanking(
  { database, clock }: Needs,
  workspaceId: string,
  actor: Actor,
  { ranking, former }: Change,
): Promise<void> {
  const at = clock.now();
  const { attribute, sources } = ranking;
  const namesIn = (one: Ranking | undefined) =>
    one && one.sources.length > 0 ? { attribute, sources: one.sources.map(nameOf) } : null;
  await inTransaction(database, async (tx) => {
    if (sources.length > 0) await saveRanking(tx, workspaceId, ranking, at);
    else if (!(await dropRanking(tx, workspaceId, attribute))) return;
    await appendAudit(tx, workspaceId, [
      {
        ...{ at, actor, action: 'sources-ranked', reason: `sources of ${attribute}` },
        subject: { kind: 'workspace', id: workspaceId },
        ...{ before: namesIn(former), after: namesIn(ranking), context: {} },
      },
    ]);
  });
}

/** Whether each ranked property is still there: one that is not says nothing, and is said to be so. */
export async function checkSources(ports: Needs): Promise<void> {
  for (const workspaceId of await findRankingWorkspaces(ports.database.prisma)) {
    const crm = ports.crm(workspaceId);
    if (!crm) continue;
    try {
      await checkSourcesOf(ports, workspaceId, await crm.fields('account'));
    } catch (error) {
      ports.log.error({ error: String(error) }, 'the CRM could not be asked for its properties');
    }
  }
}

async function checkSourcesOf(
  ports: Needs,
  workspaceId: string,
  present: readonly CrmField[],
): Promise<void> {
  const { database, clock, log } = ports;
  let mended = 0;
  let changed = 0;
  for (const { attribute, sources } of await readRankings(database.prisma, workspaceId)) {
    const now = sources.map((one) => nowAs(one, present));
    await saveRanking(database.prisma, workspaceId, { attribute, sources: now }, clock.now());
    for (const [nth, one] of now.entries()) {
      const before = sources[nth];
      if (one.kind !== 'property' || before?.kind !== 'property') continue;
      if (one.state === before.state) continue;
      changed += 1;
      if (one.state === 'sound') mended += 1;
      log.warn(
        { attribute, property: one.property, state: one.state },
        'a ranked source has changed',
      );
    }
  }
  if (changed > 0) await queueBrokenFields(ports, workspaceId);
  // What was not read meanwhile is read now.
  if (mended > 0) await queueReading(ports, workspaceId, 'account');
}
