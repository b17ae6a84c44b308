import { z } from 'zod';
import { listIn } from '../../domain/reading/tidy-text.ts';
import type { CrmDeal, CrmPage, Found } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { editorsIn, type OwnersByUser } from './owner.ts';
import { ownerHistoryOf } from './owner-history.ts';
import type { Portal } from './portal.ts';
import { recordsById, recordsOf, translated, type WireRecord, type Wish } from './record.ts';
import { numberIn, timeIn } from './text.ts';

export const wish: Wish = {
  kind: 'deals',
  properties: [
    'dealname',
    'dealstage',
    'amount',
    'deal_currency_code',
    'closedate',
    'hubspot_owner_id',
    'hs_is_closed',
    'hs_is_closed_won',
    'hs_merged_object_ids',
    'hs_lastmodifieddate',
  ],
  associations: ['companies'],
};

type Stage = { label: string; status: CrmDeal['status'] };

export async function* readDeals(
  connection: Connection,
  portal: () => Promise<Portal>,
  after?: string,
): AsyncGenerator<CrmPage<CrmDeal>> {
  const stages = await readStages(connection);
  const { currency } = await portal();
  yield* recordsOf(connection, wish, (record) => dealOf(record, stages, currency), after);
}

/** A batch of records shows no associations: they are asked for beside it. */
export async function getDeals(
  connection: Connection,
  { portal, ownersByUser }: { portal: () => Promise<Portal>; ownersByUser: OwnersByUser },
  ids: string[],
): Promise<Map<string, Found<CrmDeal>>> {
  const stages = await readStages(connection);
  const { currency } = await portal();
  const sights = await recordsById(connection, { ...wish, history: ['hubspot_owner_id'] }, ids);
  const people = await editorsIn(sights, ownersByUser);
  const companies = await readCompanies(connection, ids);
  return translated(sights, (record) => {
    const { accountId: _, ...deal } = dealOf(record, stages, currency);
    const accountId = companies.get(record.id);
    const ownerHistory = ownerHistoryOf(record, people);
    return { ...deal, ...(accountId && { accountId }), ownerHistory };
  });
}

const PRIMARY = 5;
const end = z.object({ id: z.string() });
const linkAnswer = z.object({
  results: z.array(
    z
      .object({
        from: end.optional(),
        // The client’s own name for it.
        _from: end.optional(),
        to: z.array(
          z.object({
            toObjectId: z.coerce.string(),
            associationTypes: z.array(z.object({ typeId: z.number() })).catch([]),
          }),
        ),
      })
      .transform(({ from, _from, to }) => ({ from: end.parse(from ?? _from), to })),
  ),
});

/** The primary company of each deal, else the first one. */
async function readCompanies({ read }: Connection, ids: string[]): Promise<Map<string, string>> {
  const inputs = [...new Set(ids)].map((id) => ({ id }));
  const { results } = await read('Reading the companies of deals', linkAnswer, ({ crm }) =>
    crm.associations.v4.batchApi.getPage('deals', 'companies', { inputs }),
  );
  return new Map(
    results.flatMap(({ from, to }) => {
      const isPrimary = ({ associationTypes }: (typeof to)[number]) =>
        associationTypes.some(({ typeId }) => typeId === PRIMARY);
      const company = to.find(isPrimary) ?? to[0];
      return company ? [[from.id, company.toObjectId] as const] : [];
    }),
  );
}

function dealOf(record: WireRecord, stages: Map<string, Stage>, currency: string): CrmDeal {
  const { id, properties: has } = record;
  const amount = numberIn(has.amount);
  const closesAt = timeIn(has.closedate);
  const accountId = primaryCompanyOf(record);
  const stage = stages.get(has.dealstage ?? '');
  const formerIds = listIn(has.hs_merged_object_ids);
  return {
    id,
    ...(accountId && { accountId }),
    name: has.dealname ?? `Deal ${id}`,
    stage: stage?.label ?? has.dealstage ?? 'without a stage',
    status: stage?.status ?? ownStatusOf(has),
    ...(amount !== undefined && { amount }),
    currency: has.deal_currency_code ?? currency,
    ...(has.hubspot_owner_id && { ownerId: has.hubspot_owner_id }),
    ...(closesAt && { closesAt }),
    ...(formerIds.length > 0 && { formerIds }),
    changedAt: timeIn(has.hs_lastmodifieddate) ?? record.updatedAt,
  };
}

/** The primary company carries the plain type, the others `…_unlabeled` or a label. */
function primaryCompanyOf({ associations }: WireRecord): string | undefined {
  const links = associations.companies?.results ?? [];
  return (links.find(({ type }) => type === 'deal_to_company') ?? links[0])?.id;
}

/** What the deal says itself, for stages of pipelines that were archived. */
function ownStatusOf(has: Record<string, string>): CrmDeal['status'] {
  if (has.hs_is_closed_won === 'true') return 'won';
  return has.hs_is_closed === 'true' ? 'lost' : 'open';
}

const pipelines = z.object({
  results: z.array(
    z.object({
      stages: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          metadata: z.object({ isClosed: z.string(), probability: z.string() }).partial().catch({}),
        }),
      ),
    }),
  ),
});

async function readStages({ read }: Connection): Promise<Map<string, Stage>> {
  const { results } = await read('Reading deal pipelines', pipelines, ({ crm }) =>
    crm.pipelines.pipelinesApi.getAll('deals'),
  );
  const stages = results.flatMap((pipeline) => pipeline.stages);
  return new Map(
    stages.map(({ id, label, metadata }) => {
      const closed = Number(metadata.probability) > 0 ? 'won' : 'lost';
      return [id, { label, status: metadata.isClosed === 'true' ? closed : 'open' }];
    }),
  );
}
