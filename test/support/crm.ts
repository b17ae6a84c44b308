import { addMinutes } from 'date-fns/addMinutes';
import type {
  Crm,
  CrmAccount,
  CrmDeal,
  CrmKind,
  CrmLead,
  CrmOwner,
  CrmPage,
  CrmTouch,
  Found,
  OwnerHow,
  OwnerReceipt,
  OwnerWrite,
  ValueReceipt,
  ValueWrite,
} from '../../src/ports.ts';

export type CrmDouble = Crm & {
  company: { owners: CrmOwner[]; accounts: CrmAccount[]; deals: CrmDeal[]; leads: CrmLead[] };
  /** Every write that was asked for, in order. */
  asked: { accountId: string; expected?: string | undefined; wanted?: string | undefined }[];
  /** Who owns an account in the CRM now. */
  ownerOf: (accountId: string) => string | undefined;
  /** A person edits an owner in the CRM's own pages. */
  edit: (accountId: string, ownerId: string | undefined, at: Date, how?: OwnerHow) => void;
  /** The same of leads. */
  askedOfLeads: { leadId: string; expected?: string | undefined; wanted?: string | undefined }[];
  leadOwnerOf: (leadId: string) => string | undefined;
  editLead: (leadId: string, ownerId: string | undefined) => void;
  /** And of deals. */
  askedOfDeals: { dealId: string; expected?: string | undefined; wanted?: string | undefined }[];
  dealOwnerOf: (dealId: string) => string | undefined;
  editDeal: (dealId: string, ownerId: string | undefined) => void;
  /** Ids that live on in others. */
  merged: Map<string, string>;
  /** What happens before each write: a wait, a failure. */
  before: () => Promise<void>;
};

/** A CRM in memory, read in pages of two. A test says what is in it and edits it as people do. */
export function aCrm(company: Partial<CrmDouble['company']> = {}): CrmDouble {
  const held = { owners: [], accounts: [], deals: [], leads: [], ...company };
  const owners = new Map<string, string | undefined>();
  const crm: CrmDouble = {
    name: 'HubSpot',
    company: held,
    asked: [],
    ownerOf: (id) =>
      owners.has(id) ? owners.get(id) : held.accounts.find((one) => one.id === id)?.ownerId,
    edit: (id, ownerId, at, how) => {
      owners.set(id, ownerId);
      const account = held.accounts.find((one) => one.id === id);
      if (account) moveOwner(account, ownerId, at, how);
    },
    askedOfLeads: [],
    leadOwnerOf: (id) => held.leads.find((one) => one.id === id)?.ownerId,
    // A write touches the record, as in any CRM.
    editLead: (id, ownerId) => {
      const lead = held.leads.find((one) => one.id === id);
      if (!lead) throw new Error(`no lead ${id}`);
      Object.assign(lead, { ownerId, changedAt: addMinutes(lead.changedAt, 1) });
    },
    askedOfDeals: [],
    dealOwnerOf: (id) => held.deals.find((one) => one.id === id)?.ownerId,
    editDeal: (id, ownerId) => {
      const deal = held.deals.find((one) => one.id === id);
      if (!deal) throw new Error(`no deal ${id}`);
      Object.assign(deal, { ownerId, changedAt: addMinutes(deal.changedAt, 1) });
    },
    before: async () => undefined,
    owners: () => pages(held.owners),
    fields: async () => [],
    makeFields: async () => undefined,
    mergeAccounts: async (keep, other) => {
      crm.merged.set(other, keep);
      held.accounts = held.accounts.filter(({ id }) => id !== other);
      return { kind: 'merged', into: keep };
    },
    accounts: (_fields, after) => listed(held.accounts, after),
    deals: (after) => listed(held.deals, after),
    leads: (_fields, after) => listed(held.leads.map(untold), after),
    accountUrl: async () => 'https://crm.example/companies/{id}',
    get: {
      account: async (ids) => found(held.accounts, ids, crm.merged),
      lead: async (ids) => found(held.leads, ids, crm.merged),
      deal: async (ids) => found(held.deals, ids, crm.merged),
    },
    merged: new Map(),
    changedSince: (kind, since) => pages(touches(held, kind).filter(({ at }) => at >= since)),
    all: (kind) => pages(touches(held, kind)),
    ownersAtOnce: 100,
    writeOwners: async (writes) => {
      const answers = new Map<string, OwnerReceipt>();
      for (const write of writes) answers.set(write.trace, await writeOwner(crm, write));
      return answers;
    },
    writeValues: async (writes) => {
      await crm.before();
      return new Map(writes.map((write) => [write.trace, writeValue(held, write)]));
    },
  };
  return crm;
}

function touches(held: CrmDouble['company'], kind: CrmKind): CrmTouch[] {
  const all = { account: held.accounts, lead: held.leads, deal: held.deals }[kind];
  return all.map((one) => ({ id: one.id, at: one.changedAt }));
}

function found<T extends { id: string }>(
  all: T[],
  ids: string[],
  merged: Map<string, string>,
): Map<string, Found<T>> {
  return new Map(
    ids.map((id): [string, Found<T>] => {
      const record = all.find((one) => one.id === id);
      const into = merged.get(id);
      if (record) return [id, { kind: 'there', record }];
      return [id, into ? { kind: 'merged', into } : { kind: 'gone' }];
    }),
  );
}

