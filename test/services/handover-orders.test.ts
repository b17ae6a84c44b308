import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOverAccount, showForHandover } from '../../src/services/account-handover.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { openOrder, orderHandover } from '../../src/services/handover-orders.ts';
import { askHandovers, previewOf } from '../../src/services/handovers.ts';
import { pinAccount } from '../../src/services/pins.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt } from '../support/court.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

const small = { country: 'Germany', revenue: 5_000_000 };
const as = (user: string) => ({ workspaceId: TEAM, userId: `U0${user.toUpperCase()}` });
const held = (name: string, ownerId: string | undefined, facts = small) =>
  enter(court.world, name, {
    ...{ domain: `${name.toLowerCase()}.example`, facts, ...(ownerId && { ownerId }) },
  });
const give = (user: string, accountId: string, from: string | undefined, to: string) =>
  handOverAccount(court.world.ports, as(user), {
    ...{ accountId, ownerId: court.people[from ?? ''], repId: court.people[to] ?? '' },
    reason: 'closer to them',
  });

describe('one account', () => {
  it('goes to somebody in the name of whoever said so, and what waited about it is settled', async () => {
    const { world, people } = court;
    const id = await court.arrive('Alder', big, 'Bo');
    expect(await court.statesOf(id)).toEqual(['pending']);
    await give('Mia', id, 'Bo', 'Cy');

    expect(await court.ownerOf(id)).toBe('Cy');
    expect(await court.statesOf(id)).toEqual(['withdrawn']);
    const where = { accountId: id, toId: people.Cy };
    expect(await world.database.prisma.ownershipChange.findFirstOrThrow({ where })).toMatchObject({
      ...{ cause: { kind: 'handover', from: 'Bo' }, actor: { name: 'Mia' } },
      reason: 'closer to them',
    });
  });

  it('says what goes along, and that is for ops where nobody has it', async () => {
    const { world } = court;
    const id = await held('Beech', court.people.Bo);
    const free = await held('Cedar', undefined);
    const shown = await showForHandover(world.ports, as('Mia'), id);
    expect(shown).toMatchObject({
      card: { owner: { name: 'Bo' } },
      along: ['leads', 'open-deals'],
    });
    await expect(give('Mia', free, undefined, 'Cy')).rejects.toMatchObject({
      reason: { kind: 'not-your-account' },
    });
    await give('Olga', free, undefined, 'Cy');
    expect(await court.ownerOf(free)).toBe('Cy');
  });

  it('is refused to others, for one’s own gain, and on an older picture', async () => {
    const id = await held('Dogwood', court.people.Bo);
    await expect(give('Ana', id, 'Bo', 'Cy')).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'hand accounts over' },
    });
    await expect(give('Max', id, 'Bo', 'Cy')).rejects.toMatchObject({
      reason: { kind: 'not-your-account', owner: 'Bo', manager: 'Mia' },
    });
    await expect(give('Mia', id, 'Bo', 'Mia')).rejects.toMatchObject({
      reason: { kind: 'own-gain', subject: 'Dogwood' },
    });
    await expect(give('Mia', id, 'Ana', 'Cy')).rejects.toMatchObject({
      reason: { kind: 'owner-has-changed', present: 'Bo' },
    });
    expect(await court.ownerOf(id)).toBe('Bo');
  });
});

