import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routeUnowned } from '../../src/services/intake.ts';
import { publishRules } from '../../src/services/rules.ts';
import { aCrm, aCrmAccount, aCrmOwner, type CrmDouble, owned } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { openWorld, type World } from '../support/world.ts';

const RULES = `
rule "Germany"
  in geography, priority 1
  says "Germany belongs to rep 7."
  when country = DE
  then rep 7@registry.example
`;
const by = { kind: 'operator', name: 'ops' } as const;
const since = new Date('2026-01-01');
const german = { country: { value: 'Germany', source: 'HubSpot', at: since } };

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  crm = aCrm({ owners: [aCrmOwner('7'), aCrmOwner('8')] });
  here = mirror(world, crm);
  crm.company.accounts.push(aCrmAccount('1', { attributes: german }));
  await here.bringIn();
});

const publish = () => publishRules(here.ports, here.id, { text: RULES, note: 'first', by });
const ownerOf = async (crmId: string) => (await here.account(crmId)).ownerId;
const decisions = () => world.database.prisma.decision.count({ where: { workspaceId: here.id } });

describe('an import once rules are published', () => {
  it('routes accounts that are new in the CRM, and queues the write of their owner', async () => {
    await publish();
    crm.company.accounts.push(aCrmAccount('2', { attributes: german }));
    await here.bringIn();

    expect(await ownerOf('2')).toBe(await here.rep('7'));
    expect((await here.tasks()).map(({ kind }) => kind)).toEqual(['crm-owner']);
  });

  it('leaves accounts alone that have not changed since', async () => {
    await publish();
    await here.bringIn();

    expect(await ownerOf('1')).toBeNull();
    expect(await decisions()).toBe(0);
  });

  it('decides on one of which something else is known, once, and not on one merely touched', async () => {
    await publish();
    const [account] = crm.company.accounts;
    if (account) account.changedAt = new Date('2026-11-19T07:00:00Z');
    await here.bringIn();
    expect(await decisions()).toBe(0);

    const city = { value: 'Bonn', source: 'HubSpot', at: since };
    if (account) account.attributes = { ...german, city };
    await here.bringIn();
    await here.bringIn();

    expect(await ownerOf('1')).toBe(await here.rep('7'));
    expect(await decisions()).toBe(1);
  });

  it('does not undo what a person edits in the CRM', async () => {
    await publish();
    crm.company.accounts.push(
      aCrmAccount('3', { attributes: german, ...owned(['7', '2024-01-01']) }),
    );
    await here.bringIn();
    crm.edit('3', '8', new Date('2026-11-19T09:00:00Z'));
    const edited = crm.company.accounts.find(({ id }) => id === '3');
    if (edited) {
      edited.name = 'Company 3 Renamed';
      edited.changedAt = new Date('2026-11-19T09:00:00Z');
    }
    await here.bringIn();

    expect(await ownerOf('3')).toBe(await here.rep('8'));
    const [proposal] = await world.database.prisma.proposal.findMany({
      where: { workspaceId: here.id, status: 'pending' },
    });
    expect(proposal?.flags).toMatchObject([{ kind: 'set-by-hand', by: { name: 'Dana Cole' } }]);
  });

  it('leaves what nobody owned before to the operator, who routes it once a version', async () => {
    await publish();
    expect(await routeUnowned(here.ports, here.id)).toMatchObject({
      assigned: 1,
      stays: 0,
      pending: 0,
    });
    expect(await routeUnowned(here.ports, here.id)).toMatchObject({
      assigned: 0,
      stays: 0,
      pending: 0,
    });
    expect(await ownerOf('1')).toBe(await here.rep('7'));
  });
});
