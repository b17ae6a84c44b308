import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dealFrom, returnTurn } from '../../src/services/pools.ts';
import { type Database, inTransaction, openDatabase } from '../../src/store/database.ts';
import { aNamedPool, someLead, someLeads, staff } from '../support/pool-staff.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let staffed: Awaited<ReturnType<typeof staff>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  staffed = await staff(world);
});

const giveBack = (lead: { kind: 'lead' | 'account'; id: string }) =>
  staffed.within((tx) => returnTurn(tx, world.ports, staffed.workspaceId, lead, 'a student'));

describe('two replicas at once', () => {
  let second: Database;
  beforeAll(async () => {
    if (world.database.kind === 'postgres') {
      const { connectionString: url = '' } = world.database.config;
      second = await openDatabase({ url }, () => undefined);
    } else {
      second = world.database;
    }
  });
  afterAll(async () => {
    if (second !== world.database) await second.close();
  });

  it('give every turn once, to exactly whom one after the other would have given it', async () => {
    const members = [
      { rep: 'ana@pool.example', weight: 5 },
      { rep: 'bo@pool.example', weight: 2 },
      { rep: 'cy@pool.example', weight: 1 },
    ];
    const method = { kind: 'weighted' } as const;
    await staffed.publish(
      aNamedPool('Serial', [], { method, members }),
      aNamedPool('Parallel', [], { method, members }),
    );
    const turns = 48;
    const serial = await staffed.dealt('Serial', someLeads(turns));

    await Promise.all(
      Array.from({ length: turns }, (_, index) =>
        inTransaction(index % 2 ? second : world.database, (tx) =>
          dealFrom(tx, world.ports, staffed.workspaceId, 'Parallel', someLead()),
        ),
      ),
    );

    const parallel = await staffed.lines('Parallel');
    expect(parallel.map(({ repId }) => staffed.nameOf(repId))).toEqual(serial);
    expect(parallel.map(({ number }) => Number(number))).toEqual(
      Array.from({ length: turns }, (_, index) => index + 1),
    );
    expect(await staffed.credits('Parallel')).toEqual([0, 0, 0]);
  });

  it('take no turn in a transaction that is rolled back', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo', 'cy']));
    const results = await Promise.allSettled(
      Array.from({ length: 18 }, (_, index) =>
        inTransaction(index % 2 ? second : world.database, async (tx) => {
          await dealFrom(tx, world.ports, staffed.workspaceId, 'Field', someLead());
          if (index % 3 === 0) throw new Error('the power went');
        }),
      ),
    );

    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(6);
    const turns = await staffed.lines('Field');
    expect(turns.map(({ repId }) => staffed.nameOf(repId))).toEqual(
      Array.from({ length: 12 }, (_, index) => ['ana', 'bo', 'cy'][index % 3]),
    );
  });

  it('return a turn once', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo']));
    const lead = someLead();
    await staffed.dealt('Field', [lead]);
    const answers = await Promise.all(
      [world.database, second, world.database].map((database) =>
        inTransaction(database, (tx) =>
          returnTurn(tx, world.ports, staffed.workspaceId, lead, 'no such company'),
        ),
      ),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual([
      ...['returned', 'returned-before', 'returned-before'],
    ]);
    expect(await staffed.dealt('Field', [someLead(), someLead(), someLead()])).toEqual([
      'ana',
      'bo',
      'ana',
    ]);
  });
});

describe('a returned turn', () => {
  it('makes the rep next in line once, under a line that names the turn', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo', 'cy']));
    const lead = someLead();
    await staffed.dealt('Field', [lead, someLead()]);

    const answer = await giveBack(lead);

    expect(answer).toMatchObject({ kind: 'returned', rep: staffed.idOf('ana'), isNext: true });
    expect(await staffed.dealt('Field', [someLead(), someLead(), someLead()])).toEqual([
      'ana',
      'cy',
      'ana',
    ]);
    const [first, , returned] = await staffed.lines('Field');
    expect(returned).toMatchObject({
      ...{ kind: 'returned', number: 3n, leadId: lead.id, returnsId: first?.id },
      why: { reason: 'a student', isNext: true },
    });
  });

  it('is that of the last dealing, where a lead was dealt twice', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo']));
    const lead = someLead();
    expect(await giveBack(lead)).toEqual({ kind: 'never-dealt' });
    await staffed.dealt('Field', [lead]);
    expect(await giveBack(lead)).toMatchObject({ kind: 'returned', rep: staffed.idOf('ana') });
    expect(await giveBack(lead)).toEqual({ kind: 'returned-before' });
    expect(await staffed.dealt('Field', [someLead(), lead])).toEqual(['ana', 'bo']);
    expect(await giveBack(lead)).toMatchObject({ kind: 'returned', rep: staffed.idOf('bo') });
    expect(await staffed.dealt('Field', [someLead(), someLead()])).toEqual(['bo', 'ana']);
  });

  it('puts nobody first where loads decide', async () => {
    await staffed.publish(
      aNamedPool('Field', ['ana', 'bo'], { method: { kind: 'least-loaded', by: 'count' } }),
    );
    const lead = someLead();
    await staffed.dealt('Field', [lead]);
    const answer = await giveBack(lead);
    expect(answer).toMatchObject({ kind: 'returned', isNext: false });
    expect(await staffed.dealt('Field')).toEqual(['bo']);
  });
});
