import type { Field } from '../../domain/field.ts';
import { domainNames } from '../../domain/reading/domain-names.ts';
import { listIn } from '../../domain/reading/tidy-text.ts';
import type { CrmAccount, CrmOwner, CrmPage, Found } from '../../ports.ts';
import { accountProperties, attributesOf, othersIn } from './account-attributes.ts';
import type { Connection } from './connection.ts';
import { propertiesOf } from './field.ts';
import { editorsIn, type OwnersByUser } from './owner.ts';
import { ownerHistoryOf } from './owner-history.ts';
import { recordsById, recordsOf, translated, type WireRecord, type Wish } from './record.ts';
import { timeIn } from './text.ts';

export const wish: Wish = {
  kind: 'companies',
  properties: [
    'name',
    'domain',
    'hs_additional_domains',
    'hs_parent_company_id',
    'hubspot_owner_id',
    'territory',
    'also_known_as',
    'ticker',
    'hs_merged_object_ids',
    'hs_lastmodifieddate',
    'createdate',
    ...Object.values(accountProperties),
  ],
  history: ['name', 'hubspot_owner_id'],
};

export async function* readAccounts(
  connection: Connection,
  ownersByUser: OwnersByUser,
  fields: readonly Field[] = [],
  after?: string,
): AsyncGenerator<CrmPage<CrmAccount>> {
  const people = await ownersByUser();
  const translate = (record: WireRecord) => accountOf(record, people, fields);
  yield* recordsOf(connection, wishWith(fields), translate, after);
}

export async function getAccounts(
  connection: Connection,
  ownersByUser: OwnersByUser,
  ids: string[],
  fields: readonly Field[] = [],
): Promise<Map<string, Found<CrmAccount>>> {
  const sights = await recordsById(connection, wishWith(fields), ids);
  const people = await editorsIn(sights, ownersByUser);
  return translated(sights, (record) => accountOf(record, people, fields));
}

function wishWith(fields: readonly Field[]): Wish {
  return { ...wish, properties: [...wish.properties, ...propertiesOf(fields, 'account')] };
}

function accountOf(
  record: WireRecord,
  ownersByUser: Map<number, CrmOwner>,
  fields: readonly Field[],
): CrmAccount {
  const { id, properties: has } = record;
  const domains = domainNames([has.domain, has.hs_additional_domains]);
  const name = has.name ?? domains[0] ?? `Company ${id}`;
  const changedAt = timeIn(has.hs_lastmodifieddate) ?? record.updatedAt;
  const parentId = has.hs_parent_company_id;
  const others = othersIn(record, fields, changedAt);
  const formerIds = listIn(has.hs_merged_object_ids);
  return {
    id,
    name,
    formerNames: formerNamesOf(record, name),
    aliases: listIn(has.also_known_as),
    shortForms: listIn(has.ticker),
    domains,
    ...(parentId && parentId !== id && { parentId }),
    ...(has.territory && { territory: has.territory }),
    ...(has.hubspot_owner_id && { ownerId: has.hubspot_owner_id }),
    ownerHistory: ownerHistoryOf(record, ownersByUser),
    attributes: attributesOf(record, fields, changedAt),
    ...(others && { others }),
    ...(formerIds.length > 0 && { formerIds }),
    changedAt,
  };
}

/** Newest first; a name that was only spelt in other capitals is no former one. */
function formerNamesOf({ propertiesWithHistory }: WireRecord, name: string): string[] {
  const seen = new Set([name.toLowerCase()]);
  return (propertiesWithHistory.name ?? []).flatMap(({ value }) => {
    if (value === undefined || seen.has(value.toLowerCase())) return [];
    seen.add(value.toLowerCase());
    return [value];
  });
}
