import { crmIdOf } from '../company/account.ts';
import type { Company } from '../company/company.ts';
import {
  type Contact,
  contactCount,
  contactIdOf,
  contactModifiedAt,
  contactPlace,
} from '../company/contact.ts';
import { type CrmRecord, isoTime, type Source, type Stamp } from './record.ts';

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
  const { createdAt, modifiedAt, owner } = contact;
  return {
    id: contact.crmId,
    createdAt,
    modifiedAt,
    properties: {
      email: contact.email,
      firstname: contact.firstName,
      lastname: contact.lastName,
      jobtitle: contact.title,
      ...(owner === '' ? {} : { hubspot_owner_id: owner }),
      lifecyclestage: 'lead',
      associatedcompanyid: companyId,
      createdate: isoTime(createdAt),
      lastmodifieddate: isoTime(modifiedAt),
      hs_object_id: contact.crmId,
    },
    history: {},
  };
}
