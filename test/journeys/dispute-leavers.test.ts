import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import {
  caseOf,
  fileOn,
  idOf,
  messagesTo,
  type Name,
  pressAlone,
  reasoned,
  ruleTo,
  suggested,
} from '../support/dispute-desk.ts';
import { stageWithHubSpot } from '../support/hubspot-desk.ts';
import { soon } from '../support/soon.ts';
import { doChore, ringNow } from '../support/task-queue.ts';

const rules = `
rule set "Countries"

rule "Germany"
  in geography, priority 1
  says "Germany is Ana’s."
  when country = DE
  then rep ana@registry.example
`;

let staged: Awaited<ReturnType<typeof stageWithHubSpot>>;
const there = () => staged;
const deskFor = (name: Name) => deskOf(there, idOf(name));
beforeAll(async () => {
  staged = await stageWithHubSpot(
    async ({ found }) => {
      await found('Elm', 'Ana', { country: 'Germany' });
      await found('Fir', 'Ana', { country: 'Germany' });
      await found('Oak', 'Cy', { country: 'Italy' });
    },
    { rules },
  );
});
afterAll(() => staged.stop());

const ownerInHubSpot = (account: string) => staged.hubspot.read(account, 'hubspot_owner_id');

describe('a side that leaves the company', () => {
  it('is not waited for: the managers are asked at once, and the thread says why', async () => {
    const elm = caseOf(there, 'Elm');
    await fileOn(there, 'Dan', 'elm.example');
    await elm.shows(/Before both sides/);
    await staged.hubspot.leave('Ana');
    const registry = await staged.beside();
    await doChore(registry, 'refresh-owners');
    await ringNow(registry);
    await elm.shows(/Before the managers\* \(<@U0MIA> and <@U0MAX>\)/);
    await elm.tells(/<@U0ANA> left the company and is not waited for/);
  });

  it('hands over all but the disputed account, which stays where it is', async () => {
    const { hubspot } = staged;
    const asked = /Ana has left: who gets the book/;
    await soon(async () => {
      const found = (await messagesTo(there, 'Mia')).map(wordsOf).find((one) => asked.test(one));
      expect(found).toMatch(/In dispute\* Elm: frozen until their cases are closed/);
    });
    await pressAlone(there, 'Mia', asked, 'handover:to');
    await deskFor('Mia').seesInWindow(/Ana/);
    const rep = {
      'proposal:candidate': await suggested(there, 'Mia', ['rep', 'proposal:candidate'], 'Cy'),
    };
    await deskFor('Mia').submit({ rep, ...reasoned('Cy knows them.') });
    await soon(async () => expect(await ownerInHubSpot('Fir')).toBe(hubspot.ownerId('Cy')));
    await ringNow(await staged.beside());
    expect(await ownerInHubSpot('Elm')).toBe(hubspot.ownerId('Ana'));
  });

  it('has it handed over too once the case ends with nobody else winning it', async () => {
    const { hubspot } = staged;
    const elm = caseOf(there, 'Elm');
    await elm.press('Dan', 'dispute:withdraw');
    await deskFor('Dan').seesInWindow(/stays with its owner/);
    await deskFor('Dan').submit(reasoned('Not worth it.'));
    await elm.shows(/\*Withdrawn\* by <@U0DAN>/);
    await soon(async () => expect(await ownerInHubSpot('Elm')).toBe(hubspot.ownerId('Cy')));
  });
});

describe('a manager whose account in Slack is switched off', () => {
  it('is not waited for, and the other does not decide alone: it goes up', async () => {
    const oak = caseOf(there, 'Oak');
    await fileOn(there, 'Dan', 'oak.example');
    await oak.shows(/Before both sides/);
    await oak.press('Dan', 'dispute:pass-up');
    await oak.shows(/Before the managers/);
    await oak.press('Mia', 'dispute:decide');
    await ruleTo(there, 'Mia', 'Dan', { why: 'Dan did the work.' });
    await oak.shows(/<@U0MIA> would decide/);
    await staged.slack.admin('user', { user: idOf('Max'), deactivated: true });
    await oak.shows(/Before whoever leads/);
    await oak.tells(/<@U0MAX> left the company and is not waited for/);
  });
});
