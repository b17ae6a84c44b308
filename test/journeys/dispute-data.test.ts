import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveRanking } from '../../src/store/rankings.ts';
import { sales } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { caseOf, fileOn, filled, idOf, type Name } from '../support/dispute-desk.ts';
import { stageWithHubSpot } from '../support/hubspot-desk.ts';
import { soon } from '../support/soon.ts';
import { TEAM } from '../support/world.ts';

/** Each state is somebody's. */
const rules = `
rule set "States"

rule "California"
  in geography, priority 1
  says "California is Dan’s."
  when state = CA
  then rep dan@registry.example

rule "New York"
  in geography, priority 2
  says "New York is Ana’s."
  when state = NY
  then rep ana@registry.example
`;

let staged: Awaited<ReturnType<typeof stageWithHubSpot>>;
const there = () => staged;
const deskFor = (name: Name) => deskOf(there, idOf(name));
beforeAll(async () => {
  staged = await stageWithHubSpot(
    ({ found }) => {
      const written = { country: 'United States', state: 'New York', zip: '94103' };
      return found('Elm', 'Ana', written);
    },
    {
      rules,
      // A postal code is believed more than what somebody has typed.
      fill: ({ database, ports }) =>
        saveRanking(
          database.prisma,
          TEAM,
          { attribute: 'state', sources: [{ kind: 'postal-code' }, { kind: 'rules' }] },
          ports.clock.now(),
        ),
    },
  );
});
afterAll(() => staged.stop());

describe('a claim that data is wrong', () => {
  it('is not filed on a link, a field or a day that cannot be: the window says so beside each', async () => {
    const line = (value: string) => ({ type: 'plain_text_input', value });
    const on = { since: { type: 'datepicker', selected_date: '2090-01-01' } };
    const dan = deskFor('Dan');
    for (const [field, wrong, words] of [
      ['links', { links: line('hello not a link') }, /no link in “hello not a link”/],
      ['attribute', { attribute: line('blabla') }, /No field .* “blabla”: known are /],
      ['since', on, /still to come/],
    ] as const) {
      await staged.slack.page('command', {
        ...{ user: idOf('Dan'), channel: sales, command: '/dispute', text: 'elm.example' },
      });
      await dan.seesInWindow(/You dispute/);
      const claim = { ...filled({ kind: 'data-wrong' }), [field]: wrong };
      expect(await dan.submit(claim)).toEqual({
        ok: false,
        errors: { [field]: expect.stringMatching(words) },
      });
      await dan.dismiss();
    }
  });

  it('ends at once where a better source says so: HubSpot gets its value, and the rules decide anew', async () => {
    const { hubspot } = staged;
    const elm = caseOf(there, 'Elm');
    const said = { kind: 'data-wrong', attribute: 'State', reason: 'They are in San Francisco.' };
    expect(await fileOn(there, 'Dan', 'elm.example', said)).toEqual({ ok: true });
    await elm.shows(/Closed: the data was wrong.*state is “CA” .*not “New York”/s);
    await elm.tells(
      /state is “CA” \(.*by postal code: ranked first\), not “New York” \(HubSpot, which rules read: ranked second\)/,
    );
    await elm.tells(/The right value goes to HubSpot; as soon as it stands there/);
    await soon(async () => expect(await hubspot.read('Elm', 'state')).toBe('CA'));
    await soon(async () =>
      expect(await hubspot.read('Elm', 'hubspot_owner_id')).toBe(hubspot.ownerId('Dan')),
    );
    await deskFor('Cy').ask('/whoowns', 'elm.example');
    await deskFor('Cy').sees(/U0DAN/);
    await deskFor('Cy').ask('/territory', 'disputes');
    await deskFor('Cy').sees(
      /No dispute is open, of 1.*Elm.*the data is wrong.*\*Data was wrong\*/s,
    );
  });
});
