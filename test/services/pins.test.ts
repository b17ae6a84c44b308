import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/services/audit.ts';
import { readHistory } from '../../src/services/history.ts';
import { findNamedAccount, showAccount } from '../../src/services/lookup.ts';
import { pinAccount, showForDeed, unpinAccount } from '../../src/services/pins.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt } from '../support/court.ts';
import { hire, post, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

const small = { country: 'Germany', revenue: 5_000_000 };
const as = (user: string) => ({ workspaceId: TEAM, userId: `U0${user.toUpperCase()}` });
const pin = (user: string, id: string, until?: Date) =>
  pinAccount(court.world.ports, as(user), id, { reason: 'in renewal', ...(until && { until }) });
const unpin = (user: string, id: string) =>
  unpinAccount(court.world.ports, as(user), id, 'they have signed');
const held = (name: string, owner: string) =>
  enter(court.world, name, {
    ...{ domain: `${name.toLowerCase()}.example`, facts: small },
    ...(owner && { ownerId: court.people[owner] ?? '' }),
  });

describe('a pin', () => {
  it('keeps a re-route from moving the account, and says so to a person', async () => {
    const id = await held('Alder', 'Bo');
    await pin('Mia', id, new Date('2026-12-24T23:59:59Z'));
    await court.route(id);

    expect(await court.ownerOf(id)).toBe('Bo');
    expect(await showAccount(court.world.ports, TEAM, id)).toMatchObject({
      pin: { by: { name: 'Mia' }, reason: 'in renewal', until: new Date('2026-12-24T23:59:59Z') },
      pending: [{ kind: 'proposal', flags: [{ kind: 'pinned', reason: 'in renewal' }] }],
    });
  });

  it('no longer does so once it is lifted', async () => {
    const id = await held('Beech', 'Bo');
    await pin('Mia', id);
    await unpin('Olga', id);
    await court.route(id);
    expect(await court.ownerOf(id)).toBe('Ana');
  });

  it('comes before whoever is asked already: what they saw is approved no longer', async () => {
    const id = await court.arrive('Dogwood', big, 'Bo');
    await court.work();
    const [before] = await court.proposalsOf(id);
    await pin('Olga', id);
    await court.work();
    expect(court.redrawn.at(-1)?.flags.map(({ kind }) => kind)).toContain('pinned');
    const seen = before?.decisionId ?? '';
    const stale = court.say('Mia', id, { kind: 'approve', reason: '', seen });
    await expect(stale).rejects.toMatchObject({ reason: { kind: 'changed-meanwhile' } });
    expect(await court.ownerOf(id)).toBe('Bo');

    await unpin('Mia', id);
    await court.work();
    const flags = court.redrawn.at(-1)?.flags.map(({ kind }) => kind);
    expect(flags).toContain('high-value');
    expect(flags).not.toContain('pinned');
    expect(await court.statesOf(id)).toEqual(['pending']);
  });

  it('is in the log, and on every card that hangs somewhere', async () => {
    const { world } = court;
    const id = await held('Cedar', 'Ana');
    await post(world, id);
    await pin('Mia', id);
    await unpin('Mia', id);
    const { lines } = await readHistory(world.ports, TEAM, id, 0);
    expect(lines).toMatchObject([
      {
        ...{ action: 'unpinned', reason: 'they have signed', actor: { name: 'Mia' } },
        before: { by: 'Mia', reason: 'in renewal' },
      },
      { action: 'pinned', reason: 'in renewal', after: { until: null } },
    ]);
    const redraws = await world.database.prisma.task.findMany({ where: { kind: 'redraw-cards' } });
    expect(redraws.filter(({ payload }) => JSON.stringify(payload).includes(id))).toHaveLength(2);
  });

  it('stands once: the second hears whose it is, and a lapsed one makes room', async () => {
    const id = await held('Dogwood', 'Ana');
    await pin('Mia', id, new Date('2026-12-01T00:00:00Z'));
    await expect(pin('Olga', id)).rejects.toMatchObject({
      reason: { kind: 'already-pinned', account: 'Dogwood', by: 'Mia', reason: 'in renewal' },
    });
    court.world.setTime('2026-12-02T00:00:00Z');
    await expect(unpin('Mia', id)).rejects.toMatchObject({ reason: { kind: 'not-pinned' } });
    await pin('Olga', id);
    court.world.setTime('2026-11-20T12:00:00Z');
  });

  it('is for ops, and for the manager of whoever owns it', async () => {
    const { world, people } = court;
    const id = await held('Elm', 'Ana');
    await expect(pin('Ana', id)).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'pin accounts' },
    });
    await expect(pin('Stranger', id)).rejects.toMatchObject({ reason: { kind: 'not-your-role' } });
    await expect(pin('Max', id)).rejects.toMatchObject({
      reason: { kind: 'not-your-account', account: 'Elm', owner: 'Ana', manager: 'Mia' },
    });
    await expect(showForDeed(world.ports, as('Max'), id, 'pin accounts')).rejects.toThrow();
    const free = await held('Fir', '');
    await expect(pin('Mia', free)).rejects.toMatchObject({
      reason: { kind: 'not-your-account', account: 'Fir' },
    });
    const own = await held('Gum', 'Mia');
    const west = await world.database.prisma.team.findFirstOrThrow();
    await world.database.prisma.rep.update({
      where: { id: people.Mia },
      data: { teamId: west.id },
    });
    await expect(pin('Mia', own)).rejects.toMatchObject({ reason: { kind: 'not-your-account' } });
    await pin('Olga', free);
    await hire(world, 'Uma', { workspaceId: 'T0OTHER', slackUserId: 'U0UMA', role: 'admin' });
    await expect(
      pinAccount(world.ports, { workspaceId: 'T0OTHER', userId: 'U0UMA' }, id, { reason: 'mine' }),
    ).rejects.toMatchObject({ reason: { kind: 'out-of-date' } });
  });
});

describe('an account with words behind it', () => {
  it.each([
    ['Hazel Foods in renewal', 'Hazel Foods', 'in renewal'],
    ['"Hazel Foods" in renewal', 'Hazel Foods', 'in renewal'],
    ['hazel.example because they sign', 'Hazel Foods', 'because they sign'],
    ['Hazel Foods', 'Hazel Foods', ''],
  ])('is found: %s', async (typed, name, rest) => {
    const { prisma } = court.world.database;
    const known = await prisma.account.findFirst({ where: { name } });
    const id = known?.id ?? (await enter(court.world, name, { domain: 'hazel.example' }));
    expect(await findNamedAccount(court.world.ports, TEAM, typed)).toMatchObject({
      ...{ kind: 'found', accountId: id, rest },
    });
  });

  it('is asked back where none is', async () => {
    const found = await findNamedAccount(court.world.ports, TEAM, 'zzyzx quarries in renewal');
    expect(found.kind).toBe('none');
  });
});

it('leaves an audit that verifies', async () => {
  expect(await verifyAudit(court.world.ports, TEAM)).toMatchObject({ breaks: [] });
});
