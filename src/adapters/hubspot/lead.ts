import type { Field } from '../../domain/field.ts';
import { listIn } from '../../domain/reading/tidy-text.ts';
import type { CrmLead, CrmPage, Found } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { propertiesOf, withMapped } from './field.ts';
import { leadSourceOf } from './lead-source.ts';
import { editorsIn, type OwnersByUser } from './owner.ts';
import { ownerHistoryOf } from './owner-history.ts';
import { recordsById, recordsOf, translated, type WireRecord, type Wish } from './record.ts';
import { timeIn } from './text.ts';

export const wish: Wish = {
  kind: 'contacts',
  properties: [
    'email',
    'firstname',
    'lastname',
    'company',
    'website',
    'phone',
    'hubspot_owner_id',
    'associatedcompanyid',
    'hs_merged_object_ids',
    'hs_analytics_source',
    'hs_analytics_source_data_1',
    'hs_analytics_source_data_2',
    'hs_language',
    'hs_lead_status',
    'lifecyclestage',
    'country',
    'state',
    'city',
    'zip',
    'industry',
    'createdate',
    'lastmodifieddate',
  ],
};

export function readLeads(
  connection: Connection,
  fields: readonly Field[] = [],
  after?: string,
): AsyncGenerator<CrmPage<CrmLead>> {
  return recordsOf(connection, wishWith(fields), (record) => leadOf(record, fields), after);
}

export async function getLeads(
  connection: Connection,
  ownersByUser: OwnersByUser,
  ids: string[],
  fields: readonly Field[] = [],
): Promise<Map<string, Found<CrmLead>>> {
  const asked = { ...wishWith(fields), history: ['hubspot_owner_id'] };
  const sights = await recordsById(connection, asked, ids);
  const people = await editorsIn(sights, ownersByUser);
  return translated(sights, (record) => {
    return { ...leadOf(record, fields), ownerHistory: ownerHistoryOf(record, people) };
  });
}

function wishWith(fields: readonly Field[]): Wish {
  return { ...wish, properties: [...wish.properties, ...propertiesOf(fields, 'lead')] };
}

function leadOf(record: WireRecord, fields: readonly Field[]): CrmLead {
  const { id, properties: has } = record;
  const fullName = [has.firstname, has.lastname].filter(Boolean).join(' ');
  const changedAt = timeIn(has.lastmodifieddate) ?? record.updatedAt;
  const formerIds = listIn(has.hs_merged_object_ids);
  return {
    id,
    ...(has.associatedcompanyid && { accountId: has.associatedcompanyid }),
    name: fullName || has.email || `Contact ${id}`,
    ...(has.email && { email: has.email }),
    ...(has.hubspot_owner_id && { ownerId: has.hubspot_owner_id }),
    ...(formerIds.length > 0 && { formerIds }),
    attributes: withMapped(attributesOf(record, changedAt), fields, 'lead', { has, at: changedAt }),
    changedAt,
  };
}

function attributesOf({ properties: has }: WireRecord, at: Date): CrmLead['attributes'] {
  const facts = {
    country: has.country,
    state: has.state,
    city: has.city,
    zip: has.zip,
    industry: has.industry,
    company: has.company,
    website: has.website,
    phone: has.phone,
    source: sourceIn(has),
    source_detail: has.hs_analytics_source,
    // en-gb is English to whoever has to speak it.
    language: has.hs_language?.toLowerCase().split(/[-_]/)[0],
    lead_status: has.hs_lead_status,
    lifecycle: stages[has.lifecyclestage ?? ''] ?? has.lifecyclestage,
    created: timeIn(has.createdate)?.toISOString(),
  };
  const attributes: CrmLead['attributes'] = {};
  for (const [key, value] of Object.entries(facts)) {
    if (value) attributes[key] = { value, source: 'HubSpot', at };
  }
  return attributes;
}

function sourceIn(has: WireRecord['properties']): string | undefined {
  const { hs_analytics_source: channel } = has;
  const drillDowns = [has.hs_analytics_source_data_1, has.hs_analytics_source_data_2];
  return (
    channel &&
    leadSourceOf(
      channel,
      drillDowns.map((words) => words ?? ''),
    )
  );
}

/** HubSpot's own stages that are two words; a company's own ones come as they are. */
const stages: Record<string, string> = {
  marketingqualifiedlead: 'marketing qualified lead',
  salesqualifiedlead: 'sales qualified lead',
};
