import { searchForm } from '../../src/domain/matching/search-form.ts';
import type { Crm, CrmAccount, CrmAttributes, CrmDeal, CrmLead, Ports } from '../../src/ports.ts';

/** All that a record says, by what it is called. */
type Picture = Record<string, unknown>;
type Pictures = Map<string, Picture>;

/** Where the registry is not as the CRM is, in anything that the port carries. */
export async function unlikeIn(ports: Ports, workspaceId: string, crm: Crm): Promise<string[]> {
  return [
    ...unlike('company', await accountsHere(ports, workspaceId), await accountsThere(crm)),
    ...unlike('contact', await leadsHere(ports, workspaceId), await leadsThere(crm)),
    ...unlike('deal', await dealsHere(ports, workspaceId), await dealsThere(crm)),
  ];
}

function unlike(noun: string, here: Pictures, there: Pictures): string[] {
  const missing = [...there.keys()].filter((id) => !here.has(id));
  return [
    ...missing.map((id) => `${noun} ${id} is missing here`),
    ...[...here].flatMap(([id, picture]) => {
      const wanted = there.get(id);
      if (!wanted) return [`${noun} ${id} is gone in HubSpot, and still here`];
      return [...new Set([...Object.keys(picture), ...Object.keys(wanted)])]
        .map((what) => ({ what, is: said(picture[what]), was: said(wanted[what]) }))
        .filter(({ is, was }) => is !== was)
        .map(({ what, is, was }) => `${noun} ${id}: ${what} is ${is}, not ${was}`);
    }),
  ];
}

function said(value: unknown): string {
  return JSON.stringify(value ?? null);
}

function factsOf(attributes: unknown): Picture {
  const known = attributes as CrmAttributes;
  return Object.fromEntries(Object.entries(known).map(([key, { value }]) => [key, value]));
}

async function accountsHere({ database }: Ports, workspaceId: string): Promise<Pictures> {
  const accounts = await database.prisma.account.findMany({
    where: { workspaceId, deletedAt: null },
    include: { owner: true, parent: true, names: true, domains: true },
  });
  return new Map(
    accounts.map(({ crmId, name, owner, parent, names, domains, attributes }) => {
      const called = names.map((one) => `${one.kind} ${one.name}`);
      const ownDomains = domains.map(({ domain }) => domain);
      return [
        crmId,
        {
          ...factsOf(attributes),
          ...{ name, owner: owner?.crmOwnerId, parent: parent?.crmId },
          ...{ domains: ownDomains.toSorted(), called: called.toSorted() },
        },
      ];
    }),
  );
}

async function accountsThere(crm: Crm): Promise<Pictures> {
  const found: Pictures = new Map();
  for await (const { records } of crm.accounts()) {
    for (const record of records) {
      const { id, name, ownerId: owner, parentId: parent, domains, attributes } = record;
      found.set(id, {
        ...factsOf(attributes),
        ...{ name, owner, parent, domains: domains.toSorted(), called: calledOf(record) },
      });
    }
  }
  return found;
}

/** Of two names that are one once normalised, the account's own comes first. */
function calledOf({ name, aliases, formerNames, shortForms }: CrmAccount): string[] {
  const all = [
    `name ${name}`,
    ...aliases.map((one) => `alias ${one}`),
    ...formerNames.map((one) => `former ${one}`),
    ...shortForms.map((one) => `short ${one}`),
  ];
  const normOf = (called: string) => searchForm(called.slice(called.indexOf(' ') + 1)).norm;
  const byNorm = new Map(all.toReversed().map((called) => [normOf(called), called]));
  byNorm.delete('');
  return [...byNorm.values()].toSorted();
}

async function leadsHere({ database }: Ports, workspaceId: string): Promise<Pictures> {
  const { prisma } = database;
  const leads = await prisma.lead.findMany({
    where: { workspaceId, deletedAt: null },
    include: { account: true },
  });
  const owners = await crmOwnersOf(prisma, workspaceId);
  return new Map(
    leads.map(({ crmId, name, email, account, ownerId, attributes }) => {
      const owner = ownerId && owners.get(ownerId);
      return [
        crmId,
        { ...factsOf(attributes), ...{ name, email, owner, account: account?.crmId } },
      ];
    }),
  );
}

async function leadsThere(crm: Crm): Promise<Pictures> {
  const pictureOf = ({ name, email, ownerId: owner, accountId, attributes }: CrmLead) => {
    return { ...factsOf(attributes), ...{ name, email, owner, account: accountId } };
  };
  const found: Pictures = new Map();
  for await (const { records } of crm.leads()) {
    for (const record of records) found.set(record.id, pictureOf(record));
  }
  return found;
}

/** Of accounts only: what belongs to none is not kept, and who is deleted keeps theirs here until they are back. */
async function dealsThere(crm: Crm): Promise<Pictures> {
  const pictureOf = ({ name, stage, status, amount, currency, ...deal }: CrmDeal) => {
    const { ownerId: owner, accountId: account, closesAt } = deal;
    return { name, stage, status, amount, currency, owner, account, closesAt };
  };
  const found: Pictures = new Map();
  for await (const { records } of crm.deals()) {
    for (const deal of records) if (deal.accountId) found.set(deal.id, pictureOf(deal));
  }
  return found;
}

async function dealsHere({ database }: Ports, workspaceId: string): Promise<Pictures> {
  const deals = await database.prisma.deal.findMany({
    where: { workspaceId, account: { deletedAt: null } },
    include: { account: true, owner: true },
  });
  return new Map(
    deals.map(({ crmId, name, stage, status, currency, closesAt, ...deal }) => {
      const amount = deal.amount === null ? undefined : Number(deal.amount);
      const [owner, account] = [deal.owner?.crmOwnerId, deal.account.crmId];
      return [crmId, { name, stage, status, amount, currency, owner, account, closesAt }];
    }),
  );
}

/** Their numbers in the CRM, by ours. */
export async function crmOwnersOf(
  prisma: Ports['database']['prisma'],
  workspaceId: string,
): Promise<Map<string, string>> {
  const reps = await prisma.rep.findMany({ where: { workspaceId, crmOwnerId: { not: null } } });
  return new Map(reps.map(({ id, crmOwnerId }) => [id, crmOwnerId ?? '']));
}
