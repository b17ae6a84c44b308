import type { Crm, CrmKind, CrmRecords, Found, Ports } from '../ports.ts';
import { findStrange } from '../store/accounts.ts';
import type { WaitingNews } from '../store/crm-news.ts';
import { saveCrmOwners } from '../store/roster.ts';
import { type Known, readKnown } from './crm-mirror.ts';
import { soundFields } from './sound-fields.ts';

/** What the CRM says of the records that the news is about. */
export type Sight = {
  known: Known;
  account: Map<string, Found<CrmRecords['account']>>;
  lead: Map<string, Found<CrmRecords['lead']>>;
  deal: Map<string, Found<CrmRecords['deal']>>;
};

/** What stands there now, with the accounts that others hang on, and whoever was hired since. */
export async function lookAt(
  ports: Ports,
  workspaceId: string,
  crm: Crm,
  news: Pick<WaitingNews, 'kind' | 'id'>[],
): Promise<Sight> {
  const known = await readKnown(ports, workspaceId, crm.name);
  const idsOf = (kind: CrmKind) => [
    ...new Set(news.filter((one) => one.kind === kind).map(({ id }) => id)),
  ];
  const fields = await soundFields(ports.database.prisma, workspaceId);
  const [account, lead, deal] = await Promise.all([
    some(idsOf('account'), (ids) => crm.get.account(ids, fields)),
    some(idsOf('lead'), (ids) => crm.get.lead(ids, fields)),
    some(idsOf('deal'), crm.get.deal),
  ]);
  const named = [
    ...thereIn(account).flatMap(({ parentId }) => parentId ?? []),
    ...[...thereIn(lead), ...thereIn(deal)].flatMap(({ accountId }) => accountId ?? []),
  ].filter((id) => !account.has(id));
  const strange = await findStrange(ports.database.prisma, workspaceId, [...new Set(named)]);
  const further = await some(strange, (ids) => crm.get.account(ids, fields));
  const sight = { known, account: new Map([...account, ...further]), lead, deal };
  if (!namesStranger(sight)) return sight;
  for await (const page of crm.owners()) {
    await saveCrmOwners(ports.database.prisma, workspaceId, page, ports.clock.now());
  }
  const { reps } = await readKnown(ports, workspaceId, crm.name);
  return { ...sight, known: { ...known, reps } };
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

/** An owner who came to the CRM today. */
function namesStranger({ known, account, lead }: Sight): boolean {
  const owners = [...thereIn(account), ...thereIn(lead)].flatMap(({ ownerId }) => ownerId ?? []);
  return owners.some((id) => !known.reps.has(id));
}

export function thereIn<T>(sights: Map<string, Found<T>>): T[] {
  return [...sights.values()].flatMap((one) => (one.kind === 'there' ? [one.record] : []));
}

export function goneIn(sights: Map<string, Found<unknown>>): string[] {
  return [...sights].flatMap(([id, { kind }]) => (kind === 'there' ? [] : [id]));
}
