import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeOutcome } from '../../src/domain/dispute-outcome.ts';
import { enter } from '../support/accounts.ts';
import { RULES } from '../support/court.ts';
import { openDisputes } from '../support/disputes.ts';
import { publish } from '../support/publishing.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
  await publish(
    court.world,
    `${RULES}
pool "Heads" round robin = max@registry.example, mia@registry.example

rule "Italy"
  in geography, priority 3
  says "Italy is Mia’s."
  when country = IT
  then rep mia@registry.example

rule "Spain"
  in geography, priority 4
  says "Spain goes to the heads in turn."
  when country = ES
  then pool "Heads"
`,
  );
});
afterAll(() => court.world.close());

let nth = 0;
const anAccount = (country: string, owner = 'Ana') => {
  nth += 1;
  return enter(court.world, `Yard ${nth}`, {
    ...{ domain: `y${nth}.example`, ownerId: String(court.people[owner]), facts: { country } },
  });
};
/** Before Mia, who leads both sides. */
async function beforeMia(country: string) {
  const id = await court.file('Cy', await anAccount(country));
  await court.passUp('Ana', id);
  return { id, rule: (outcome: DisputeOutcome) => court.rule('Mia', id, { outcome }) };
}
const ownGain = expect.objectContaining({ reason: expect.objectContaining({ kind: 'own-gain' }) });

describe('whoever decides', () => {
  it('cannot leave it to rules that give it to them, or to a pool of theirs', async () => {
    for (const country of ['Italy', 'Spain']) {
      const { rule } = await beforeMia(country);
      await expect(rule({ kind: 're-route' })).rejects.toEqual(ownGain);
    }
    const { rule } = await beforeMia('Germany');
    expect((await rule({ kind: 're-route' })).status).toBe('closed');
  });

  it('cannot correct it so that the rules give it to them', async () => {
    const { rule } = await beforeMia('Austria');
    await expect(rule({ kind: 'fix-data', attribute: 'country', value: 'Italy' })).rejects.toEqual(
      ownGain,
    );
  });

  it('cannot have it merged with a record of theirs', async () => {
    const other = { id: await anAccount('Austria', 'Mia'), name: 'Other' };
    const { rule } = await beforeMia('Austria');
    await expect(rule({ kind: 'merge', other })).rejects.toEqual(ownGain);
  });

  it('cannot confirm what another may decide', async () => {
    const id = await court.file('Dan', await anAccount('Italy'));
    await court.passUp('Ana', id);
    await court.rule('Max', id, { outcome: { kind: 're-route' } });
    await expect(court.say('Mia', id, { kind: 'second', number: 1 })).rejects.toEqual(ownGain);
  });
});
