import {
  type Account,
  createdAtOf,
  crmIdOf,
  indexOfCrmId,
  modifiedAtOf,
} from '../company/account.ts';
import type { Company } from '../company/company.ts';
import { contactCount } from '../company/contact.ts';
import { dealsOf } from '../company/deal.ts';
import {
  type CrmRecord,
  compact,
  isoTime,
  type Source,
  type Stamp,
  type Version,
} from './record.ts';

const lifecycle: Record<Account['standing'], { type: string; lifecyclestage: string }> = {
  prospect: { type: 'PROSPECT', lifecyclestage: 'lead' },
  customer: { type: 'CUSTOMER', lifecyclestage: 'customer' },
  'former customer': { type: 'PAST_CUSTOMER', lifecyclestage: 'other' },
  partner: { type: 'PARTNER', lifecyclestage: 'other' },
};

/** The team that an owner's records belong to, by CRM owner id. */
type TeamIds = Map<string, string>;

export function companySource(company: Company): Source {
  const teamIds: TeamIds = new Map(
    company.teams.flatMap(({ crmId, members }) =>
      members.map(({ crmOwnerId }) => [crmOwnerId, crmId] as const),
    ),
  );
  return {
    kind: 'companies',
    read: (id) => {
      const index = indexOfCrmId(id);
      const exists = index !== undefined && index < company.accountCount;
      return exists ? companyRecord(company, teamIds, company.account(index)) : undefined;
    },
    stampsAfter: (id) => stampsAfter(company, id),
  };
}

function* stampsAfter(company: Company, id: number): Generator<Stamp> {
  const first = Number(crmIdOf(0));
  const step = Number(crmIdOf(1)) - first;
  const start = id < first ? 0 : Math.floor((id - first) / step) + 1;
  for (let index = start; index < company.accountCount; index += 1) {
    yield { id: first + index * step, modifiedAt: modifiedAtOf(company.setting, index) };
  }
}

function companyRecord(company: Company, teamIds: TeamIds, account: Account): CrmRecord {
  const createdAt = createdAtOf(company.setting, account.index);
  return {
    id: account.crmId,
    createdAt,
    modifiedAt: account.modifiedAt,
    properties: compact({
      ...facts(account),
      ...ownership(teamIds, account),
      ...counts(company, account),
    }),
    history: { ...ownerVersions(account), ...nameVersions(account) },
  };
}

function facts(account: Account): Record<string, string> {
  return {
    name: account.name,
    domain: account.domain,
    website: account.website,
    phone: account.phone,
    country: account.country,
    state: account.state,
    city: account.city,
    zip: account.zip,
    industry: account.industry,
    numberofemployees: String(account.employees ?? ''),
    annualrevenue: String(account.revenue ?? ''),
    ...lifecycle[account.standing],
    territory: account.territory,
    also_known_as: account.aliases.join(';'),
    ticker: account.ticker,
    former_names: account.formerNames.map(({ name }) => name).join(';'),
    hs_additional_domains: account.moreDomains.join(';'),
    hs_parent_company_id: account.parent === null ? '' : crmIdOf(account.parent),
    createdate: isoTime(account.createdAt),
    hs_lastmodifieddate: isoTime(account.modifiedAt),
    hs_object_id: account.crmId,
    hs_object_source: 'IMPORT',
  };
}

function ownership(teamIds: TeamIds, account: Account): Record<string, string> {
  if (account.owner === '') return {};
  return {
    hubspot_owner_id: account.owner,
    hubspot_team_id: teamIds.get(account.owner) ?? '',
    hs_all_owner_ids: account.owner,
    hubspot_owner_assigneddate: isoTime(account.owners.at(-1)?.at ?? account.createdAt),
  };
}

function counts(company: Company, account: Account): Record<string, string> {
  const deals = dealsOf(company.setting, account);
  const children = company.childrenOf(account.index).length;
  return {
    num_associated_contacts: String(contactCount(company.setting, account.index)),
    num_associated_deals: String(deals.length),
    hs_num_open_deals: String(deals.filter(({ status }) => status === 'open').length),
    hs_num_child_companies: String(children),
  };
}

function ownerVersions(account: Account): Record<string, Version[]> {
  const versions = account.owners.map(({ owner, at, by, source }) => ({
    value: owner,
    at,
    sourceType: source,
    ...(by === null ? {} : { sourceId: `userId:${by}`, updatedByUserId: by }),
  }));
  return { hubspot_owner_id: versions.reverse() };
}

function nameVersions(account: Account): Record<string, Version[]> {
  const [former] = account.formerNames;
  if (!former) return {};
  return {
    name: [
      { value: account.name, at: former.until, sourceType: 'CRM_UI' },
      { value: former.name, at: account.createdAt, sourceType: 'IMPORT' },
    ],
  };
}
