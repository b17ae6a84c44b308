import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDisputes } from '../support/disputes.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

const anAccount = (owner: string) => court.anAccount(owner);
const refusal = (kind: string) =>
  expect.objectContaining({ reason: expect.objectContaining({ kind }) });

describe('a claim', () => {
  it('is not heard again by way of another’s case either; who came too late to be heard is free', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    await court.appeal('Bo', id, 'https://mail.example/1');
    expect(await court.file('Dan', accountId)).toBe(id);
    await court.say('Bo', id, { kind: 'withdraw', reason: '' });
    const other = await court.file('Dan', accountId);
    expect(other).not.toBe(id);
    await expect(court.file('Bo', accountId)).rejects.toEqual(refusal('barred'));
  });

  it('is barred by whatever name it goes, but not where its filer had let it be before the verdict', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    await court.file('Cy', accountId);
    await court.say('Bo', id, { kind: 'withdraw', reason: 'Cy first.' });
    await court.passUp('Cy', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    const again = court.file('Cy', accountId, { kind: 'territory-wrong' });
    await expect(again).rejects.toEqual(refusal('barred'));
    expect(await court.file('Bo', accountId)).not.toBe(id);
  });

  it('rests where its filer has filed and withdrawn it twice', async () => {
    const accountId = await anAccount('Ana');
    for (const _ of [1, 2]) {
      const id = await court.file('Bo', accountId);
      await court.say('Bo', id, { kind: 'withdraw', reason: 'We talk.' });
    }
    await expect(court.file('Bo', accountId)).rejects.toEqual(refusal('withdrawn-often'));
    await court.file('Cy', accountId);
    await court.file('Bo', accountId);
  });

  it('that asks for whoever has the account is none', async () => {
    const accountId = await anAccount('Ana');
    const wantedId = String(court.people.Ana);
    const theirs = refusal('theirs-already');
    await expect(court.file('Bo', accountId, { wantedId })).rejects.toEqual(theirs);
  });

  it('is not appealed while another case of the family is open', async () => {
    const accountId = await anAccount('Ana');
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    expect(await court.file('Cy', accountId, { kind: 'credit' })).not.toBe(id);
    const taken = { reason: { kind: 'no-appeal', because: { kind: 'other-case' } } };
    await expect(court.appeal('Bo', id, 'https://mail.example/2')).rejects.toMatchObject(taken);
  });
});
