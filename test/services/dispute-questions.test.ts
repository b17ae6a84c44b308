import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearDispute } from '../../src/services/dispute-triage.ts';
import { decideProposal } from '../../src/services/verdicts.ts';
import { saveProposedFixes } from '../../src/store/fixes.ts';
import { newId } from '../../src/store/id.ts';
import { enter } from '../support/accounts.ts';
import { aCrm } from '../support/crm.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

let nth = 0;
/** Bo’s, and by the rules Ana’s. */
const anAccount = () => {
  nth += 1;
  return enter(court.world, `Works ${nth}`, {
    ...{ domain: `w${nth}.example`, ownerId: String(court.people.Bo) },
    facts: { country: 'Germany' },
  });
};
/** Cy disputes it, and meanwhile the rules have asked. */
async function anAskedCase() {
  const accountId = await anAccount();
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

  it('is not asked anew before the value is right over which it was contested', async () => {
    const { prisma } = court.world.database;
    const accountId = await anAccount();
    const by = { kind: 'machine', name: 'Cadastre' } as const;
    const fix = { accountId, attribute: 'country', previous: 'Germany', proposed: 'Norway' };
    await saveProposedFixes(prisma, TEAM, [fix], { batchId: newId(), by, at: new Date() });
    const wrong = { kind: 'data-wrong', attribute: 'country' } as const;
    const id = await court.file('Cy', accountId, wrong, { isKilled: true });
    await court.route(accountId);
    expect(await court.statesOf(accountId)).toEqual(['pending']);
    court.world.ports.crm = () => aCrm();
    await hearDispute(court.world.ports, TEAM, id);
    court.world.ports.crm = () => undefined;
    await court.work();
    expect(await court.statusOf(id)).toBe('data-fix');
    expect(await court.statesOf(accountId)).toEqual(['withdrawn']);
    expect(await court.ownerOf(accountId)).toBe('Bo');
  });

  it('is decided by the rules once it is withdrawn, where nothing else made them wait', async () => {
    const { accountId, id } = await anAskedCase();
    await court.say('Cy', id, { kind: 'withdraw', reason: 'A mistake.' });
    expect(await court.statesOf(accountId)).toEqual(['withdrawn']);
    expect(await court.ownerOf(accountId)).toBe('Ana');
  });
});