describe('a whole book', () => {
  /** Somebody of the West, with accounts of their own. */
  const employ = async (name: string, ...accounts: string[]) => {
    const { world, people } = court;
    const team = await world.database.prisma.team.findFirstOrThrow();
    const repId = await hire(world, name, { teamId: team.id, slackUserId: `U0${name}` });
    people[name] = repId;
    const ids: string[] = [];
    for (const account of accounts) ids.push(await held(account, repId));
    return { repId, ids };
  };
  const order = (user: string, repId: string, to?: string) => {
    const reason = 'on leave';
    const said = to
      ? ({ kind: 'to', repId: to, reason } as const)
      : ({ kind: 'by-rules' } as const);
    return orderHandover(court.world.ports, as(user), { repId, said, reason });
  };
  const work = async () => {
    for (let nth = 0; nth < 3; nth += 1) await court.work();
  };

  it('goes to one person but for what is pinned, and whoever ordered it hears how it ended', async () => {
    const { world, people } = court;
    const { repId, ids } = await employ('Dee', 'Elm', 'Fir', 'Gum');
    const [elm = '', fir = '', gum = ''] = ids;
    await pinAccount(world.ports, as('Mia'), gum, { reason: 'in renewal' });
    expect(await openOrder(world.ports, as('Mia'), { from: '@dee', to: '<@U0CY>' })).toMatchObject({
      ...{ rep: { name: 'Dee' }, held: { accounts: 3, leads: 0 }, to: { name: 'Cy' } },
      ...{ pinned: { count: 1, names: ['Gum'] }, along: ['leads', 'open-deals'] },
    });
    const asked = court.asked.length;
    await order('Mia', repId, people.Cy);
    await work();

    expect([await court.ownerOf(elm), await court.ownerOf(fir)]).toEqual(['Cy', 'Cy']);
    expect(await court.ownerOf(gum)).toBe('Dee');
    expect(court.asked.slice(asked).filter(({ question }) => question.kind === 'handover')).toEqual(
      [
        {
          channel: 'U0MIA',
          question: {
            kind: 'handover',
            handover: expect.objectContaining({
              ...{ endedAt: expect.any(Date), held: { accounts: 1, leads: 0 } },
              pinned: { count: 1, names: ['Gum'] },
              state: {
                kind: 'decided',
                verdict: expect.objectContaining({ held: { accounts: 3, leads: 0 } }),
              },
            }),
          },
        },
      ],
    );
  });

  it('goes where the rules lead, as the preview says', async () => {
    const { world } = court;
    const { repId, ids } = await employ('Eli', 'Hazel', 'Iris');
    await pinAccount(world.ports, as('Olga'), ids[1] ?? '', { reason: 'in renewal' });
    expect(await previewOf(world.ports, TEAM, repId)).toEqual({
      ...{ gain: [{ name: 'Ana', count: 1 }], stay: 0, wait: 1 },
    });
    await order('Olga', repId);
    await work();
    expect([await court.ownerOf(ids[0] ?? ''), await court.ownerOf(ids[1] ?? '')]).toEqual([
      ...['Ana', 'Eli'],
    ]);
    expect(await court.statesOf(ids[1] ?? '')).toEqual(['pending']);
    const { people } = court;
    expect(await previewOf(world.ports, TEAM, people.Ana ?? '')).toMatchObject({
      gain: [],
      wait: 0,
    });
  });

  it('leaves what is in dispute, by name', async () => {
    const { world, people } = court;
    const { repId, ids } = await employ('Hal', 'Maple', 'Nutmeg');
    const [maple = '', nutmeg = ''] = ids;
    const at = world.ports.clock.now();
    await world.database.prisma.dispute.create({
      data: {
        ...{ workspaceId: TEAM, number: 1, accountId: maple, familyId: maple, status: 'filed' },
        ...{ raisedById: people.Ana ?? '', claim: {}, state: {}, raisedAt: at, movedAt: at },
      },
    });
    expect(await openOrder(world.ports, as('Mia'), { from: 'Hal' })).toMatchObject({
      ...{ pinned: { count: 0 }, disputed: { count: 1, names: ['Maple'] } },
    });
    await order('Mia', repId, people.Cy);
    await work();
    expect([await court.ownerOf(maple), await court.ownerOf(nutmeg)]).toEqual(['Hal', 'Cy']);
  });

  it('answers the question that waits, where somebody has left', async () => {
    const { world, people } = court;
    const { repId, ids } = await employ('Fay', 'Juniper');
    const leftAt = new Date('2026-11-19T08:00:00Z');
    await world.database.prisma.rep.update({ where: { id: repId }, data: { leftAt } });
    await askHandovers(world.ports, TEAM);
    await order('Mia', repId, people.Bo);
    await work();
    expect(await court.ownerOf(ids[0] ?? '')).toBe('Bo');
    const rows = await world.database.prisma.handover.findMany({ where: { repId } });
    expect(rows).toMatchObject([{ status: 'decided', leftAt, endedAt: expect.any(Date) }]);
  });

  it('is for ops and their manager, to somebody else than themselves', async () => {
    const { people, world } = court;
    const { repId } = await employ('Gil', 'Larch');
    await expect(order('Max', repId, people.Bo)).rejects.toMatchObject({
      reason: { kind: 'not-your-account', owner: 'Gil', manager: 'Mia' },
    });
    await expect(openOrder(world.ports, as('Ana'), { from: 'Gil' })).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'hand accounts over' },
    });
    await expect(order('Mia', repId, people.Mia)).rejects.toMatchObject({
      reason: { kind: 'own-gain' },
    });
    await expect(order('Mia', repId, repId)).rejects.toMatchObject({
      reason: { kind: 'already-owner', owner: 'Gil' },
    });
    expect(await world.database.prisma.handover.count({ where: { repId } })).toBe(0);
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
