import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import type { Crm } from '../../src/ports.ts';
import { ringDisputes } from '../../src/services/dispute-bells.ts';
import {
  appealDispute,
  type DisputeSaid,
  type Filing,
  raiseDispute,
  speakInDispute,
} from '../../src/services/disputes.ts';
import { readDispute } from '../../src/store/disputes.ts';
import { enter } from './accounts.ts';
import { openCourt } from './court.ts';
import { hire, TEAM } from './world.ts';

/**
 * The court of questions with a second team: Dan is Max’s, and Sue leads both Mia and Max. A minute passes with each step, so that
 * one thing is later than the other.
 */
export async function openDisputes(outside: { crm?: Crm } = {}) {
  const court = await openCourt(outside);
  const { world, people } = court;
  const { prisma } = world.database;
  people.Sue = await hire(world, 'Sue', { slackUserId: 'U0SUE', role: 'manager' });
  const leads = { workspaceId: TEAM, name: 'Heads', managerId: people.Sue };
  const heads = await prisma.team.create({ data: leads });
  const managers = { id: { in: [people.Mia, people.Max].map(String) } };
  await prisma.rep.updateMany({ where: managers, data: { teamId: heads.id } });
  const east = await prisma.team.create({
    data: { workspaceId: TEAM, name: 'East', managerId: String(people.Max) },
  });
  people.Dan = await hire(world, 'Dan', { slackUserId: 'U0DAN', teamId: east.id });
  let minutes = 0;
  let start = Date.UTC(2026, 10, 23, 9);
  const pass = (hours = 0) => {
    minutes += 60 * hours + 1;
    world.setTime(new Date(start + minutes * 60_000).toISOString());
  };
  /** From then on. */
  const at = (iso: string) => {
    start = Date.parse(iso);
    minutes = 0;
  };
  pass();
  const askerOf = (user: string) => ({ workspaceId: TEAM, userId: `U0${user.toUpperCase()}` });
  let accounts = 0;
  const anAccount = (owner: string) => {
    accounts += 1;
    const entry = { domain: `firm${accounts}.example`, ownerId: String(people[owner]) };
    return enter(world, `Firm ${accounts}`, entry);
  };
  const caseOf = async (id: string) => {
    const found = await readDispute(prisma, TEAM, id);
    if (!found) throw new Error(`no dispute ${id}`);
    return found;
  };
  const file = async (
    user: string,
    accountId: string,
    filing: Partial<Filing> = {},
    { isKilled = false } = {},
  ) => {
    pass();
    const said = { wish: 'It is mine.', reason: 'I called them first.', links: [] };
    const claim = { kind: 'owner-wrong' as const, ...said, ...filing, accountId };
    const raised = await raiseDispute(world.ports, askerOf(user), claim);
    // Nobody lives to do what follows from it.
    if (!isKilled) await court.work();
    return raised.disputeId;
  };
  const speak = (user: string, id: string, said: DisputeSaid) =>
    speakInDispute(world.ports, askerOf(user), id, said);
  const say = async (user: string, id: string, said: DisputeSaid) => {
    pass();
    const dispute = await speak(user, id, said);
    await court.work();
    return dispute;
  };
  return {
    ...court,
    ...{ at, pass, file, say, speak, askerOf, caseOf, anAccount },
    statusOf: async (id: string) => (await caseOf(id)).dispute.status,
    person: (name: string) => ({ id: String(people[name]), name }),
    rule: (user: string, id: string, ruling: Ruling) =>
      say(user, id, { kind: 'rule', ruling, code: 'active-work', text: 'The work decides.' }),
    passUp: (user: string, id: string) => say(user, id, { kind: 'pass-up', why: '' }),
    appeal: async (user: string, id: string, link: string) => {
      pass();
      return appealDispute(world.ports, askerOf(user), id, { text: 'Look at this.', link });
    },
    /** So many hours later the clock goes round. */
    ring: async (hours: number) => {
      pass(hours);
      await ringDisputes(world.ports);
      await court.work();
    },
    deal: async (name: string, accountId: string, owner: string) => {
      const { id } = await prisma.deal.create({
        data: {
          ...{ workspaceId: TEAM, crmId: name, accountId, name, stage: 'proposal', status: 'open' },
          ownerId: String(people[owner]),
        },
      });
      return id;
    },
    ownerOfDeal: async (id: string) => {
      const { ownerId } = await prisma.deal.findUniqueOrThrow({ where: { id } });
      return Object.entries(people).find(([, rep]) => rep === ownerId)?.[0];
    },
  };
}
