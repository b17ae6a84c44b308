import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import {
  type CrmImport,
  expectedCounts,
  importCounts,
  importSteps,
} from '../../src/domain/crm-import.ts';
import { importPost } from '../../src/slack/views/import-post.ts';
import { shownPost, shows } from '../../src/slack/views/shown.ts';

const counts = importCounts.parse({
  ...{ owners: 212, accounts: 41_200, deals: 9_000, leads: 80_100, links: 900, linked: 300 },
  ...{ assigned: 1_204, pending: 31, unread: 1, strayDeals: 12 },
});
const anImport = (fields: Partial<CrmImport> = {}): CrmImport => ({
  id: '0a8f2b34-0000-4000-8000-000000000001',
  moves: 824,
  startedAt: new Date('2026-11-20T10:00:00Z'),
  aliveAt: new Date('2026-11-20T10:31:00Z'),
  counts,
  expected: expectedCounts.parse({ accounts: 120_000 }),
  state: { status: 'running', step: 'accounts', place: '77' },
  ...fields,
});
const done = (outcome: { unowned: number; waiting: number; rules: 'published' | 'none' }) =>
  anImport({ state: { status: 'done', at: new Date('2026-11-20T11:00:00Z'), outcome } });
const words = (now: CrmImport) => JSON.stringify(importPost(now).blocks);
const largest = importCounts.parse(
  Object.fromEntries(importCounts.keyof().options.map((key) => [key, Number.MAX_SAFE_INTEGER])),
);

describe('the message about an import', () => {
  it.each(importSteps)(
    'fits Slack’s limits in the step %s, also with the largest figures',
    (step) => {
      const problem = 'HubSpot says: <no> & '.repeat(500);
      const running = { status: 'running', step, problem } as const;
      for (const now of [
        anImport({ state: { status: 'running', step } }),
        anImport({ state: running, counts: largest }),
      ]) {
        expect(validateMessage(importPost(now))).toEqual([]);
      }
    },
  );

  it('fits once the import is complete', () => {
    expect(validateMessage(importPost(done({ unowned: 9, waiting: 3, rules: 'none' })))).toEqual(
      [],
    );
  });

  it('says how far it has come, with a bar only where it is known how much there is', () => {
    expect(words(anImport())).toMatch(
      /Step 2 of 8: accounts\*\\n`██████░{14}` 41,200 accounts of about 120,000/,
    );
    const leads = words(anImport({ state: { status: 'running', step: 'leads' } }));
    expect(leads).toContain('80,100 leads');
    expect(leads).not.toMatch(/[█░]/);
    expect(words(anImport({ state: { status: 'running', step: 'families' } }))).toContain(
      '300 parents linked of 900',
    );
  });

  it('does not promise more than there is where the CRM has grown since', () => {
    const grown = anImport({ expected: { accounts: 40_000 } });
    expect(words(grown)).toContain('41,200 accounts of about 41,200');
  });

  it('says why it stands still, and what to do', () => {
    const problem = 'HubSpot does not answer';
    const standing = anImport({ state: { status: 'running', step: 'accounts', problem } });
    expect(words(standing)).toMatch(/stands still\*: HubSpot does not answer.*cadastre import/);
    expect(importPost(standing).text).toContain('stands still: 41,200 accounts');
  });

  it('ends with what came in, what was left out and what to do next', () => {
    const all = words(done({ unowned: 5_000, waiting: 31, rules: 'published' }));
    expect(all).toContain('*Accounts*\\n41,200');
    expect(all).toContain('gave out 1,204');
    expect(all).toMatch(
      /Left out\*\\n• 1 record that could not be read.*\\n• 12 deals of no account/,
    );
    expect(all).toMatch(/5,000 accounts have no owner.*cadastre route.*31 decisions wait/);
    expect(all).not.toContain('Publish rules');
  });

  it('asks for rules first where there are none', () => {
    const all = words(done({ unowned: 41_200, waiting: 0, rules: 'none' }));
    expect(all).toMatch(/no rules were published.*What to do next\*\\n• Publish rules/);
  });

  it('is known again by its import', () => {
    const one = { kind: 'import', now: anImport() } as const;
    const another = { kind: 'import', now: { ...anImport(), id: 'another' } } as const;
    const posted = { ts: '1.2', ...shownPost(one) };
    expect(shows(posted, one)).toBe(true);
    expect(shows(posted, another)).toBe(false);
    expect(shows({ ts: '1.2', text: 'hello' }, one)).toBe(false);
  });
});
