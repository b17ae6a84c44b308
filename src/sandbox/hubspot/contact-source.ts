import { crmIdOf } from '../company/account.ts';
import type { Company } from '../company/company.ts';
import {
  type Contact,
  contactCount,
  contactIdOf,
  contactModifiedAt,
  contactPlace,
} from '../company/contact.ts';
import { type CrmRecord, compact, isoTime, type Source, type Stamp } from './record.ts';

export function contactSource(company: Company): Source {
  return {
    kind: 'contacts',
    read: (id) => {
      const place = contactPlace(id);
      if (!place || place.index >= company.accountCount) return undefined;
      const contact = company.contactsOf(place.index)[place.nth];
      return contact && contactRecord(contact, crmIdOf(place.index));
    },
    stampsAfter: (id) => stampsAfter(company, id),
  };
}

function* stampsAfter({ setting, accountCount }: Company, after: number): Generator<Stamp> {
  const start = contactPlace(String(after))?.index ?? 0;
  for (let index = start; index < accountCount; index += 1) {
    const count = contactCount(setting, index);
    for (let nth = 0; nth < count; nth += 1) {
      const id = Number(contactIdOf(index, nth));
      if (id > after) yield { id, modifiedAt: contactModifiedAt(setting, index, nth) };
    }
  }
}

function contactRecord(contact: Contact, companyId: string): CrmRecord {
  const { createdAt, modifiedAt } = contact;
  return {
    id: contact.crmId,
    createdAt,
    modifiedAt,
    properties: compact({
      email: contact.email,
      firstname: contact.firstName,
      lastname: contact.lastName,
      jobtitle: contact.title,
      hubspot_owner_id: contact.owner,
      ...origin(contact),
      associatedcompanyid: companyId,
      createdate: isoTime(createdAt),
      lastmodifieddate: isoTime(modifiedAt),
      hs_object_id: contact.crmId,
    }),
    history: {},
  };
}

function origin({ origin: { place, ...told } }: Contact): Record<string, string> {
  const [first, second] = told.drillDowns;
  return {
    ...place,
    industry: told.industry,
    lifecyclestage: told.lifecycle,
    hs_lead_status: told.leadStatus,
    hs_language: told.language,
    hs_analytics_source: told.channel,
    hs_analytics_source_data_1: first,
    hs_analytics_source_data_2: second,
  };
}