async function writeOwner(
  crm: CrmDouble,
  { kind, id, expected, wanted }: OwnerWrite,
): Promise<OwnerReceipt> {
  if (kind === 'lead') crm.askedOfLeads.push({ leadId: id, expected, wanted });
  else if (kind === 'deal') crm.askedOfDeals.push({ dealId: id, expected, wanted });
  else crm.asked.push({ accountId: id, expected, wanted });
  await crm.before();
  const { leadOwnerOf, dealOwnerOf, ownerOf } = crm;
  const present = { lead: leadOwnerOf, deal: dealOwnerOf, account: ownerOf }[kind](id);
  const at = new Date('2026-11-20T10:00:00Z');
  if (present === wanted) return { kind: 'already', at };
  if (present !== expected) return { kind: 'conflict', ...(present && { present }) };
  if (kind === 'lead') crm.editLead(id, wanted);
  else if (kind === 'deal') crm.editDeal(id, wanted);
  else crm.edit(id, wanted, at, 'app');
  return { kind: 'written', at };
}

function writeValue(
  { accounts }: CrmDouble['company'],
  { id, attribute, expected, wanted }: ValueWrite,
): ValueReceipt {
  const account = accounts.find((one) => one.id === id);
  if (!account) return { kind: 'refused', why: 'gone', problem: `There is no company ${id}.` };
  const held = account.attributes[attribute];
  const present = held && String(held.value);
  const at = addMinutes(account.changedAt, 1);
  if (present === wanted) return { kind: 'already', at };
  if ((present ?? '') !== expected) return { kind: 'conflict', ...(present && { present }) };
  Object.assign(account, {
    attributes: { ...account.attributes, [attribute]: { source: 'HubSpot', value: wanted, at } },
    changedAt: at,
  });
  return { kind: 'written', at };
}

export function aCrmOwner(id: string, fields: Partial<CrmOwner> = {}): CrmOwner {
  return { id, email: `${id}@registry.example`, name: `Rep ${id}`, archived: false, ...fields };
}

/** An account that nobody owns and that nobody owned; a test names only what it is about. */
export function aCrmAccount(id: string, fields: Partial<CrmAccount> = {}): CrmAccount {
  return {
    id,
    name: `Company ${id}`,
    formerNames: [],
    aliases: [],
    shortForms: [],
    domains: [],
    ownerHistory: [],
    attributes: {},
    changedAt: new Date('2026-11-01T08:00:00Z'),
    ...fields,
  };
}

/** A lead of no account that nobody owns; a test names only what it is about. */
export function aCrmLead(id: string, fields: Partial<CrmLead> = {}): CrmLead {
  const changedAt = new Date('2026-11-01T08:00:00Z');
  return { id, name: `Lead ${id}`, attributes: {}, changedAt, ...fields };
}

export function aCrmDeal(id: string, fields: Partial<CrmDeal> = {}): CrmDeal {
  const changedAt = new Date('2026-11-01T08:00:00Z');
  const told = { name: `Deal ${id}`, stage: 'Open', status: 'open', currency: 'USD' } as const;
  return { id, ...told, changedAt, ...fields };
}

/** Attributes as HubSpot would have them. */
export function told(values: Record<string, string | number>): CrmLead['attributes'] {
  const at = new Date('2026-11-01T08:00:00Z');
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, source: 'HubSpot', at }]),
  );
}

export const clerk = { id: '900', name: 'Dana Cole' };

/** The owners of an account, one after the other: `['7', '2025-02-01']`; the last one owns it now. */
export function owned(
  ...steps: [ownerId: string | undefined, on: string][]
): Pick<CrmAccount, 'ownerId' | 'ownerHistory'> {
  const ownerId = steps.at(-1)?.[0];
  const ownerHistory = steps.map(([id, on]) => ({
    ...(id && { ownerId: id }),
    at: new Date(on),
    by: clerk,
  }));
  return { ...(ownerId && { ownerId }), ownerHistory };
}

function moveOwner(
  account: CrmAccount,
  ownerId: string | undefined,
  at: Date,
  how: OwnerHow | undefined,
): void {
  const { ownerId: _, ...rest } = account;
  const step = { ...(ownerId && { ownerId }), at, by: clerk, ...(how && { how }) };
  Object.assign(account, rest, { ownerId, ownerHistory: [...account.ownerHistory, step] });
}

/** As a list shows it: how it came to its owner is not said there. */
function untold({ ownerHistory: _, ...lead }: CrmLead): CrmLead {
  return lead;
}

/** A page says behind which record the next one begins: what is made or deleted meanwhile moves nothing. */
async function* listed<T extends { id: string }>(
  all: T[],
  after: string | undefined,
): AsyncGenerator<CrmPage<T>> {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  for (let at = from; at === from || at < all.length; at += 2) {
    const records = all.slice(at, at + 2);
    const next = at + 2 < all.length ? records.at(-1)?.id : undefined;
    yield { records, next, unread: 0 };
  }
}

async function* pages<T>(all: T[]): AsyncGenerator<T[]> {
  for (let from = 0; from < all.length; from += 2) yield all.slice(from, from + 2);
}
