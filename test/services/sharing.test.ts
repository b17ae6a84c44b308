import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notifier } from '../../src/ports.ts';
import { deliver } from '../../src/services/delivery.ts';
import { changeOwner, changeOwners } from '../../src/services/ownership.ts';
import { rememberShared } from '../../src/services/sharing.ts';
import { inTransaction } from '../../src/store/database.ts';
import { readOwnerCard } from '../../src/store/owner-card.ts';
import { aChange } from '../support/changes.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
let ana: string;
let bo: string;
/** Slack's side: what each message shows, and what happens while a drawing is on its way there. */
const shown = new Map<string, string | undefined>();
let onItsWay: () => Promise<unknown>;
let isDeleted: boolean;
beforeAll(async () => {
  const redraw: Notifier['redraw'] = async (_, { ts }, picture) => {
    const happens = onItsWay;
    onItsWay = async () => undefined;
    await happens();
    if (isDeleted) return 'gone';
    if (picture.kind === 'owner-card') shown.set(ts, picture.card.owner?.name);
    return 'drawn';
  };
  world = await openWorld({ notifier: { redraw } });
  [ana, bo] = [await hire(world, 'Ana'), await hire(world, 'Bo')];
});
afterAll(() => world.close());
beforeEach(() => {
  onItsWay = async () => undefined;
  isDeleted = false;
});

const give = async (accountId: string, expected: string | null, wanted: string) => {
  const change = aChange({ accountId, expected, wanted });
  return (await changeOwner(world.ports, TEAM, change)).changeId;
};
const redraw = async (key: string) => {
  const where = { kind: 'redraw-cards', key };
  const { id } = await world.database.prisma.task.findFirstOrThrow({ where });
  await deliver(world.ports, id);
};
const cardOf = async (accountId: string) => {
  const card = await readOwnerCard(world.database.prisma, TEAM, accountId, world.ports.clock.now());
  if (!card) throw new Error('no such account');
  return card;
};
const share = async (accountId: string, ts: string, card = cardOf(accountId)) =>
  rememberShared(world.ports, TEAM, await card, { channel: 'C1', ts, postedFor: 'U1' });
const remembered = (ts: string) => world.database.prisma.card.findFirst({ where: { ts } });

describe('a posted owner card', () => {
  it('is drawn again after a change', async () => {
    const accountId = await register(world, 'Alder');
    await share(accountId, '1.0');
    world.setTime('2026-11-20T11:00:00Z');

    await redraw(await give(accountId, null, ana));

    expect(shown.get('1.0')).toBe('Ana');
    expect((await remembered('1.0'))?.drawnAt).toEqual(new Date('2026-11-20T11:00:00Z'));
  });

  it('is forgotten where somebody deleted its message', async () => {
    const accountId = await register(world, 'Beech');
    await share(accountId, '2.0');
    isDeleted = true;

    await redraw(await give(accountId, null, ana));

    expect(await remembered('2.0')).toBeNull();
  });

  it('shows the present owner in the end, where a slow worker draws after a quick one', async () => {
    const accountId = await register(world, 'Cedar');
    await share(accountId, '3.0');
    const first = await give(accountId, null, ana);
    onItsWay = async () => redraw(await give(accountId, ana, bo));

    await redraw(first);

    expect(shown.get('3.0')).toBe('Bo');
  });

  it('shows the present owner in the end, where three workers draw at once', async () => {
    const accountId = await register(world, 'Dogwood');
    await share(accountId, '4.0');
    const first = await give(accountId, null, ana);
    const second = await give(accountId, ana, bo);
    onItsWay = async () => {
      onItsWay = async () => redraw(await give(accountId, bo, ana));
      await redraw(second);
    };

    await redraw(first);

    expect(shown.get('4.0')).toBe('Ana');
  });

  it('is drawn again where the account changed hands while it was posted', async () => {
    const accountId = await register(world, 'Elder');
    const older = cardOf(accountId);
    await older;
    await give(accountId, null, bo);

    await share(accountId, '5.0', older);

    expect(shown.get('5.0')).toBe('Bo');
  });

  it('is drawn again where the change commits while it is being remembered', async () => {
    const accountId = await register(world, 'Gorse', { ownerId: ana });
    const older = cardOf(accountId);
    await older;
    let sharing: Promise<void> | undefined;
    await inTransaction(world.database, async (tx) => {
      const change = aChange({ accountId, expected: ana, wanted: bo });
      await changeOwners(tx, world.ports, TEAM, [change]);
      sharing = share(accountId, '8.5', older);
      await new Promise((done) => setTimeout(done, 50));
    });
    await sharing;

    expect(shown.get('8.5')).toBe('Bo');
  });

  it('is left as it is where nothing happened while it was posted', async () => {
    const accountId = await register(world, 'Fir', { ownerId: ana });

    await share(accountId, '6.0');

    expect(shown.has('6.0')).toBe(false);
  });

  it('is forgotten once, where two workers find that its message is deleted', async () => {
    const accountId = await register(world, 'Ginkgo');
    await share(accountId, '7.0');
    isDeleted = true;
    const first = await give(accountId, null, ana);
    onItsWay = async () => redraw(await give(accountId, ana, bo));

    await redraw(first);

    expect(await remembered('7.0')).toBeNull();
  });
});
