import type { Company } from '../company/company.ts';
import { type Deal, dealCount, dealIdOf, dealModifiedAt, dealPlace } from '../company/deal.ts';
import { type CrmRecord, isoTime, type Source, type Stamp } from './record.ts';

export function dealSource(company: Company): Source {
  return {
    kind: 'deals',
    read: (id) => {
      const place = dealPlace(id);
      if (!place || place.index >= company.accountCount) return undefined;
      const deal = company.dealsOf(place.index)[place.nth];
      return deal && dealRecord(deal);
    },
    stampsAfter: (id) => stampsAfter(company, id),
  };
}

function* stampsAfter({ setting, accountCount }: Company, after: number): Generator<Stamp> {
  const start = dealPlace(String(after))?.index ?? 0;
  for (let index = start; index < accountCount; index += 1) {
    const count = dealCount(setting, index);
    for (let nth = 0; nth < count; nth += 1) {
      const id = Number(dealIdOf(index, nth));
      if (id > after) yield { id, modifiedAt: dealModifiedAt(setting, index, nth) };
    }
  }
}

function dealRecord(deal: Deal): CrmRecord {
  return {
    id: deal.crmId,
    createdAt: deal.createdAt,
    modifiedAt: deal.modifiedAt,
    properties: {
      dealname: deal.name,
      pipeline: 'default',
      dealstage: deal.stage,
      amount: String(deal.amount),
      deal_currency_code: 'USD',
      closedate: isoTime(deal.closesAt),
      ...(deal.owner === '' ? {} : { hubspot_owner_id: deal.owner }),
      hs_is_closed: String(deal.status !== 'open'),
      hs_is_closed_won: String(deal.status === 'won'),
      createdate: isoTime(deal.createdAt),
      hs_lastmodifieddate: isoTime(deal.modifiedAt),
      hs_object_id: deal.crmId,
    },
    history: {},
  };
}
