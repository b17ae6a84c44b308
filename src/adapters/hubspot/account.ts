import type { Field } from '../../domain/field.ts';
import { domainNames } from '../../domain/reading/domain-names.ts';
import { listIn } from '../../domain/reading/tidy-text.ts';
import type { CrmAccount, CrmOwner, CrmPage, Found } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { propertiesOf, withMapped } from './field.ts';
import { readOwnersByUser } from './owner.ts';
import { ownerHistoryOf } from './owner-history.ts';
import { recordsById, recordsOf, translated, type WireRecord, type Wish } from './record.ts';
import { numberIn, timeIn } from './text.ts';

const wish: Wish = {
  kind: 'companies',
  properties: [
    'name',
    'domain',
    'hs_additional_domains',
    'website',
    'phone',
    'country',
    'state',
    'zip',
    'city',
    'industry',
    'numberofemployees',
    'annualrevenue',
    'type',
    'hs_parent_company_id',
    'hubspot_owner_id',
    'territory',
    'also_known_as',
    'ticker',
    'hs_lastmodifieddate',
    'createdate',
  ],
  history: ['name', 'hubspot_owner_id'],
};

export async function* readAccounts(
  connection: Connection,
  fields: readonly Field[] = [],
  after?: string,
): AsyncGenerator<CrmPage<CrmAccount>> {
  const ownersByUser = await readOwnersByUser(connection);
  const translate = (record: WireRecord) => accountOf(record, ownersByUser, fields);
  yield* recordsOf(connection, wishWith(fields), translate, after);
}

export async function getAccounts(
  connection: Connection,
  ids: string[],
  fields: readonly Field[] = [],
): Promise<Map<string, Found<CrmAccount>>> {
  const ownersByUser = await readOwnersByUser(connection);
  const sights = await recordsById(connection, wishWith(fields), ids);
  return translated(sights, (record) => accountOf(record, ownersByUser, fields));
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
    attributes: withMapped(attributesOf(record, changedAt), fields, 'account', {
      has,
      at: changedAt,
    }),
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

function attributesOf({ properties: has }: WireRecord, at: Date): CrmAccount['attributes'] {
  // What is impossible comes as it is written: the look at the quality of the book finds it, and no rule takes it for a fact.
  const facts = {
    country: has.country,
    state: has.state,
    city: has.city,
    zip: has.zip,
    industry: has.industry,
    employees: numberIn(has.numberofemployees) ?? has.numberofemployees,
    revenue: numberIn(has.annualrevenue) ?? has.annualrevenue,
    phone: has.phone,
    website: has.website,
    type: has.type,
    created: timeIn(has.createdate)?.toISOString(),
  };
  const attributes: CrmAccount['attributes'] = {};
  for (const [key, value] of Object.entries(facts)) {
    if (value !== undefined) attributes[key] = { value, source: 'HubSpot', at };
  }
  return attributes;
}
