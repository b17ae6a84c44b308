import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PutOff } from '../../src/domain/put-off.ts';
import { listDeadTasks, retryTask } from '../../src/services/dead-tasks.ts';
import { deliver } from '../../src/services/delivery.ts';
import { takeLeave } from '../../src/services/departures.ts';
import { listWaiting } from '../../src/services/proposals.ts';
import { drawQuestion } from '../../src/services/question-cards.ts';
import { inTransaction } from '../../src/store/database.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt } from '../support/court.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

describe('a decision that a machine should not make alone', () => {
  it('is asked of the manager of whoever would get it, in a message of their own', async () => {
    const elm = await court.arrive('Elm', big);
    await court.work();

    const { channel, proposal } = court.posted.at(-1) ?? {};
    expect(channel).toBe('U0MIA');
    expect(proposal).toMatchObject({
      subject: { kind: 'account', id: elm, name: 'Elm' },
      proposed: { name: 'Ana', accounts: 0 },
      rule: { name: 'Germany', sentence: 'Germany is Ana’s.', edition: 1 },
      course: { rule: 'the usual way', seats: [{ asked: { person: { name: 'Mia' } } }] },
      dueAt: new Date('2026-11-20T18:00:01.000Z'),
    });
    expect(proposal?.flags.map(({ kind }) => kind)).toEqual(['high-value']);
    expect(await court.ownerOf(elm)).toBeUndefined();
  });

  it('is asked of ops where it concerns nobody’s team', async () => {
    await court.arrive('Fir', { country: 'Spain' });
    await court.work();
    expect(court.posted.at(-1)).toMatchObject({
      channel: 'C0OPS',
      proposal: { subject: { name: 'Fir' }, flags: [{ kind: 'no-match' }] },
    });
  });

  it('is seen among what was given up where it could be posted nowhere, until it can', async () => {
    const { unreachable, world, posted, arrive, work } = court;
    for (const place of ['U0MIA', 'C0OPS']) unreachable.add(place);
    const before = posted.length;
    await arrive('Fig', big);
    await work();
    const dead = await listDeadTasks(world.ports);
    expect(dead).toMatchObject([
      { kind: 'draw-question', lastError: expect.stringContaining('in U0MIA, C0OPS: invite me') },
    ]);

    unreachable.clear();
    await retryTask(world.ports, dead[0]?.id ?? '');
    await work();
    expect(posted.slice(before)).toMatchObject([
      { channel: 'U0MIA', proposal: { subject: { name: 'Fig' } } },
    ]);
  });

  it('hangs once in each place where two workers draw it at the same time', async () => {
    const { world, posted, arrive, proposalsOf } = court;
    const before = posted.length;
    const [proposal] = await proposalsOf(await arrive('Gum', big));
    const drawing = { kind: 'proposal', id: proposal?.id ?? '', isRetry: false } as const;
    const draw = (ports = world.ports) => drawQuestion(ports, TEAM, drawing);
    const { notifier } = world.ports;
    const [entered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const post: typeof notifier.post = async (...said) => {
      entered.resolve();
      await release.promise;
      return notifier.post(...said);
    };
    const slow = draw({ ...world.ports, notifier: { ...notifier, post } });
    await entered.promise;
    await expect(draw()).rejects.toThrow(PutOff);
    release.resolve();
    await slow;

    expect(await draw()).toMatchObject({ receipt: { drawn: 1, posted: 0 } });
    expect(posted.slice(before).map(({ channel }) => channel)).toEqual(['U0MIA']);
  });

  it('is one message to ops and one to whoever decides where many come at once', async () => {
    const { world, posted, told, woken, route, work } = court;
    const before = posted.length;
    const ids: string[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      ids.push(await enter(world, `Heap ${nth}`, { domain: `heap${nth}.example`, facts: big }));
    }
    await route(...ids);
    await work();
    expect([posted.length - before, told]).toEqual([0, [10]]);
    expect(woken).toMatchObject([
      { channel: 'U0MIA', woken: { total: 6, lines: [{ how: 'new' }, {}, {}, {}, {}, {}] } },
    ]);
  });

  it('is drawn again where it hangs when it needs nobody any more', async () => {
    const ash = await court.arrive('Ash', big);
    await court.work();
    const { crmId } = await court.world.database.prisma.account.findUniqueOrThrow({
      where: { id: ash },
    });
    await inTransaction(court.world.database, (tx) =>
      takeLeave(tx, court.world.ports, TEAM, {
        ...{ kind: 'account', crmIds: [crmId], crmName: 'HubSpot', why: 'deleted' },
      }),
    );
    await court.work();
    expect(court.redrawn.at(-1)).toMatchObject({
      subject: { name: 'Ash' },
      state: { kind: 'withdrawn' },
    });
  });

  it('goes to ops where its manager cannot be reached', async () => {
    court.unreachable.add('U0MIA');
    await court.arrive('Box', big);
    await court.work();
    court.unreachable.clear();
    expect(court.posted.at(-1)).toMatchObject({
      channel: 'C0OPS',
      proposal: { subject: { name: 'Box' } },
    });
  });
});

describe('the list of what waits', () => {
  const asker = { workspaceId: TEAM, userId: 'U0OLGA' };

  it('has them by page, the oldest first, and by reason', async () => {
    const all = await listWaiting(court.world.ports, asker, { page: 0 });
    expect(all.lines.map(({ name }) => name).slice(0, 2)).toEqual(['Elm', 'Fir']);
    expect(all.pages).toBe(Math.ceil(all.total / 8));
    const first = await listWaiting(court.world.ports, asker, { page: 0, age: 'day' });
    expect([first.among, first.total]).toEqual([0, all.total]);
    const unmatched = await listWaiting(court.world.ports, asker, { page: 9, flag: 'no-match' });
    expect(unmatched).toMatchObject({ page: 0, pages: 1 });
    expect(unmatched.lines.map(({ name }) => name)).toEqual(['Fir']);
  });

  it('has for a manager what concerns their team, and what concerns nobody’s', async () => {
    const seenBy = async (userId: string) => {
      const listing = await listWaiting(
        court.world.ports,
        { workspaceId: TEAM, userId },
        { page: 0 },
      );
      return listing.total;
    };
    expect(await seenBy('U0MAX')).toBe(1);
    expect(await seenBy('U0MIA')).toBe(await seenBy('U0OLGA'));
  });

  it('is for those who may decide', async () => {
    const rep = { workspaceId: TEAM, userId: 'U0ANA' };
    await expect(listWaiting(court.world.ports, rep, { page: 0 })).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'decide proposals' },
    });
  });
});

