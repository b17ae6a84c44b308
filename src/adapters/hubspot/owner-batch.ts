import { z } from 'zod';
import type { OwnerReceipt, OwnerWrite } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { faultOf } from './fault.ts';
import { wireRecord } from './record.ts';

const OWNER = 'hubspot_owner_id';
const nouns = { companies: 'company', contacts: 'contact', deals: 'deal' } as const;
type Kind = keyof typeof nouns;

/** Who owns a record in HubSpot at this moment. */
export type OwnerNow =
  | { kind: 'there'; owner?: string; at: Date }
  | { kind: 'gone' | 'merged'; problem: string };

const ids = z.array(z.string()).catch([]);
const complaint = z.object({
  category: z.string().catch(''),
  message: z.string().catch(''),
  context: z.object({ ids, objectWriteTraceId: ids }).partial().catch({}),
});
/** A batch answers for those it can, and complains of the others. */
export const batchAnswer = z.object({
  results: z.array(wireRecord.extend({ objectWriteTraceId: z.string().optional() })),
  errors: z.array(complaint).catch([]),
});

/** A hundred at most. One that the batch does not show is asked for by itself: it may have become another. */
export async function readOwnersNow(
  connection: Connection,
  kind: Kind,
  wanted: string[],
): Promise<Map<string, OwnerNow>> {
  const inputs = [...new Set(wanted)].map((id) => ({ id }));
  const what = `Reading the owners of ${wanted.length} ${kind}`;
  const { results } = await connection.read(what, batchAnswer, ({ crm }) =>
    crm.objects.batchApi.read(kind, { inputs, properties: [OWNER], propertiesWithHistory: [] }),
  );
  const found = new Map(results.map((record) => [record.id, thereOf(record)]));
  const answers = new Map<string, OwnerNow>();
  for (const { id } of inputs) {
    answers.set(id, found.get(id) ?? (await readOwnerNow(connection, kind, id)));
  }
  return answers;
}

async function readOwnerNow({ read }: Connection, kind: Kind, id: string): Promise<OwnerNow> {
  const what = `Reading the owner of ${nouns[kind]} ${id}`;
  try {
    const record = await read(what, wireRecord, ({ crm }) =>
      crm.objects.basicApi.getById(kind, id, [OWNER]),
    );
    if (record.id === id) return thereOf(record);
    // HubSpot answers for a merged record with the one that it became.
    return { kind: 'merged', problem: `${what}: it was merged into ${nouns[kind]} ${record.id}.` };
  } catch (error) {
    const fault = faultOf(error, what);
    if (fault.kind !== 'gone') throw fault;
    return { kind: 'gone', problem: fault.message };
  }
}

function thereOf({ properties, updatedAt }: z.infer<typeof wireRecord>): OwnerNow {
  const owner = properties[OWNER];
  return { kind: 'there', at: updatedAt, ...(owner && { owner }) };
}

/** One try. What HubSpot answers for neither way is not among the receipts. */
export async function updateOwners(
  { send }: Connection,
  kind: Kind,
  writes: OwnerWrite[],
): Promise<Map<string, OwnerReceipt>> {
  const inputs = writes.map(({ trace, id, wanted, beside }) => ({
    ...{ id, objectWriteTraceId: trace, properties: { ...beside, [OWNER]: wanted ?? '' } },
  }));
  const [first] = writes;
  const what =
    writes.length === 1
      ? `Writing the owner of ${nouns[kind]} ${first?.id}`
      : `Writing the owners of ${writes.length} ${kind}`;
  const { results, errors } = await send(what, batchAnswer, ({ crm }) =>
    crm.objects.batchApi.update(kind, { inputs }),
  );
  const stands = new Map(results.map((record) => [record.id, record]));
  const receipts = new Map<string, OwnerReceipt>();
  for (const { trace, id, wanted } of writes) {
    const record = stands.get(id);
    const present = record?.properties[OWNER];
    if (record && present === wanted) {
      receipts.set(trace, { kind: 'written', at: record.updatedAt });
    } else if (record) {
      receipts.set(trace, { kind: 'conflict', ...(present && { present }) });
    } else {
      const said = errors.find((one) => concerns(one, trace, id));
      if (said) receipts.set(trace, refusalOf(said, `Writing the owner of ${nouns[kind]} ${id}`));
    }
  }
  return receipts;
}

export function concerns(
  { context }: z.infer<typeof complaint>,
  trace: string,
  id: string,
): boolean {
  return context.objectWriteTraceId?.includes(trace) || context.ids?.includes(id) || false;
}

export function refusalOf(
  { category, message }: z.infer<typeof complaint>,
  what: string,
): OwnerReceipt {
  const why = category === 'OBJECT_NOT_FOUND' ? 'gone' : 'invalid';
  const remedy =
    why === 'gone'
      ? 'It was deleted there.'
      : 'Correct the value, or the rule in HubSpot that refuses it.';
  const problem = `${what}: HubSpot did not take it: ${message.slice(0, 300).replace(/\.$/, '')}. ${remedy}`;
  return { kind: 'refused', why, problem };
}
