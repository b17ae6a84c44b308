import { domainNames } from '../../src/domain/reading/domain-names.ts';
import type { Crm, CrmAccount, CrmPage } from '../../src/ports.ts';
import type { Account } from '../../src/sandbox/company/account.ts';
import { type Company, createCompany } from '../../src/sandbox/company/company.ts';

const SEED = 20_261;
const PAGE = 2000;

export function sampleCompany(accounts: number): Company {
  return createCompany({ seed: SEED, accounts });
}

/** The sample company as a CRM, without a network between. */
export function sampleCrm(company: Company): Crm {
  const known = new Map(company.people.map(({ crmUserId, name }) => [crmUserId, name]));
  return {
    name: 'sample',
    fields: async () => [],
    makeFields: async () => undefined,
    mergeAccounts: async () => ({ kind: 'merged', into: '' }),
    accountUrl: async () => 'https://crm.example/company/{id}',
    owners: async function* () {
      yield company.people.map(({ crmOwnerId: id, email, name, left: archived }) => ({
        id,
        email,
        name,
        archived,
      }));
    },
    accounts: (_fields, after) =>
      pages(company, after, (account) => [crmAccount(company, account, known)]),
    deals: (after) => pages(company, after, (account) => dealsOf(company, account)),
    leads: (_fields, after) => pages(company, after, (account) => leadsOf(company, account)),
    get: { account: unasked, lead: unasked, deal: unasked },
    changedSince: unlooked,
    all: unlooked,
    ownersAtOnce: 100,
    writeOwners: async () => {
      throw new Error('the bench changes no owner in a CRM');
    },
    writeValues: async () => {
      throw new Error('the bench changes no value in a CRM');
    },
  };
}

function unlooked(): never {
  throw new Error('the bench reads whole lists');
}

const unasked = async (): Promise<never> => {
  throw new Error('the bench reads whole lists');
};

async function* pages<Row>(
  company: Company,
  after: string | undefined,
  rowsOf: (account: Account) => Row[],
): AsyncGenerator<CrmPage<Row>> {
  for (let from = Number(after ?? 0); from < company.accountCount; from += PAGE) {
    const size = Math.min(PAGE, company.accountCount - from);
    const accounts = Array.from({ length: size }, (_, at) => company.account(from + at));
    const next = from + size < company.accountCount ? String(from + size) : undefined;
    yield { records: accounts.flatMap(rowsOf), next, unread: 0 };
  }
}

function crmAccount(company: Company, account: Account, known: Map<number, string>): CrmAccount {
  const { crmId, name, aliases, ticker, parent, territory, owner, modifiedAt } = account;
  return {
    id: crmId,
    name,
    aliases,
    formerNames: account.formerNames.map((former) => former.name),
    shortForms: ticker === '' ? [] : [ticker],
    domains: domainNames([account.domain, ...account.moreDomains]),
    ...(parent !== null && { parentId: company.account(parent).crmId }),
    ...(territory && { territory }),
    ...(owner && { ownerId: owner }),
    ownerHistory: account.owners.map(({ owner: ownerId, at, by }) => ({
      ...(ownerId && { ownerId }),
      at: new Date(at),
      by: { id: String(by ?? 'machine'), name: known.get(by ?? 0) ?? 'HubSpot workflow' },
    })),
    attributes: attributesOf(account, new Date(modifiedAt)),
    changedAt: new Date(modifiedAt),
  };
}

function attributesOf(account: Account, at: Date): CrmAccount['attributes'] {
  const { country, state, city, zip, industry, employees, revenue, standing } = account;
  const facts = { country, state, city, zip, industry, employees, revenue, type: standing };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) =>
      value === null || value === '' ? [] : [[key, { value, source: 'HubSpot', at }]],
    ),
  );
}

function dealsOf(company: Company, { index, crmId: accountId }: Account) {
  return company
    .dealsOf(index)
    .map(({ crmId: id, owner: ownerId, closesAt, modifiedAt, ...deal }) => ({
      ...deal,
      id,
      accountId,
      ...(ownerId && { ownerId }),
      currency: 'USD',
      closesAt: new Date(closesAt),
      changedAt: new Date(modifiedAt),
    }));
}

function leadsOf(company: Company, { index, crmId: accountId }: Account) {
  return company.contactsOf(index).map(({ crmId: id, email, owner, modifiedAt, ...contact }) => ({
    id,
    accountId,
    name: `${contact.firstName} ${contact.lastName}`,
    email,
    ...(owner && { ownerId: owner }),
    attributes: {},
    changedAt: new Date(modifiedAt),
  }));
}
