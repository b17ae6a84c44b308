import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideProposal } from '../../src/services/verdicts.ts';
import { enter } from '../support/accounts.ts';
import { openDisputes } from '../support/disputes.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
/** An account of Bo’s that the rules want to be Ana’s, and that Cy disputes meanwhile: the rules have asked. */
async function anAskedCase() {
  nth += 1;
  const accountId = await enter(court.world, `Works ${nth}`, {
    ...{ domain: `w${nth}.example`, ownerId: String(court.people.Bo) },
    facts: { country: 'Germany' },
  });
  const id = await court.file('Cy', accountId);
  await court.route(accountId);
  await court.work();
  const [asked] = await court.proposalsOf(accountId);
  return { accountId, id, proposalId: asked?.id ?? '' };
}

describe('what the rules have asked while a case was open', () => {
  it('is asked anew when it ends, and names the verdict', async () => {
    const { accountId, id, proposalId } = await anAskedCase();
    await court.passUp('Cy', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    const approving = decideProposal(
      ...([court.world.ports, court.askerOf('Mia'), proposalId] as const),
      { kind: 'approve', reason: '' },
    );
    await expect(approving).rejects.toMatchObject({ reason: { kind: 'asked-anew' } });
    expect(await court.ownerOf(accountId)).toBe('Bo');
    const [, fresh] = await court.proposalsOf(accountId);
    const flags = [{ kind: 'pinned', reason: expect.stringMatching(/^dispute \d+: The work/) }];
    expect(fresh).toMatchObject({ status: 'pending', flags });
  });

  it('is decided by the rules once it is withdrawn, where nothing else made them wait', async () => {
    const { accountId, id } = await anAskedCase();
    await court.say('Cy', id, { kind: 'withdraw', reason: 'A mistake.' });
    expect(await court.statesOf(accountId)).toEqual(['withdrawn']);
    expect(await court.ownerOf(accountId)).toBe('Ana');
  });
});
