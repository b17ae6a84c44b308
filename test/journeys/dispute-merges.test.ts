import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { caseOf, fileOn, idOf, type Name } from '../support/dispute-desk.ts';
import { stageWithHubSpot } from '../support/hubspot-desk.ts';

/** Each country is somebody's. */
const rules = `
rule set "Countries"

rule "Germany"
  in geography, priority 1
  says "Germany is Ana’s."
  when country = DE
  then rep ana@registry.example

rule "France"
  in geography, priority 2
  says "France is Cy’s."
  when country = FR
  then rep cy@registry.example

rule "Spain"
  in geography, priority 3
  says "Spain is Dan’s."
  when country = ES
  then rep dan@registry.example
`;

let staged: Awaited<ReturnType<typeof stageWithHubSpot>>;
const there = () => staged;
const deskFor = (name: Name) => deskOf(there, idOf(name));
beforeAll(async () => {
  staged = await stageWithHubSpot(
    async ({ found }) => {
      for (const account of ['Elm', 'Fir', 'Bay'])
        await found(account, 'Ana', { country: 'Germany' });
      for (const account of ['Oak', 'Yew']) await found(account, 'Cy', { country: 'France' });
    },
    { rules },
  );
});
afterAll(() => staged.stop());

describe('the account of a case that is merged in HubSpot', () => {
  it('takes the case with it, frozen from the first moment, and whoever has it now is a side', async () => {
    const { hubspot } = staged;
    const [elm, oak] = [caseOf(there, 'Elm'), caseOf(there, 'Oak')];
    await fileOn(there, 'Dan', 'elm.example');
    await elm.shows(/Before both sides/);
    // By the time anybody hears of the merger, the rules would give what has come of it to Dan.
    await hubspot.tell(undefined);
    await hubspot.edit('Oak', { country: 'Spain' });
    await hubspot.tell(`${staged.url}/hubspot/events`);
    await hubspot.merge('Oak', 'Elm');
    await oak.shows(/Before both sides.*\(.*<@U0CY>.*\)/s);
    await oak.tells(/lives on as \*Oak\*, and so does the case\. It is <@U0CY>’s, who is heard/);
    await deskFor('Max').ask('/whoowns', 'oak.example');
    await deskFor('Max').sees(/U0CY/);
    expect(await hubspot.read('Oak', 'hubspot_owner_id')).toBe(hubspot.ownerId('Cy'));
  });

  it('makes one of two cases, with everybody’s claim in it', async () => {
    const [fir, yew] = [caseOf(there, 'Fir'), caseOf(there, 'Yew')];
    await fileOn(there, 'Dan', 'fir.example', { reason: 'Fir wrote to me.' });
    await fir.shows(/Before both sides/);
    await fileOn(there, 'Ana', 'yew.example', { reason: 'Yew is next door.' });
    await yew.shows(/Before both sides/);
    await staged.hubspot.merge('Yew', 'Fir');
    await fir.shows(/Part of another case.*Dispute 3 goes on/s);
    await fir.tells(/merged with one that is disputed too\. Dispute 3 goes on/);
    await yew.tells(/<@U0DAN> joined the case.*Fir wrote to me/s);
    await yew.shows(/Yew is next door.*Fir wrote to me/s);
    await deskFor('Max').ask('/territory', 'disputes');
    await deskFor('Max').sees(/2 disputes are open, of 3.*Yew.*before both sides/s);
    // Whatever is decided is decided for both: all sides are asked.
    await yew.press('Dan', 'dispute:pass-up');
    await yew.shows(/Before the managers\* \(<@U0MIA> and <@U0MAX>\)/);
  });

  it('ends the case where the account is deleted', async () => {
    const bay = caseOf(there, 'Bay');
    await fileOn(there, 'Dan', 'bay.example');
    await bay.shows(/Before both sides/);
    await staged.hubspot.archive('Bay');
    await bay.shows(/\*Withdrawn\*: Bay is gone from the CRM/);
    await bay.tells(/\*Withdrawn\*/);
  });
});
