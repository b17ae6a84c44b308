import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEfforts } from '../../src/services/account-activity.ts';
import { aCrm, type CrmDouble } from '../support/crm.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let crm: CrmDouble;
let world: World;
let ana: string;
let account: string;
beforeAll(async () => {
  crm = aCrm();
  world = await openWorld({ crm });
  world.setTime('2026-11-20T10:00:00Z');
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  account = await register(world, 'Alder', { crmId: '1' });
});
afterAll(() => world.close());

const ask = () => readEfforts(world.ports, TEAM, account, [{ id: ana, name: 'Ana' }]);

it('is what each has done by the CRM’s own numbers, in the ninety days before now', async () => {
  const asked: unknown[] = [];
  const at = new Date('2026-11-10T10:00:00Z');
  crm.activities = async (...what) => {
    asked.push(what);
    return [
      { kind: 'meeting', way: 'both', at, ownerId: '7' },
      { kind: 'call', way: 'both', at, ownerId: '8' },
      { kind: 'email', way: 'in', at },
    ];
  };
  expect(await ask()).toMatchObject({
    ...{ kind: 'told', crm: 'HubSpot' },
    efforts: [{ who: { name: 'Ana' }, effort: { last: { kind: 'meeting', by: ana } } }],
  });
  const since = new Date('2026-08-22T10:00:00Z');
  expect(asked).toEqual([['1', { since, until: new Date('2026-11-20T10:00:00Z') }]]);
});

it('is said not to be known, and why, where the CRM does not answer or keeps no such thing', async () => {
  crm.activities = async () => {
    throw new Error('The token lacks a scope: add sales-email-read');
  };
  expect(await ask()).toMatchObject({
    kind: 'untold',
    because: expect.stringMatching(/sales-email/),
  });
  Reflect.deleteProperty(crm, 'activities');
  expect(await ask()).toMatchObject({ kind: 'untold', because: expect.stringMatching(/no CRM/) });
});
