import { subSeconds } from 'date-fns/subSeconds';
import { type CrmField, type Field, newField, stateOf } from '../domain/field.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { fold } from '../domain/rules/fold.ts';
import type { Crm, Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { countKept, readKept } from '../store/crm-watch.ts';
import { type Database, inTransaction } from '../store/database.ts';
import {
  dropField,
  findFieldWorkspaces,
  type KeptField,
  markField,
  readFields,
  saveField,
} from '../store/fields.ts';
import { newId } from '../store/id.ts';
import { actorOf } from './actor.ts';
import { queueBrokenFields } from './broken-fields.ts';
import { receiveNews } from './crm-news.ts';
import { permit } from './permission.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm' | 'log'>;
type Asker = { workspaceId: string; userId: string };
type Kind = Field['record'];

export async function showFields(ports: Needs, asker: Asker): Promise<KeptField[]> {
  await permit(ports, asker, 'map fields');
  return readFields(ports.database.prisma, asker.workspaceId);
}

const SUGGESTED = 50;

/** Properties of the CRM that fit what has been typed so far, by either of their names. */
export async function suggestProperties(
  ports: Needs,
  asker: Asker,
  record: Kind,
  typed: string,
): Promise<CrmField[]> {
  await permit(ports, asker, 'map fields');
  const words = fold(typed).split(/\s+/);
  const present = await rememberedProperties(ports, asker.workspaceId, record);
  return present
    .filter(({ isArchived }) => !isArchived)
    .filter(({ name, label }) => words.every((word) => fold(`${label} ${name}`).includes(word)))
    .toSorted((a, b) => a.label.localeCompare(b.label))
    .slice(0, SUGGESTED);
}

/** Nobody types for longer than that, and somebody who has just made a property in the CRM finds it. */
const REMEMBERED_SECONDS = 60;
type Remembered = { at: Date; properties: Promise<CrmField[]> };
const shelves = new WeakMap<Database, Map<string, Remembered>>();

/** Asked for with each letter that somebody types; a failure is not remembered. */
function rememberedProperties(
  ports: Needs,
  workspaceId: string,
  record: Kind,
): Promise<CrmField[]> {
  const { database, clock } = ports;
  const shelf = shelves.get(database) ?? new Map<string, Remembered>();
  shelves.set(database, shelf);
  const key = `${workspaceId} ${record}`;
  const at = clock.now();
  const kept = shelf.get(key);
  if (kept && kept.at > subSeconds(at, REMEMBERED_SECONDS)) return kept.properties;
  const properties = crmOf(ports, workspaceId).fields(record);
  shelf.set(key, { at, properties });
  properties.catch(() => shelf.delete(key));
  return properties;
}

/** From now on the property is read; the records that there are, are read once more. */
export async function mapField(
  ports: Needs,
  asker: Asker,
  wish: Omit<Field, 'type'>,
): Promise<{ field: Field; reading: number }> {
  await permit(ports, asker, 'map fields');
  const { workspaceId } = asker;
  const present = await crmOf(ports, workspaceId).fields(wish.record);
  const field = newField(wish, present);
  await keepField(ports, workspaceId, await actorOf(ports, asker), field);
  await queueBrokenFields(ports, workspaceId);
  return { field, reading: await queueReading(ports, workspaceId, field.record) };
}

async function keepField(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  by: Actor,
  field: Field,
): Promise<void> {
  const at = clock.now();
  await inTransaction(database, async (tx) => {
    await saveField(tx, workspaceId, field, at);
    await appendAudit(tx, workspaceId, [lineOf(workspaceId, by, at, field, 'mapped')]);
  });
}

export async function unmapField(
  ports: Needs,
  asker: Asker,
  { record, attribute }: Pick<Field, 'record' | 'attribute'>,
): Promise<void> {
  await permit(ports, asker, 'map fields');
  const { database, clock } = ports;
  const { workspaceId } = asker;
  const fields = await readFields(database.prisma, workspaceId);
  const field = fields.find((one) => one.record === record && one.attribute === attribute);
  if (!field) throw new Refusal({ kind: 'out-of-date' });
  const by = await actorOf(ports, asker);
  await inTransaction(database, async (tx) => {
    if (!(await dropField(tx, workspaceId, field))) return;
    await appendAudit(tx, workspaceId, [lineOf(workspaceId, by, clock.now(), field, 'unmapped')]);
  });
  await queueBrokenFields(ports, workspaceId);
  await queueReading(ports, workspaceId, record);
}

function lineOf(
  workspaceId: string,
  actor: Actor,
  at: Date,
  { record, attribute, property, type }: Field,
  what: 'mapped' | 'unmapped',
) {
  return {
    ...{ at, actor, action: `field-${what}`, reason: `${property} as ${attribute}` },
    subject: { kind: 'workspace' as const, id: workspaceId },
    before: what === 'mapped' ? null : { record, attribute, property, type },
    after: what === 'mapped' ? { record, attribute, property, type } : null,
    context: {},
  };
}

const AT_ONCE = 1000;

/** A worker lists them: of a large book that alone takes longer than Slack waits. Returns how many there are. */
export async function queueReading(
  ports: Needs,
  workspaceId: string,
  record: Kind,
): Promise<number> {
  const { database } = ports;
  const wanted = { kind: 'read-again', record, mark: newId() } as const;
  await inTransaction(database, (tx) => queueTasks(tx, ports, workspaceId, [wanted]));
  return countKept(database.prisma, workspaceId, record);
}

/** As if the CRM had told of each, but behind whatever it tells meanwhile: a whole book takes minutes. */
export async function readAgain(
  ports: Needs,
  workspaceId: string,
  { record: kind, mark }: { record: Kind; mark: string },
): Promise<{ reading: number }> {
  const ids = await readKept(ports.database.prisma, workspaceId, kind);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const news = ids.slice(from, from + AT_ONCE).map((id) => ({
      ...{ kind, id, content: { kind: 'changed' } as const, key: `fields:${mark}:${id}` },
    }));
    await receiveNews(ports, workspaceId, news, 'later');
  }
  return { reading: ids.length };
}

