import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDisputes } from '../../src/services/dispute-ledger.ts';
import { enter } from '../support/accounts.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

describe('the figures of the ledger', () => {
  it('count by what became of accounts: an appeal that changes nothing overturns nothing', async () => {
    const { ports } = court.world;
    const ownerId = String(court.people.Ana);
    const accountId = await enter(court.world, 'Acme', { domain: 'acme.example', ownerId });
    const id = await court.file('Bo', accountId);
    court.pass(2);
    await court.passUp('Ana', id);
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    await court.appeal('Ana', id, 'https://mail.example/1');
    await court.rule('Sue', id, { outcome: { kind: 'keep' } });
    expect(await court.ownerOf(accountId)).toBe('Bo');
    const { figures } = await listDisputes(ports, TEAM, 0);
    expect(figures).toMatchObject({ closed: 1, upheld: 1, appealed: 1, overturned: 0 });
  });

  it('leave out rungs that were only passed', async () => {
    const { ports } = court.world;
    const accountId = await enter(court.world, 'Birch', { domain: 'birch.example' });
    const id = await court.file('Bo', accountId);
    expect(await court.statusOf(id)).toBe('manager');
    const { figures } = await listDisputes(ports, TEAM, 0);
    // Of the first case: nobody could have ended the second one there.
    expect(figures?.hours.find(({ rung }) => rung === 'peers')?.hours).toBe(2);
  });
});
