import type { Field } from '../../domain/field.ts';
import type { ValueReceipt, ValueWrite } from '../../ports.ts';
import { attributesOf, propertyOf } from './account-attributes.ts';
import type { Connection } from './connection.ts';
import { faultOf, type HubSpotFault } from './fault.ts';
import { batchAnswer, concerns, refusalOf } from './owner-batch.ts';
import { recordsById, type Sight, type WireRecord } from './record.ts';
import { waitBeforeRetry } from './retry.ts';

/** HubSpot refuses longer batches. */
const RECORDS_AT_ONCE = 100;
const kind = 'companies';

type Round = {
  connection: Connection;
  fields: readonly Field[];
  receipts: Map<string, ValueReceipt>;
};

/** A value that HubSpot has a place for. */
type Due = ValueWrite & { property: string };

export async function writeValues(
  connection: Connection,
  writes: readonly ValueWrite[],
  fields: readonly Field[] = [],
): Promise<Map<string, ValueReceipt>> {
  const round: Round = { connection, fields, receipts: new Map() };
  const byRecord = [...Map.groupBy(placed(round, writes), ({ id }) => id).values()];
  for (let from = 0; from < byRecord.length; from += RECORDS_AT_ONCE) {
    await writeBatch(round, byRecord.slice(from, from + RECORDS_AT_ONCE).flat());
  }
  return round.receipts;
}

function placed({ fields, receipts }: Round, writes: readonly ValueWrite[]): Due[] {
  return writes.flatMap((write) => {
    const property = propertyOf(write.attribute, fields);
    if (property !== undefined) return [{ ...write, property }];
    const problem = `${whatOf(write)}: HubSpot has no property for it. Map one with /territory fields.`;
    receipts.set(write.trace, { kind: 'refused', why: 'invalid', problem });
    return [];
  });
}

/** HubSpot has no conditional write, and answers get lost: what stands is read before each try, and what is read decides. */
async function writeBatch(round: Round, writes: Due[]): Promise<void> {
  const { pace, log } = round.connection;
  let failed: HubSpotFault | undefined;
  for (let tries = 1; ; tries += 1) {
    const due = await findDue(round, writes, failed);
    if (due.length === 0) return;
    try {
      return await writeSplitting(round, due);
    } catch (error) {
      failed = faultOf(error, `Writing values of ${kind}`);
      const waitMs = waitBeforeRetry(failed, tries, pace);
      if (waitMs === undefined) throw failed;
      log.warn({ problem: failed.message, tries }, 'looking which values were written');
      await pace.sleep(waitMs);
    }
  }
}

/** Those still to be written; of the others the receipts say how they stand. */
async function findDue(
  { connection, fields, receipts }: Round,
  writes: Due[],
  failed: HubSpotFault | undefined,
): Promise<Due[]> {
  const open = writes.filter(({ trace }) => !receipts.has(trace));
  const properties = [...new Set(open.map(({ property }) => property))];
  const ids = open.map(({ id }) => id);
  const sights = await recordsById(connection, { kind, properties }, ids);
  return open.filter((write) => {
    const { trace, attribute, expected, wanted } = write;
    const sight = sights.get(write.id) ?? { kind: 'gone' };
    if (sight.kind !== 'there') {
      receipts.set(trace, { kind: 'refused', why: sight.kind, problem: problemOf(write, sight) });
      return false;
    }
    const present = presentOf(sight.record, attribute, fields);
    if (present === wanted) {
      const landed = failed?.kind === 'unknown' ? 'written' : 'already';
      receipts.set(trace, { kind: landed, at: sight.record.updatedAt });
      return false;
    }
    // What the record does not say, nobody has seen there.
    const isAsSeen = (present ?? '') === expected;
    if (!isAsSeen) receipts.set(trace, conflict(present));
    return isAsSeen;
  });
}

function problemOf(write: Due, sight: Exclude<Sight, { kind: 'there' }>): string {
  return sight.kind === 'gone'
    ? `${whatOf(write)}: it was deleted in HubSpot.`
    : `${whatOf(write)}: it was merged into company ${sight.into}.`;
}

/** As the registry would read it. */
function presentOf(
  { properties }: Pick<WireRecord, 'properties'>,
  attribute: string,
  fields: readonly Field[],
): string | undefined {
  const value = attributesOf({ properties }, fields, new Date(0))[attribute]?.value;
  return value === undefined ? undefined : String(value);
}

function conflict(present: string | undefined): ValueReceipt {
  return { kind: 'conflict', ...(present !== undefined && { present }) };
}

function whatOf({ attribute, id }: ValueWrite): string {
  return `Writing ${attribute} of company ${id}`;
}

/** One value that HubSpot does not take makes it refuse all of them: halves find which one it is. */
async function writeSplitting(round: Round, writes: Due[]): Promise<void> {
  const [first, ...others] = writes;
  if (!first) return;
  try {
    await update(round, writes);
  } catch (error) {
    const fault = faultOf(error, whatOf(first));
    if (fault.kind !== 'invalid' && fault.kind !== 'conflict') throw fault;
    if (others.length === 0) {
      const { message: problem } = fault;
      round.receipts.set(first.trace, { kind: 'refused', why: 'invalid', problem });
      return;
    }
    const half = Math.ceil(writes.length / 2);
    await writeSplitting(round, writes.slice(0, half));
    await writeSplitting(round, writes.slice(half));
  }
}

/** One try. What HubSpot answers for neither way gets no receipt. */
async function update(round: Round, writes: Due[]): Promise<void> {
  const { connection, fields, receipts } = round;
  const byRecord = Map.groupBy(writes, ({ id }) => id);
  const inputs = [...byRecord].map(([id, own]) => ({
    ...{ id, objectWriteTraceId: own[0]?.trace ?? id },
    properties: Object.fromEntries(own.map(({ property, wanted }) => [property, wanted])),
  }));
  const what = `Writing values of ${inputs.length} ${kind}`;
  const { results, errors } = await connection.send(what, batchAnswer, ({ crm }) =>
    crm.objects.batchApi.update(kind, { inputs }),
  );
  const stands = new Map(results.map((record) => [record.id, record]));
  for (const [id, own] of byRecord) {
    const record = stands.get(id);
    const said = errors.find((one) => concerns(one, own[0]?.trace ?? '', id));
    for (const write of own) {
      if (record) receipts.set(write.trace, standOf(write, record, fields));
      // Of several values of one record any may be to blame.
      else if (said && own.length > 1) await writeSplitting(round, [write]);
      else if (said) receipts.set(write.trace, refusalOf(said, whatOf(write)));
    }
  }
}

function standOf(
  { attribute, wanted }: Due,
  record: Pick<WireRecord, 'properties' | 'updatedAt'>,
  fields: readonly Field[],
): ValueReceipt {
  const present = presentOf(record, attribute, fields);
  return present === wanted ? { kind: 'written', at: record.updatedAt } : conflict(present);
}
