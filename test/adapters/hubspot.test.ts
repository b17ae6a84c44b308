import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { collect, connect, tellOwner } from './hubspot-server.ts';

const company = createCompany({ seed: 11, accounts: 230 });
let hubspot: HubSpot;

beforeAll(async () => {
  hubspot = await startHubSpot({
    port: 0,
    company,
    token: 'pat-test',
    portalId: 4711,
    limits: 'off',
  });
});
afterAll(() => hubspot.stop());

const told = Array.from({ length: company.accountCount }, (_, index) => company.account(index));

describe('The sandbox’s HubSpot, read whole', () => {
  it('names everybody, those who left among them', async () => {
    const owners = await collect(connect(hubspot).owners());
    expect(owners.map(({ id }) => id).sort()).toEqual(
      company.people.map(({ crmOwnerId }) => crmOwnerId).sort(),
    );
    expect(owners.filter(({ archived }) => archived)).toHaveLength(
      company.people.filter(({ left }) => left).length,
    );
    expect(owners.every(({ name }) => name.length > 0)).toBe(true);
  });

  it('says in which team each owner is', async () => {
    const owners = await collect(connect(hubspot).owners());
    const [team] = company.teams;
    const members = owners.filter((owner) => owner.team === team?.name).map(({ email }) => email);
    const expected = team?.members.map(({ email }) => email).toSorted();
    expect(members.toSorted()).toEqual(expected);
  });

  it('gives every account once, with its owner, family and former owners', async () => {
    const accounts = await collect(connect(hubspot).accounts());
    expect(accounts.map(({ id }) => id)).toEqual(told.map(({ crmId }) => crmId));
    for (const [nth, account] of accounts.entries()) {
      const { owner, owners, territory, aliases, parent } = told[nth] ?? company.account(nth);
      expect(account.ownerId ?? '').toBe(owner);
      expect(account.ownerHistory.at(-1)?.ownerId ?? '').toBe(owner);
      expect(account.territory ?? '').toBe(territory);
      expect(account.aliases).toEqual(aliases);
      expect(account.parentId).toBe(parent === null ? undefined : told[parent]?.crmId);
      const spells = owners.map((spell) => spell.owner).filter((id, at) => at > 0 || id !== '');
      expect(account.ownerHistory.map(({ ownerId }) => ownerId ?? '')).toEqual(spells);
    }
  });

  it('gives every deal and lead with the account it belongs to', async () => {
    const deals = told.flatMap(({ index, crmId }) =>
      company.dealsOf(index).map((deal) => [deal.crmId, crmId, deal.status, deal.amount]),
    );
    const read = await collect(connect(hubspot).deals());
    const rows = read.map(({ id, accountId, status, amount }) => [id, accountId, status, amount]);
    expect(rows).toEqual(deals);
    const contacts = told.flatMap(({ index, crmId }) =>
      company.contactsOf(index).map((contact) => [contact.crmId, crmId, contact.email]),
    );
    const leads = await collect(connect(hubspot).leads());
    expect(leads.map(({ id, accountId, email }) => [id, accountId, email])).toEqual(contacts);
  });

  it('links to the record page of the sandbox', async () => {
    const template = (await connect(hubspot).accountUrl()) ?? '';
    expect(template).toBe(`${hubspot.url}/contacts/4711/record/0-2/{id}`);
    const page = await fetch(template.replace('{id}', told[0]?.crmId ?? ''));
    expect(page.ok).toBe(true);
    const ofLeads = (await connect(hubspot).leadUrl?.()) ?? '';
    expect(ofLeads).toBe(`${hubspot.url}/contacts/4711/record/0-1/{id}`);
    const [lead] = company.contactsOf(told[0]?.index ?? 0);
    expect((await fetch(ofLeads.replace('{id}', lead?.crmId ?? ''))).ok).toBe(true);
  });
});

describe('An owner written to the sandbox’s HubSpot', () => {
  it('stands there, is the last of its history, and is ours only as long as nobody edits', async () => {
    const crm = connect(hubspot);
    const { crmId: id, owner: expected } = company.account(0);
    const [wanted, other] = company.reps
      .map(({ crmOwnerId }) => crmOwnerId)
      .filter((id) => id !== expected);
    const write = { kind: 'account', id, expected, wanted } as const;
    expect(await tellOwner(crm, write)).toMatchObject({ kind: 'written' });
    expect(await tellOwner(crm, write)).toMatchObject({ kind: 'already' });
    expect(await tellOwner(crm, { ...write, wanted: other })).toEqual({
      kind: 'conflict',
      present: wanted,
    });
    const [account] = await collect(crm.accounts());
    expect(account?.ownerHistory.at(-1)).toMatchObject({ ownerId: wanted });
  });

  it('is refused with a wrong token, and says so', async () => {
    const stranger = connect(hubspot, { token: 'pat-stolen' });
    await expect(collect(stranger.accounts())).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/HubSpot refused the token.*HUBSPOT_TOKEN/),
    });
  });

  it('cannot be somebody whom HubSpot does not know', async () => {
    const { crmId: id, owner } = company.account(5);
    const write = { kind: 'account', id, expected: owner || undefined, wanted: '999' } as const;
    expect(await tellOwner(connect(hubspot), write)).toMatchObject({
      ...{ kind: 'refused', why: 'invalid' },
      problem: expect.stringContaining('Owner 999 does not exist'),
    });
  });
});
