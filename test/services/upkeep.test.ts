import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshStatistics } from '../../src/services/upkeep.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('the nightly care', () => {
  it('analyses our tables and leaves those of others alone', async () => {
    const { pool } = world.database;
    await pool.query('CREATE SCHEMA neighbours');
    await pool.query('CREATE TABLE neighbours.things AS SELECT n FROM generate_series(1, 50) n');
    await refreshStatistics(world.ports);
    const { rows } = await pool.query(
      `SELECT relname, reltuples >= 0 AS analysed FROM pg_class
       WHERE relname IN ('accounts', 'things') AND relkind = 'r' ORDER BY relname`,
    );
    expect(rows).toEqual([
      { relname: 'accounts', analysed: true },
      { relname: 'things', analysed: false },
    ]);
  });
});
