import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, plannedRows } from '../../src/store/database.ts';
import { soon } from '../support/soon.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.database.pool.query('CREATE TABLE jars (id int PRIMARY KEY, coins int NOT NULL)');
  await world.database.pool.query(
    'INSERT INTO jars SELECT jar, 100 FROM generate_series(0, 19) jar',
  );
});
afterAll(() => world.close());

const connect = async () => {
  const client = new pg.Client(world.database.config);
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

describe('many connections at the same time', () => {
  it('never read one another’s answers, and lose no coin', async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, connect));
    const spend = async (client: pg.Client, mine: number) => {
      for (let nth = 0; nth < 100; nth += 1) {
        const asked = mine * 1000 + nth;
        const echo = await client.query('SELECT $1::int AS echo, $2::text AS who', [
          asked,
          `c${mine}`,
        ]);
        expect(echo.rows).toEqual([{ echo: asked, who: `c${mine}` }]);
        await moveCoin(client, (mine + nth) % 20, (mine * 7 + nth * 3) % 20, nth % 5 === 0);
      }
    };
    await Promise.all(clients.map(spend));

    const { rows } = await world.database.pool.query('SELECT sum(coins)::int AS coins FROM jars');
    expect(rows).toEqual([{ coins: 2000 }]);
    await Promise.all(clients.map((client) => client.end()));
  });

  /** In the order of jars, so that two of them cannot wait for each other. */
  async function moveCoin(client: pg.Client, from: number, to: number, giveUp: boolean) {
    await client.query('BEGIN');
    const steps = [
      ['UPDATE jars SET coins = coins - 1 WHERE id = $1', from],
      ['UPDATE jars SET coins = coins + 1 WHERE id = $1', to],
    ] as const;
    for (const [sql, jar] of steps.toSorted(([, a], [, b]) => a - b)) {
      await client.query(sql, [jar]);
    }
    await client.query(giveUp ? 'ROLLBACK' : 'COMMIT');
  }

  it('go on after a query that failed in one of them', async () => {
    const [careless, other] = [await connect(), await connect()];
    await careless.query('BEGIN');
    const failing = careless.query('SELECT 1 / 0');
    const waiting = other.query('SELECT 41 + 1 AS answer');
    await expect(failing).rejects.toThrow('division by zero');
    await careless.query('ROLLBACK');

    expect((await waiting).rows).toEqual([{ answer: 42 }]);
    await careless.end();
    await other.end();
  });

  it('may give different statements the same name, and leave none behind', async () => {
    const [one, other] = [await connect(), await connect()];
    const next = (n: number) =>
      one.query({ name: 'mine', text: 'SELECT $1::int + 1 AS n', values: [n] });
    const half = (n: number) =>
      other.query({ name: 'mine', text: 'SELECT $1::int / 2 AS h', values: [n] });
    for (const n of [10, 20]) {
      const [{ rows: up }, { rows: down }] = await Promise.all([next(n), half(n)]);
      expect([up, down]).toEqual([[{ n: n + 1 }], [{ h: n / 2 }]]);
    }
    await one.end();
    await other.end();
    const left = await world.database.pool.query(
      `SELECT name FROM pg_prepared_statements WHERE statement LIKE '%AS n' OR statement LIKE '%AS h'`,
    );
    expect(left.rows).toEqual([]);
  });

  it('plan what is asked often once', async () => {
    const ask = (tx: Parameters<typeof plannedRows>[0], n: number) =>
      plannedRows<{ twice: number }>(tx, 'SELECT $1::int * 2 AS twice', n);
    const planned = await inTransaction(world.database, async (tx) => {
      expect(await ask(tx, 4)).toEqual([{ twice: 8 }]);
      expect(await ask(tx, 5)).toEqual([{ twice: 10 }]);
      return tx.$queryRawUnsafe(
        `SELECT custom_plans + generic_plans AS runs FROM pg_prepared_statements
         WHERE statement = 'SELECT $1::int * 2 AS twice'`,
      );
    });
    expect(planned).toEqual([{ runs: 2n }]);
  });

  it('hear what is notified on any of them, and only what was committed', async () => {
    const [listener, speaker] = [await connect(), await connect()];
    const heard: (string | undefined)[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload));
    await listener.query('LISTEN bell');

    await speaker.query('BEGIN');
    await speaker.query(`SELECT pg_notify('bell', 'taken back')`);
    await speaker.query('ROLLBACK');
    await inTransaction(world.database, (tx) =>
      tx.$executeRawUnsafe(`SELECT pg_notify('bell', 'meant')`),
    );

    await soon(() => expect(heard).toEqual(['meant']));
    await listener.end();
    await speaker.end();
  });
});

describe('a client that is gone', () => {
  /** To write what pg would not, and to cut it without a word of farewell. */
  const lineOf = (client: pg.Client) =>
    (client as unknown as { connection: { stream: Duplex } }).connection.stream;

  it('in the middle of a transaction leaves nothing open and nothing written', async () => {
    const client = await connect();
    await client.query('BEGIN');
    await client.query('UPDATE jars SET coins = 0');
    lineOf(client).destroy();

    const { rows } = await world.database.pool.query('SELECT sum(coins)::int AS coins FROM jars');
    expect(rows).toEqual([{ coins: 2000 }]);
    const written = inTransaction(world.database, (tx) =>
      tx.$executeRawUnsafe('UPDATE jars SET coins = coins'),
    );
    expect(await written).toBe(20);
  });

  it('after a failed question in a transaction does not spoil the next one', async () => {
    const client = await connect();
    await client.query('BEGIN');
    await client.query('UPDATE jars SET coins = 0');
    lineOf(client).write(halfAQuestion('SELEKT'));
    await once(lineOf(client), 'data');
    lineOf(client).destroy();

    for (let tries = 0; tries < 5; tries += 1) {
      const { rows } = await world.database.pool.query('SELECT $1::int AS echo', [tries]);
      expect(rows).toEqual([{ echo: tries }]);
    }
    const { rows } = await world.database.pool.query('SELECT sum(coins)::int AS coins FROM jars');
    expect(rows).toEqual([{ coins: 2000 }]);
  });

  /** A Parse message of the protocol, without the Sync that would end it. */
  function halfAQuestion(sql: string): Buffer {
    const text = Buffer.from(`\0${sql}\0\0\0`);
    const head = Buffer.from([0x50, 0, 0, 0, text.length + 4]);
    return Buffer.concat([head, text]);
  }
});
