import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { askHandovers, decideHandover, type HandoverSaid } from '../../src/services/handovers.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

const small = { country: 'Germany', revenue: 5_000_000 };
const left = new Date('2026-11-19T08:00:00Z');

/** Somebody of the West who has left, with accounts of these facts. */
async function depart(name: string, books: Record<string, Record<string, string | number>>) {
  const { world, people } = court;
  const team = await world.database.prisma.team.findFirstOrThrow();
  const repId = await hire(world, name, { teamId: team.id, leftAt: left });
  people[name] = repId;
  const ids: Record<string, string> = {};
  for (const [account, facts] of Object.entries(books)) {
    const domain = `${account.toLowerCase()}.example`;
    ids[account] = await enter(world, account, { domain, facts, ownerId: repId });
  }
  await askHandovers(world.ports, TEAM);
  await court.work();
  return { repId, ids };
}

const handoverOf = (repId: string) =>
  court.world.database.prisma.handover.findFirstOrThrow({ where: { repId } });
async function say(user: string, repId: string, said: HandoverSaid) {
  const { id } = await handoverOf(repId);
  court.pass(1);
  const asker = { workspaceId: TEAM, userId: `U0${user.toUpperCase()}` };
  await decideHandover(court.world.ports, asker, id, said);
  await court.work();
}
const ownersOf = async (ids: Record<string, string>) => {
  const named = Object.entries(ids).map(async ([name, id]) => [name, await court.ownerOf(id)]);
  return Object.fromEntries(await Promise.all(named));
};

describe('somebody who has left with accounts', () => {
  it('is asked about once, of their manager, with where the rules would lead', async () => {
    await depart('Dee', { Apple: small, Birch: small, Cedar: big });
    await askHandovers(court.world.ports, TEAM);
    await court.work();

    const asked = court.asked.filter(({ question }) => question.kind === 'handover');
    expect(asked).toMatchObject([
      {
        channel: 'U0MIA',
        question: {
          handover: {
            ...{ rep: { name: 'Dee' }, held: { accounts: 3, leads: 0 }, leftAt: left },
            preview: { gain: [{ name: 'Ana', count: 2 }], wait: 1 },
          },
        },
      },
    ]);
  });

  it('hands over by the rules: what a machine should not decide alone waits', async () => {
    const { repId, ids } = await depart('Eli', { Dune: small, Elm: big });
    await say('Mia', repId, { kind: 'by-rules' });

    expect(await ownersOf(ids)).toEqual({ Dune: 'Ana', Elm: 'Eli' });
    expect(await court.statesOf(ids.Elm ?? '')).toEqual(['pending']);
    expect(court.answered.at(-1)).toMatchObject({
      kind: 'handover',
      handover: {
        state: { kind: 'decided', verdict: { kind: 'by-rules', by: { name: 'Mia' } } },
        held: { accounts: 1 },
      },
    });
  });

  it('hands over what somebody set by hand, and what the leaver had a deal on', async () => {
    const { world } = court;
    const { repId, ids } = await depart('Fay', { Gum: small });
    const accountId = ids.Gum ?? '';
    const { prisma } = world.database;
    await prisma.deal.create({
      data: {
        ...{ workspaceId: TEAM, accountId, crmId: 'd1', name: 'Renewal', stage: 'won soon' },
        ...{ status: 'open', amount: 9000, ownerId: repId },
      },
    });
    await prisma.ownershipChange.create({
      data: {
        ...{ workspaceId: TEAM, accountId, toId: repId, cause: { kind: 'operator' }, reason: '' },
        ...{ actor: { kind: 'operator', name: 'ops' }, at: new Date('2026-11-01'), auditSeq: 0 },
      },
    });
    await say('Mia', repId, { kind: 'by-rules' });
    expect(await ownersOf(ids)).toEqual({ Gum: 'Ana' });
  });

  it('gives all to one person, in the name of whoever said so', async () => {
    const { world, people } = court;
    const { repId, ids } = await depart('Gil', { Hazel: small, Iris: big });
    await world.database.prisma.lead.create({
      data: { workspaceId: TEAM, crmId: 'l1', name: 'Jo', ownerId: repId, attributes: {} },
    });
    await say('Mia', repId, { kind: 'to', repId: people.Cy ?? '', reason: 'Cy knows them.' });

    expect(await ownersOf(ids)).toEqual({ Hazel: 'Cy', Iris: 'Cy' });
    const lead = await world.database.prisma.lead.findFirstOrThrow({ where: { crmId: 'l1' } });
    expect(lead.ownerId).toBe(people.Cy);
    const changes = await world.database.prisma.ownershipChange.findMany({
      where: { fromId: repId },
    });
    expect(changes).toHaveLength(3);
    for (const change of changes) {
      expect(change).toMatchObject({
        cause: { kind: 'handover', from: 'Gil' },
        ...{ actor: { name: 'Mia' }, reason: 'Cy knows them.' },
      });
    }
  });

  it('may stay as it is, and is not asked about again', async () => {
    const { repId, ids } = await depart('Hal', { Juniper: small });
    const before = court.asked.length;
    await say('Olga', repId, { kind: 'left', reason: 'Closing the office anyway.' });
    await askHandovers(court.world.ports, TEAM);
    await court.work();
    expect(await ownersOf(ids)).toEqual({ Juniper: 'Hal' });
    expect(court.asked.length).toBe(before);
  });

  it('is decided once, by their manager or ops, and not for one’s own gain', async () => {
    const { people } = court;
    const { repId } = await depart('Ian', { Larch: small });
    await expect(say('Max', repId, { kind: 'by-rules' })).rejects.toMatchObject({
      reason: { kind: 'not-your-team', managers: ['Mia'] },
    });
    await expect(say('Ana', repId, { kind: 'by-rules' })).rejects.toMatchObject({
      reason: { kind: 'not-your-role' },
    });
    const mine = { kind: 'to', repId: people.Mia ?? '', reason: 'mine' } as const;
    await expect(say('Mia', repId, mine)).rejects.toMatchObject({ reason: { kind: 'own-gain' } });
    await say('Mia', repId, { kind: 'by-rules' });
    await expect(say('Olga', repId, { kind: 'by-rules' })).rejects.toMatchObject({
      reason: { kind: 'handed-over', rep: 'Ian', first: { by: 'Mia', did: 'by-rules' } },
    });
  });

  it('keeps everything where they are back', async () => {
    const { repId } = await depart('Jan', { Maple: small });
    const { prisma } = court.world.database;
    await prisma.rep.update({ where: { id: repId }, data: { leftAt: null } });
    await askHandovers(court.world.ports, TEAM);
    await court.work();
    expect(await handoverOf(repId)).toMatchObject({ status: 'withdrawn' });
    expect(court.answered.at(-1)).toMatchObject({ handover: { state: { kind: 'withdrawn' } } });
  });
});

