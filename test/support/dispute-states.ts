import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { merge } from '../../src/services/departures.ts';
import { ringDisputes } from '../../src/services/dispute-bells.ts';
import { hearDispute } from '../../src/services/dispute-triage.ts';
import {
  appealDispute,
  type DisputeSaid,
  raiseDispute,
  speakInDispute,
} from '../../src/services/disputes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { saveProposedFixes } from '../../src/store/fixes.ts';
import { newId } from '../../src/store/id.ts';
import { enter } from './accounts.ts';
import { aChange } from './changes.ts';
import type { CrmOfDisputes } from './dispute-crm.ts';
import { idOf, type Name } from './dispute-desk.ts';
import { TEAM, type World } from './world.ts';

const HOUR = 3_600_000;
export const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

/**
 * A case in each state that there is. People here are always at work, so `hours` after it was filed its clock is due: half of a
 * rung’s time, all of it, or a day that was decided on. `ends`: where it stands once a bot has looked.
 */
export const cases = {
  May: { hours: 2, kinds: 'filed triaged reached', ends: 'peers', owner: 'Ana' },
  Haw: { hours: 2, kinds: 'filed triaged reached merged', ends: 'merged', owner: 'Ana' },
  Nut: { hours: 2, kinds: 'filed triaged reached withdrawn', ends: 'withdrawn', owner: 'Ana' },
  Tea: { hours: 2, kinds: 'filed triaged data-fixed', ends: 'data-fix', owner: 'Ana' },
  Asp: {
    ...{ hours: 2, ends: 'manager', owner: 'Dan' },
    kinds: 'filed triaged reached offered agreed decided applied closed appealed reached',
  },
  Elm: { hours: 0, kinds: 'filed triaged reached', ends: 'peers', owner: 'Ana' },
  Fir: { hours: 5, kinds: 'filed triaged reached reminded', ends: 'peers', owner: 'Ana' },
  Oak: { hours: 20, kinds: 'filed triaged reached reached reached', ends: 'senior', owner: 'Ana' },
  Yew: {
    ...{ hours: 5, ends: 'senior', owner: 'Ana' },
    kinds: 'filed triaged reached reached reached reminded',
  },
  Ash: {
    ...{ hours: 9, ends: 'closed', owner: 'Ana' },
    kinds: 'filed triaged reached reached reached reached decided applied closed',
  },
  Bay: {
    ...{ hours: 72, ends: 'closed', owner: 'Dan' },
    kinds: 'filed triaged reached offered agreed decided applied closed',
  },
  Gum: {
    ...{ hours: 72, ends: 'manager', owner: 'Ana' },
    kinds: 'filed triaged reached reached ruled ruled decided reached',
  },
  Fig: {
    ...{ hours: 2, ends: 'closed', owner: 'Dan' },
    kinds: 'filed triaged reached offered agreed decided applied closed',
  },
} as const;
export type CaseName = keyof typeof cases;
export const caseNames = Object.keys(cases) as CaseName[];
export type Brought = Record<CaseName, { disputeId: string; crmId: string }>;

/** Everybody says what they have to say, and no worker lives to do what follows. */
export async function bringCases(world: World, crm: CrmOfDisputes): Promise<Brought> {
  const brought: Partial<Brought> = {};
  for (const name of caseNames) {
    world.setTime(ago(cases[name].hours).toISOString());
    const { accountId, crmId } = await register(world, crm, name);
    const disputeId = await file(world, name, accountId);
    brought[name] = { disputeId, crmId };
    if (name === 'Elm') continue;
    await hearDispute(world.ports, TEAM, disputeId);
    for (const [who, words] of await wordsFor(world, name)) {
      await speakInDispute(world.ports, askerFor(who), disputeId, words);
    }
    if (name === 'Asp') await appeal(world, disputeId);
    if (name === 'Haw') await mergeRecords(world, crm, brought.May?.crmId ?? '', crmId);
  }
  return brought as Brought;
}