describe('a card whose post was interrupted', () => {
  const interrupted = async (name: string) => {
    const accountId = await court.arrive(name, big);
    const [{ id } = { id: '' }] = await court.proposalsOf(accountId);
    const task = await court.world.database.prisma.task.findFirstOrThrow({
      where: { kind: 'draw-question', status: 'due', key: { contains: id } },
    });
    court.dieAfterPost.add('U0MIA');
    await expect(deliver(court.world.ports, task.id)).rejects.toThrow('killed');
    return { accountId, id, again: () => deliver(court.world.ports, task.id) };
  };
  const cardsOf = (subjectId: string) =>
    court.world.database.prisma.card.count({ where: { subjectId } });

  it('is found where it hangs, and not posted again', async () => {
    const { id, again } = await interrupted('Oak');
    await again();
    expect(court.posted.filter((one) => one.proposal.subject.name === 'Oak')).toHaveLength(1);
    expect(await cardsOf(id)).toBe(1);
  });

  it('shows the answer that it got before it was remembered', async () => {
    const { accountId, id, again } = await interrupted('Rowan');
    await court.approve('Mia', accountId);
    await again();
    expect(await cardsOf(id)).toBe(1);
    expect(court.redrawn.at(-1)).toMatchObject({ id, state: { kind: 'decided' } });
  });
});
