import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../src/store/directory-lock.ts';
import { startChild } from '../support/child.ts';

const home = mkdtempSync(join(tmpdir(), 'cadastre lock '));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const holder = (dir: string) => startChild('test/support/lock-holder.ts', [dir]);

describe('the directory of an embedded database', () => {
  it('belongs to one process at a time, and the next one may have it after that', () => {
    const dir = join(home, 'pg');
    const unlock = lockDirectory(dir);
    expect(() => lockDirectory(dir)).toThrow(`The embedded database in ${dir} is open in another`);

    unlock();
    lockDirectory(dir)();
  });

  it('is free again when its process was killed', async () => {
    const dir = join(home, 'killed');
    const bot = holder(dir);
    await bot.until(/mine/);
    expect(() => lockDirectory(dir)).toThrow('is open in another process');

    await bot.kill('SIGKILL');
    lockDirectory(dir)();
  });

  it('goes to one of several that start at the same moment after a kill', async () => {
    const dir = join(home, 'several');
    const dead = holder(dir);
    await dead.until(/mine/);
    await dead.kill('SIGKILL');

    const rush = Array.from({ length: 4 }, () => holder(dir));
    await Promise.all(rush.map((bot) => bot.until(/mine|taken/)));

    expect(rush.filter((bot) => bot.said().includes('mine'))).toHaveLength(1);
    await Promise.all(rush.map((bot) => bot.kill('SIGKILL')));
  });

  it('may be deep down and have spaces in its name', () => {
    const dir = join(home, 'a long name '.repeat(12), 'pg');
    lockDirectory(dir)();
  });
});
