import { describe, expect, it } from 'vitest';
import { createProgress } from '../src/cli-progress.ts';
import { type CrmImport, importCounts } from '../src/domain/crm-import.ts';

const at = new Date('2026-11-20T10:00:00Z');
function reading(accounts: number, fields: Partial<CrmImport> = {}): CrmImport {
  const counts = importCounts.parse({ accounts });
  const state = { status: 'running', step: 'accounts' } as const;
  return { id: '1', moves: 0, startedAt: at, aliveAt: at, counts, expected: {}, state, ...fields };
}

/** All that is written while accounts come in, with the seconds at which they do. */
function written(
  out: { isTTY: boolean; columns?: number },
  steps: [seconds: number, now: CrmImport][],
): string[] {
  const said: string[] = [];
  let seconds = 0;
  const write = (text: string) => said.push(text);
  const progress = createProgress({ ...out, write }, () => seconds * 1000);
  for (const [when, now] of steps) {
    seconds = when;
    progress.tell(now);
  }
  progress.end();
  return said;
}

describe('the progress of an import', () => {
  it('on a terminal is one line that is written over, and nothing of it stays', () => {
    const said = written({ isTTY: true }, [
      [0, reading(0)],
      [1, reading(1000)],
      [1.01, reading(1050)],
      [2, reading(2000)],
    ]);
    expect(said).toEqual([
      '\r\x1b[K1,000 accounts, 1,000 a second',
      '\r\x1b[K2,000 accounts, 1,000 a second',
      '\r\x1b[K',
    ]);
  });

  it('has a bar and a time left where it is known about how much there is', () => {
    const expected = { accounts: 120_000 };
    const said = written({ isTTY: true, columns: 100 }, [
      [0, reading(0, { expected })],
      [30, reading(30_000, { expected })],
    ]);
    expect(said[0]).toBe(
      `\r\x1b[K${'█'.repeat(6)}${'░'.repeat(18)} 25 %  30,000 accounts of about 120,000, 1,000 a second, 2 min left`,
    );
  });

  it('never breaks into a second line', () => {
    const expected = { accounts: 120_000 };
    const [said = ''] = written({ isTTY: true, columns: 30 }, [[1, reading(9, { expected })]]);
    expect(said.replace('\r\x1b[K', '')).toHaveLength(29);
  });

  it('in a log is a line every ten seconds', () => {
    const pages = Array.from({ length: 250 }, (_, nth): [number, CrmImport] => {
      return [nth / 10, reading(nth * 50)];
    });
    expect(written({ isTTY: false }, pages)).toEqual([
      '5,000 accounts, 500 a second\n',
      '10,000 accounts, 500 a second\n',
    ]);
  });

  it('says where it goes on, and counts its speed from there', () => {
    const moves = 824;
    const said = written({ isTTY: false }, [
      [0, reading(41_200, { moves })],
      [10, reading(41_700, { moves: 834 })],
    ]);
    expect(said).toEqual([
      'The import goes on at 41,200 accounts.\n',
      '41,700 accounts, 50 a second\n',
    ]);
  });
});
