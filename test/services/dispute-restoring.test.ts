import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeOutcome } from '../../src/domain/dispute-outcome.ts';
import { takeLeave } from '../../src/services/departures.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { aCrm } from '../support/crm.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

/** Bo contests an account of Ana’s, and sets himself as its owner in the CRM. */
async function aCase() {
  const accountId = await court.anAccount('Ana');
  const id = await court.file('Bo', accountId);
  await court.passUp('Bo', id);
  const edit = () =>
    changeOwner(
      court.world.ports,
      TEAM,
      aChange({
        ...{ accountId, cause: { kind: 'crm-edit' } },
        ...{ expected: String(court.people.Ana), wanted: String(court.people.Bo) },
      }),
    );
  return { accountId, id, edit };
}

describe('an owner whom somebody set in the CRM while an account was disputed', () => {
  it.each<[string, (otherId: string) => DisputeOutcome]>([
    ['corrects its data', () => ({ kind: 'fix-data', attribute: 'country', value: 'Spain' })],
    ['merges it', (id) => ({ kind: 'merge', other: { id, name: 'Other' } })],
  ])('is taken back by a verdict that %s', async (_, outcome) => {
    const { accountId, id, edit } = await aCase();
    await edit();
    const ruling = { outcome: outcome(await court.anAccount('Cy')) };
    court.pass();
    court.world.ports.crm = () => aCrm();
    await court.speak('Mia', id, { kind: 'rule', ruling, code: 'active-work', text: 'So it is.' });
    court.world.ports.crm = () => undefined;
    expect([await court.statusOf(id), await court.ownerOf(accountId)]).toEqual(['closed', 'Ana']);
  });

  it.each(['Bo', 'Ana'])(
    'gives way to whom ops had given it, also where that is %s',
    async (to) => {
      const { accountId, id } = await aCase();
      const { Ana, Cy } = court.people;
      const move = (expected = '', wanted = '', kind: 'operator' | 'crm-edit' = 'crm-edit') => {
        court.pass();
        const change = aChange({ accountId, expected, wanted, cause: { kind } });
        return changeOwner(court.world.ports, TEAM, change);
      };
      await move(Ana, Cy, 'operator');
      await move(Cy, court.people.Dan);
      await move(court.people.Dan, court.people[to]);
      await court.rule('Mia', id, { outcome: { kind: 'keep' } });
      expect([await court.statusOf(id), await court.ownerOf(accountId)]).toEqual(['closed', 'Cy']);
    },
  );

  it('is taken back by who drops their appeal', async () => {
    const { accountId, id, edit } = await aCase();
    await court.rule('Mia', id, { outcome: { kind: 'keep' } });
    await court.appeal('Bo', id, 'https://mail.example/1');
    await edit();
    await court.say('Bo', id, { kind: 'withdraw', reason: 'Never mind.' });
    expect([await court.statusOf(id), await court.ownerOf(accountId)]).toEqual(['closed', 'Ana']);
  });

  it('keeps nobody from deleting it there', async () => {
    const { prisma } = court.world.database;
    const { accountId, id, edit } = await aCase();
    await edit();
    const { crmId } = await prisma.account.findUniqueOrThrow({ where: { id: accountId } });
    await inTransaction(court.world.database, (tx) =>
      takeLeave(tx, court.world.ports, TEAM, {
        ...{ kind: 'account', crmIds: [crmId], crmName: 'HubSpot', why: 'deleted' },
      }),
    );
    expect([await court.statusOf(id), await court.ownerOf(accountId)]).toEqual([
      ...['withdrawn', 'Bo'],
    ]);
  });
});
