import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { DryRun } from '../../src/domain/dry-run.ts';
import type { Ground } from '../../src/domain/rule-grounds.ts';
import type { PoolPlace, WhyNotAnswer } from '../../src/domain/why-not.ts';
import { dryRunPicture } from '../../src/slack/views/dry-run.ts';
import { accountsOf, simulateModal } from '../../src/slack/views/simulate-modal.ts';
import { problemsPost, simulationPost } from '../../src/slack/views/simulation-post.ts';
import { triedPicture } from '../../src/slack/views/tried.ts';
import { whyNotModal } from '../../src/slack/views/why-not-modal.ts';
import { anEdition, seats } from '../support/decided.ts';
import { anyText } from '../support/texts.ts';
import { account, ground, line, person, said } from './rule-lines.ts';

const aRun = (fields: Partial<DryRun> = {}): DryRun => ({
  ...{ account, edition: anEdition, total: 5, owner: person, tried: 2, notInForce: 1 },
  outcome: { kind: 'stays' },
  winner: { line: line(2), grounds: [ground({ answer: 'yes' })] },
  flags: [],
  people: seats.byEmail,
  missed: [],
  possible: [],
  possibleBeside: 0,
  ...fields,
});

describe('a dry run', () => {
  it.each([
    [
      { kind: 'stays' },
      /It stays where it is\.\* It is <@U1ADA>’s now\. The rules choose the same/,
    ],
    [
      { kind: 'assigned', to: { id: 'r2', name: 'Ben' }, territory: 'The West' },
      /It would change hands.* It would be Ben’s in The West/,
    ],
    [{ kind: 'dealt', pool: 'Desk' }, /dealt by a pool.* The pool \*Desk\* would choose/],
    [
      { kind: 'claimed', pool: 'Desk' },
      /to be claimed\.\*.*Whoever of the pool \*Desk\* claims it first gets it/,
    ],
    [{ kind: 'pending', to: person }, /wait for a person.* The rules would give it to <@U1ADA>/],
    [{ kind: 'pending', pool: 'Desk' }, /wait for a person.* The rules lead to the pool \*Desk\*/],
  ] as const)('says what would become of the account: %o', (outcome, words) => {
    expect(said(dryRunPicture(aRun({ outcome })))).toMatch(words);
  });

  it('does not call the first of two that tie the winner', () => {
    const outcome = { kind: 'pending', to: person } as const;
    const shown = said(dryRunPicture(aRun({ outcome, rival: line(3), next: line(3) })));
    expect(shown).toMatch(/Two rules tie and want different things.*First of two that tie/);
    expect(shown).not.toMatch(/\*Winner\*|would give it to|Next in line/);
  });

  it('says when no rule fits, and nobody owns it', () => {
    const { owner: _, winner: __, ...run } = aRun({ outcome: { kind: 'pending' } });
    const shown = said(dryRunPicture({ ...run, flags: [{ kind: 'no-match' }] }));
    expect(shown).toMatch(/Nobody owns it now.*\*No rule fits\.\*.*• no rule fits/);
  });

  it('shows what came near with what kept it', () => {
    const missed = [
      { line: line(0), failing: [ground()] },
      {
        line: line(1),
        failing: [
          ground({ answer: 'yes' }),
          ground({ answer: 'unknown', facts: [{ key: 'country', value: null }] }),
        ],
      },
    ];
    const shown = said(dryRunPicture(aRun({ missed })));
    expect(shown).toMatch(
      /1\. \*Board accounts\*.*:x: does not fit: country is US — \*DE\* \(HubSpot/,
    );
    expect(shown).toMatch(
      /:x: does not fit: country is US — \*DE.*:grey_question: open: country is US — \*not known\*/,
    );
  });

  it('says a day of the workspace’s own as a day', () => {
    const renewal = { key: 'renewal', value: Date.parse('2027-03-01T00:00:00Z') };
    const failing = [ground({ facts: [{ ...renewal, type: 'date' }] })];
    const shown = said(dryRunPicture(aRun({ missed: [{ line: line(0), failing }] })));
    expect(shown).toMatch(/<!date\^1803859200\^/);
  });

  it('lets people choose where several accounts may be meant', () => {
    const suggestion = {
      accountId: account.id,
      name: 'Acme',
      crmId: '1',
      reason: { kind: 'crm-id', id: '1' },
    } as const;
    const several = triedPicture({
      kind: 'several',
      asked: 'ac',
      suggestions: Array(20).fill(suggestion),
    });
    expect(validateMessage(several)).toEqual([]);
    expect(said(several)).toMatch(/“ac” may be one of these.*rules:try/);
    const none = triedPicture({ kind: 'none', asked: 'zz', nearest: [], canAskOps: true });
    expect(said(none)).toContain('No account answers to “zz”');
  });
});

describe('a simulation', () => {
  const tally = (name: string, gained: number) => ({
    name,
    before: 1200,
    after: 1200 + gained,
    gained,
    lost: 0,
  });
  const none = { count: 0, goes: 0, waits: 0, stays: 0, byOwner: [], byTerritory: [], byRule: [] };

  it('shows who gains and who loses in columns, the ten most changed', () => {
    const byOwner = Array.from({ length: 14 }, (_, nth) => tally(`Rep ${nth} & Sons`, nth));
    const accounts = { ...none, count: 5000, goes: 1, waits: 2, byOwner };
    const leads = { ...none, count: 7 };
    const findings = Array.from({ length: 8 }, (_, nth) => `line ${nth}: it is <odd> ${nth}`);
    const post = simulationPost('next.txt', { accounts, leads }, findings);
    expect(said(post)).toMatch(
      /\*New beside the published rules\*.*• line 5: it is &lt;odd&gt; 5.*… and 2 more/,
    );
    expect(validateMessage(post)).toEqual([]);
    expect(said(post)).toContain(
      '*3 accounts* of 5,000 would fare otherwise (less than 0.1 %): 1 would go to somebody else, 2 would wait for a person.',
    );
    expect(said(post)).toContain('None of 7 leads would fare otherwise.');
    expect(said(post)).toMatch(/Rep 13|Rep 1 &amp; Sons +1,200 +1,201 +\+1/);
    expect(said(post)).toContain('… and 3 more with fewer changes');
    expect(said(post)).toContain('*By territory, published and then* nothing changes');
  });

  it('keeps what was typed beside what is wrong with it', () => {
    const problems = Array.from({ length: 40 }, (_, nth) => `line ${nth}, column 1: no`);
    const view = simulateModal({ name: 'the text', problems, text: 'rule' });
    expect(validateView(view)).toEqual([]);
    expect(said(view)).toMatch(
      /40 problems in the text.*line 14, column 1.*… and 25 more.*"initial_value":"rule"/,
    );
  });
});

describe('whatever people have written', () => {
  it('is taken by Slack in every answer', () => {
    const text = anyText(3500);
    fc.assert(
      fc.property(text, text, (name, value) => {
        const one = line(0, { name, sentence: value, layer: name });
        const long = ground({
          condition: { kind: 'contains', attribute: name, text: value },
          facts: [{ key: name, value, origin: { source: value, at: new Date(0) } }],
        });
        const failing = Array<Ground>(20).fill(long);
        const run = aRun({
          account: { ...account, name },
          winner: { line: one, grounds: failing },
          ...{
            rival: one,
            next: one,
            possible: Array(5).fill({ line: one, attributes: [name, value] }),
          },
          missed: Array(3).fill({ line: one, failing }),
          possibleBeside: 9000,
          flags: Array(9).fill({ kind: 'conflict', rule: name, rival: value }),
        });
        expect(validateMessage(dryRunPicture(run))).toEqual([]);
        const outcome = { kind: 'behind' as const, ahead: [one, one, one], count: 9 };
        const tries = [0, 1, 2].map(() => ({ lacking: failing, outcome }));
        const pool: PoolPlace = { pool: name, method: 'claim', verdict: { kind: 'off' } };
        const way = { line: one, tries, pool };
        const rep: WhyNotAnswer = {
          kind: 'rep',
          rep: { id: 'r', name },
          place: { kind: 'elsewhere' },
          ways: [way, way, way],
        };
        const rule: WhyNotAnswer = {
          kind: 'rule',
          line: one,
          reason: { kind: 'not-met', answer: 'no', grounds: failing },
        };
        for (const answer of [rep, rule]) {
          expect(validateView(whyNotModal({ ...account, name }, answer))).toEqual([]);
        }
        const found = { name, problems: Array(30).fill(value), text: value };
        expect(validateView(simulateModal(found))).toEqual([]);
        const trial = simulateModal(found, Array(15).fill('0a8f2b34-0000-4000-8000-000000000001'));
        expect(validateView(trial)).toEqual([]);
        expect(accountsOf({ private_metadata: trial.private_metadata ?? '' })).toHaveLength(15);
        expect(validateMessage(problemsPost(found))).toEqual([]);
        const tallies = Array(30).fill({ name, before: 1, after: 2, gained: 1, lost: 0 });
        const part = {
          ...{ count: 9, goes: 1, waits: 1, stays: 1 },
          ...{ byOwner: tallies, byTerritory: tallies, byRule: tallies },
        };
        const counts = { accounts: part, leads: part };
        expect(validateMessage(simulationPost(name, counts, Array(20).fill(value)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
