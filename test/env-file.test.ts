import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'cadastre-env-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const file = fileURLToPath(new URL('../src/env-file.ts', import.meta.url));

function said() {
  const words = ['--import', file, '--print', 'process.env.CADASTRE_TRIAL'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: home, encoding: 'utf8' });
  return [stdout.trim(), stderr];
}

it('reads the settings of a .env file, and says nothing where there is none', () => {
  expect(said()).toEqual(['undefined', '']);
  writeFileSync(join(home, '.env'), 'CADASTRE_TRIAL=yes\n');
  expect(said()).toEqual(['yes', '']);
});