const askerFor = (name: Name) => ({ workspaceId: TEAM, userId: idOf(name) });

async function register(world: World, crm: CrmOfDisputes, name: CaseName) {
  const { ports, database } = world;
  const { id: ownerId } = await database.prisma.rep.findFirstOrThrow({ where: { name: 'Ana' } });
  const facts = { country: 'Sweden' };
  const accountId = await enter(world, name, { domain: `${name.toLowerCase()}.example`, facts });
  const crmId = crm.create(name, 'Ana', facts.country);
  await database.prisma.account.update({ where: { id: accountId }, data: { crmId } });
  await changeOwner(ports, TEAM, aChange({ accountId, expected: null, wanted: ownerId }));
  return { accountId, crmId };
}

/** Dan contests each; of one the data is wrong, and a clean value is known. */
async function file({ ports, database }: World, name: CaseName, accountId: string) {
  const said = { wish: 'It is mine.', reason: 'I called them first.', links: [], accountId };
  const isOfData = name === 'Tea';
  const claim = isOfData
    ? { ...said, kind: 'data-wrong' as const, attribute: 'country' }
    : { ...said, kind: 'owner-wrong' as const };
  if (isOfData) {
    const fix = { accountId, attribute: 'country', previous: 'Sweden', proposed: 'Norway' };
    const by = { kind: 'machine', name: 'Cadastre' } as const;
    const found = { batchId: newId(), by, at: ports.clock.now() };
    await saveProposedFixes(database.prisma, TEAM, [fix], found);
  }
  return (await raiseDispute(ports, askerFor('Dan'), claim)).disputeId;
}

async function wordsFor(world: World, name: CaseName): Promise<[Name, DisputeSaid][]> {
  const { id, slackUserId } = await world.database.prisma.rep.findFirstOrThrow({
    where: { name: 'Dan' },
  });
  const to = { id, name: 'Dan', slackUserId: String(slackUserId) };
  const up = (who: Name): [Name, DisputeSaid] => [who, { kind: 'pass-up', why: '' }];
  const agreed = (ruling: Ruling): [Name, DisputeSaid][] => [
    ['Dan', { kind: 'offer', ruling }],
    ['Ana', { kind: 'agree', number: 1 }],
  ];
  const ruling: Ruling = { outcome: { kind: 'hold', until: ago(24) } };
  const hold = { kind: 'rule', ruling, code: 'active-work', text: 'We wait.' } as const;
  switch (name) {
    case 'May':
    case 'Haw':
    case 'Tea':
    case 'Elm':
    case 'Fir':
      return [];
    case 'Nut':
      return [['Dan', { kind: 'withdraw', reason: 'She called them before me.' }]];
    case 'Oak':
      return [up('Dan')];
    case 'Yew':
      return [up('Dan'), up('Mia')];
    case 'Ash':
      return [up('Dan'), up('Mia'), up('Sue')];
    case 'Bay':
      return agreed({ outcome: { kind: 'transfer-at', to, on: ago(24) } });
    case 'Gum':
      return [up('Dan'), ['Mia', hold], ['Max', hold]];
    case 'Fig':
    case 'Asp':
      return agreed({ outcome: { kind: 'transfer', to } });
  }
}

function appeal({ ports }: World, disputeId: string) {
  const said = { text: 'We spoke in May.', link: 'https://crm.example/call/9' };
  return appealDispute(ports, askerFor('Ana'), disputeId, said);
}

/** Two records were one company, and both are disputed: only the other case goes on. */
async function mergeRecords(
  { ports, database }: World,
  crm: CrmOfDisputes,
  primary: string,
  other: string,
): Promise<void> {
  const into = crm.merge(primary, other);
  const merger = { into, primary, others: [other], crmName: 'HubSpot' };
  await inTransaction(database, (tx) => merge(tx, ports, TEAM, { kind: 'account', ...merger }));
  await ringDisputes(ports);
}