export function crmOf({ crm }: Pick<Ports, 'crm'>, workspaceId: string): Crm {
  const connected = crm(workspaceId);
  if (!connected) throw new Refusal({ kind: 'no-crm' });
  return connected;
}

/** Whether each mapped property is still there and what it was. One that is not is no longer read, and said to be so. */
export async function checkFields(ports: Needs): Promise<void> {
  for (const workspaceId of await findFieldWorkspaces(ports.database.prisma)) {
    const crm = ports.crm(workspaceId);
    if (!crm) continue;
    try {
      await checkFieldsOf(ports, workspaceId, crm);
    } catch (error) {
      ports.log.error({ error: String(error) }, 'the CRM could not be asked for its fields');
    }
  }
}

async function checkFieldsOf(ports: Needs, workspaceId: string, crm: Crm): Promise<void> {
  const { database, clock, log } = ports;
  const kept = await readFields(database.prisma, workspaceId);
  for (const [record, fields] of Map.groupBy(kept, (one) => one.record)) {
    const present = await crm.fields(record);
    let mended = 0;
    let changed = 0;
    for (const field of fields) {
      const now = stateOf(field, present);
      const found = present.find(({ name }) => name === field.property);
      const marked = { ...field, options: found?.options ?? field.options };
      await markField(database.prisma, workspaceId, marked, now, clock.now());
      if (now.kind === field.state.kind) continue;
      changed += 1;
      if (now.kind === 'sound') mended += 1;
      const { attribute, property } = field;
      log.warn({ record, attribute, property, state: now.kind }, 'a mapped field has changed');
    }
    if (changed > 0) await queueBrokenFields(ports, workspaceId);
    // What was not read meanwhile is read now.
    if (mended > 0) await queueReading(ports, workspaceId, record);
  }
}
