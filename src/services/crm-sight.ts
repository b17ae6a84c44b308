import type { Crm, CrmKind, CrmRecords, Found, Ports } from '../ports.ts';
import { findStrange } from '../store/accounts.ts';
import type { Turn, WaitingNews } from '../store/crm-news.ts';
import { type Known, readKnown } from './crm-mirror.ts';
import { soundFields } from './sound-fields.ts';
import { meetOwners } from './strange-owners.ts';

/** What the CRM says of the records that the news is about. */
export type Sight = {
  known: Known;
  account: Map<string, Found<CrmRecords['account']>>;
  lead: Map<string, Found<CrmRecords['lead']>>;
  deal: Map<string, Found<CrmRecords['deal']>>;
  /** Leads whom the CRM has forgotten for good, whether it has told so or not. */
  erased: string[];
};

/** What stands there now, with the accounts that others hang on, and whoever was hired since. */
export async function lookAt(
  ports: Ports,
  workspaceId: string,
  crm: Crm,
  news: Pick<WaitingNews, 'kind' | 'id' | 'content'>[],
  turn: Turn = 'now',
): Promise<Sight> {
  const known = await readKnown(ports, workspaceId, crm.name);
  const idsOf = (kind: CrmKind) => [
    ...new Set(news.filter((one) => one.kind === kind).flatMap(touchedBy)),
  ];
  const fields = await soundFields(ports.database.prisma, workspaceId);
  const get = turn === 'later' ? (crm.getInBulk ?? crm.get) : crm.get;
  const [account, lead, deal] = await Promise.all([
    some(idsOf('account'), (ids) => get.account(ids, fields)),
    some(idsOf('lead'), (ids) => get.lead(ids, fields)),
    some(idsOf('deal'), get.deal),
  ]);
  const named = [
    ...thereIn(account).flatMap(({ parentId }) => parentId ?? []),
    ...[...thereIn(lead), ...thereIn(deal)].flatMap(({ accountId }) => accountId ?? []),
  ].filter((id) => !account.has(id));
  const strange = await findStrange(ports.database.prisma, workspaceId, [...new Set(named)]);
  const further = await some(strange, (ids) => get.account(ids, fields));
  // Whoever only asks is not told of mergers: the deal itself says which ones it was.
  for (const { id: into, formerIds = [] } of thereIn(deal)) {
    const gone = formerIds.filter((id) => deal.get(id)?.kind !== 'there');
    for (const id of gone) deal.set(id, { kind: 'merged', into });
  }
  const erased = await erasedAmong(crm, deletedIn(lead), ports.log);
  const sight = { known, account: new Map([...account, ...further]), lead, deal, erased };
  const records = [...thereIn(sight.account), ...thereIn(lead), ...thereIn(deal)];
  const met = { reps: known.reps, records };
  return {
    ...sight,
    known: { ...known, reps: await meetOwners(ports, workspaceId, crm, met) },
  };
}

/** Of merged deals nothing goes on here: those that were are looked at as well, and found gone. */
function touchedBy({ kind, id, content }: Pick<WaitingNews, 'kind' | 'id' | 'content'>): string[] {
  if (kind !== 'deal' || content.kind !== 'merged') return [id];
  return [id, content.primary, ...content.others];
}

async function some<T>(
  ids: string[],
  get: (ids: string[]) => Promise<Map<string, Found<T>>>,
): Promise<Map<string, Found<T>>> {
  const found = ids.length > 0 ? await get(ids) : new Map<string, Found<T>>();
  // Who was merged is looked at as what they have become.
  const further = [...found.values()].flatMap((one) => (one.kind === 'merged' ? [one.into] : []));
  const missing = [...new Set(further)].filter((id) => !found.has(id));
  return missing.length > 0 ? new Map([...found, ...(await get(missing))]) : found;
}

/** More at once have not asked to be forgotten: it is another CRM that answers, and what is erased here is so for good. */
const MOST_UNTOLD = 50;

async function erasedAmong(
  { restorableLeads }: Crm,
  gone: string[],
  log: Ports['log'],
): Promise<string[]> {
  if (!restorableLeads || gone.length === 0) return [];
  const restorable = await restorableLeads(gone);
  const erased = gone.filter((id) => !restorable.has(id));
  if (erased.length <= MOST_UNTOLD) return erased;
  log.error({ erased: erased.length }, 'so many erasures at once are taken for deletions');
  return [];
}

export function thereIn<T>(sights: Map<string, Found<T>>): T[] {
  return [...sights.values()].flatMap((one) => (one.kind === 'there' ? [one.record] : []));
}

function deletedIn(sights: Map<string, Found<unknown>>): string[] {
  return [...sights].flatMap(([id, { kind }]) => (kind === 'gone' ? [id] : []));
}

export function goneIn(sights: Map<string, Found<unknown>>): string[] {
  return [...sights].flatMap(([id, { kind }]) => (kind === 'there' ? [] : [id]));
}
