import { describe, expect, it } from 'vitest';
import { soon } from '../support/soon.ts';
import type { Window } from './page-window.ts';
import { visitDemo } from './visit.ts';

const manager = 'Desmond Pemberton';
const rep = 'Allison Quattlebaum';
const colleague = 'Malik Lovelady';
const ops = 'Tyler Montelongo';
const { sitDown, hubspot } = visitDemo(4330);

/** As somebody enters it in HubSpot: without a website, so that a person is asked before the rep of the place gets it. */
async function found(name: string): Promise<string> {
  const place = { country: 'United States', state: 'CA', city: 'Oakland', zip: '94612' };
  const size = { numberofemployees: '2400', annualrevenue: '190000000' };
  const { id } = await hubspot('POST', '/crm/v3/objects/companies', {
    properties: { name, industry: 'MACHINERY', ...place, ...size },
  });
  return id;
}

async function ownerInCrm(id: string): Promise<string | undefined> {
  const wish = `/crm/v3/objects/companies/${id}?properties=hubspot_owner_id`;
  const { hubspot_owner_id: owner } = (await hubspot('GET', wish)).properties;
  if (!owner) return undefined;
  const { firstName, lastName } = await hubspot('GET', `/crm/v3/owners/${owner}`);
  return `${firstName} ${lastName}`;
}

const typeReason = (window: Window, words: string) => window.box('Reason').fill(words);

describe('a decision that waits', () => {
  it('is approved from Home once, and is told and written wherever it belongs', async () => {
    const team = await sitDown(colleague, 'sales-west');
    const owner = await sitDown(rep, 'sales-smb');
    await owner.openMessages();
    const late = await sitDown(ops, 'revops');
    const id = await found('Larkspur Optics Inc');
    // Whoever belongs to the team sees what is asked; ops has opened it in a window.
    await team.reads('Larkspur Optics Inc: who should own it?');
    await late.say('/territory approvals');
    await late.button('Decide Larkspur Optics Inc').click();
    await late.reads('To be decided');

    const boss = await sitDown(manager, 'sales-west');
    await boss.goTo('Cadastre');
    await boss.tab('Home').click();
    await boss.reads('1 decision waits for a person');
    await boss.button('Decide Larkspur Optics Inc').click();
    await boss.reads(`Proposed @${rep}`);
    await boss.button('Approve Larkspur Optics Inc').click();
    await boss.reads(`Approved by ${manager}`);
    await boss.button('Close').click();
    await boss.reads('No decision waits for you.');

    await team.reads(`Approved by ${manager}`);
    await team.nothingReads('Reassign…');
    await owner.reads('Larkspur Optics Inc is yours now');
    await owner.reads(`${manager} decided so when asked`);
    await team.reads(`nobody → @${rep}`);
    await soon(async () => expect(await ownerInCrm(id)).toBe(rep));
    await late.button('Approve Larkspur Optics Inc').click();
    await late.reads(`Approved by ${manager}`);
    await late.button('Close').click();
    await late.nothingReads('To be decided');
    await late.openMessages();
    await late.reads(`is decided: ${manager} approved it for ${rep}`);
  });

  it('goes to somebody else for a reason; what HubSpot refuses is asked about, and tried again', async () => {
    const boss = await sitDown(manager, 'sales-smb');
    await boss.openMessages();
    const id = await found('Quarry Lake Pumps Inc');
    await boss.button('Why Quarry Lake Pumps Inc').click();
    await boss.reads('Enterprise, Northern California');
    await boss.reads('tried before the winner');
    await boss.button('Close').click();
    await hubspot('PATCH', '/admin/switches', { refused: [id] });
    await boss.button('Reassign Quarry Lake Pumps Inc').click();
    await boss.choose('New owner', colleague);
    await typeReason(boss, 'Malik has sold to their sister company.');
    await boss.button('Reassign').click();
    await boss.reads(`Reassigned by ${manager}`);
    await boss.reads('HubSpot does not take a new owner');
    expect(await ownerInCrm(id)).toBeUndefined();
    await hubspot('PATCH', '/admin/switches', { refused: [] });
    await boss.button('Write it again: Quarry Lake Pumps Inc').click();
    await boss.reads('HubSpot has it now');
    expect(await ownerInCrm(id)).toBe(colleague);
    const owner = await sitDown(colleague, 'sales-smb');
    await owner.openMessages();
    await owner.reads('Malik has sold to their sister company.');
  });

  it('is rejected for a reason, and stays as it is in HubSpot too', async () => {
    const boss = await sitDown(manager, 'sales-smb');
    const team = await sitDown(colleague, 'sales-west');
    await boss.openMessages();
    const id = await found('Heron Slate Tools Inc');
    await boss.button('Reject Heron Slate Tools Inc').click();
    await boss.reads('stays without an owner');
    await boss.button('Reject').click();
    await boss.reads('Please complete this required field.');
    await typeReason(boss, 'They are a shell of a company that we serve.');
    await boss.button('Reject').click();
    await boss.reads(`Rejected by ${manager}`);
    await team.reads('it stays without an owner.');
    await team.reads('They are a shell of a company that we serve.');
    expect(await ownerInCrm(id)).toBeUndefined();
    await boss.say('/whoowns heron slate tools');
    await boss.reads('Nobody owns this account yet');
  });

  it('is approved with others at once, for one reason', async () => {
    const boss = await sitDown(manager, 'sales-smb');
    await boss.openMessages();
    const names = ['Copper Fern Valves Inc', 'Tin Harbor Motors Inc'];
    const ids = await Promise.all(names.map(found));
    for (const name of names) await boss.button(`Approve ${name}`).wait();
    await boss.say('/territory approvals');
    await boss.button('Approve several…').click();
    await boss.reads('Each goes to whoever is proposed');
    await typeReason(boss, 'All of them lie in the north.');
    await boss.button('Approve these').click();
    await boss.reads('2 decisions approved');
    for (const id of ids) await soon(async () => expect(await ownerInCrm(id)).toBe(rep));
  });
});