describe('what the rules leave of the book of somebody who has left', () => {
  const spain = { country: 'Spain', revenue: 5_000_000 };
  const italy = { country: 'Italy', revenue: 5_000_000 };
  beforeAll(async () => {
    await publish(
      court.world,
      `${RULES}
rule "Spain"
  in geography, priority 3
  says "Whoever has Spain keeps it."
  when country = ES
  then keep owner

rule "Italy"
  in geography, priority 4
  says "Italy is Mia’s."
  when country = IT
  then rep mia@registry.example
`,
    );
  });

  const placesOf = async (repId: string) => {
    const { id } = await handoverOf(repId);
    return court.asked.flatMap(({ channel, question }) =>
      question.kind === 'handover' && question.handover.id === id ? [channel] : [],
    );
  };

  it('is asked about once more: nothing stays with a leaver in silence', async () => {
    const { people } = court;
    const { repId, ids } = await depart('Kim', { Nutmeg: small, Olive: spain, Pine: big });
    await say('Mia', repId, { kind: 'by-rules' });
    expect(await ownersOf(ids)).toEqual({ Nutmeg: 'Ana', Olive: 'Kim', Pine: 'Kim' });
    expect(await placesOf(repId)).toEqual(['U0MIA']);
    expect(court.answered.at(-1)).toMatchObject({
      handover: {
        state: { kind: 'open', byRules: { by: { name: 'Mia' } } },
        held: { accounts: 2 },
      },
    });

    await say('Mia', repId, { kind: 'to', repId: people.Cy ?? '', reason: 'Cy is free.' });
    expect(await ownersOf(ids)).toEqual({ Nutmeg: 'Ana', Olive: 'Cy', Pine: 'Cy' });
    expect(await handoverOf(repId)).toMatchObject({ status: 'decided' });
  });

  it('and would give to whoever has them asked is for somebody else to say, of ops too', async () => {
    const { repId, ids } = await depart('Lee', { Quince: small, Rowan: italy });
    await say('Mia', repId, { kind: 'by-rules' });
    expect(await ownersOf(ids)).toEqual({ Quince: 'Ana', Rowan: 'Lee' });
    expect(await placesOf(repId)).toEqual(['U0MIA', 'C0OPS']);
    expect(court.answered.at(-1)).toMatchObject({
      handover: { state: { kind: 'open' }, by: { name: 'Mia' }, preview: { toDecider: 1 } },
    });
    await expect(say('Mia', repId, { kind: 'by-rules' })).rejects.toMatchObject({
      reason: { kind: 'own-gain', subject: 'What is left of the book of Lee' },
    });
    await say('Olga', repId, { kind: 'by-rules' });
    expect(await ownersOf(ids)).toEqual({ Quince: 'Ana', Rowan: 'Mia' });
    expect(await handoverOf(repId)).toMatchObject({ status: 'decided' });
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
