import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { History, HistoryLine, Receipt } from '../../src/domain/history.ts';
import { historyList, historyModal } from '../../src/slack/views/history.ts';
import { anyText, beyond } from '../support/texts.ts';

const at = new Date('2026-11-20T10:00:00Z');
const aLine = (fields: Partial<HistoryLine> = {}): HistoryLine => ({
  ...{ seq: 12, at, action: 'owner-changed', subject: { kind: 'account', id: 'a' } },
  actor: { kind: 'rep', id: 'r9', name: 'Mia' },
  before: { id: 'r1', name: 'Ana Ruiz' },
  after: { id: 'r2', name: 'Bo Lind' },
  reason: 'Bo knows\nthem.',
  context: { account: 'Acme', cause: { kind: 'approval', proposalId: 'p' } },
  ...fields,
});
const aHistory = (fields: Partial<History> = {}): History => ({
  account: { id: '0a8f2b34-0000-4000-8000-000000000001', name: 'Acme' },
  ...{ lines: [aLine()], total: 6, page: 0, pages: 2, breaks: [], crm: 'HubSpot' },
  ...fields,
});
const shown = (fields: Partial<History> = {}) => JSON.stringify(historyList(aHistory(fields)));
const told = (line: Partial<HistoryLine>) => shown({ lines: [aLine(line)] });

describe('the history of an account', () => {
  it('says who did what, how that came about, and why', () => {
    expect(shown()).toMatch(
      /\*Ana Ruiz → Bo Lind\* · .* · line 12\\nMia decided so when asked\.\\n>Bo knows\\n>them\./,
    );
    const cause = { kind: 'routing', ruleSet: 3, rule: 'West' };
    const actor = { kind: 'machine', name: 'Cadastre' } as const;
    expect(told({ before: null, actor, context: { cause } })).toMatch(
      /nobody → Bo Lind.*By Cadastre: rule “West” \(version 3 of the rules\) decided so/,
    );
    expect(shown()).toMatch(/Older.*:1"/);
    expect(shown()).toContain('Each line here matches its seal');
  });

  it.each([
    ['pinned', { after: { until: '2027-02-01T00:00:00.000Z' } }, /Pinned until .*2027-02-01/],
    ['pinned', { after: { until: null } }, /\*Pinned\*/],
    ['unpinned', { after: null }, /\*Unpinned\*/],
    [
      'proposal-rejected',
      { context: { proposed: 'Cy' }, after: { id: 'r', name: 'Ana' } },
      /Rejected: it stays with Ana, not Cy/,
    ],
    ['something-new', {}, /\*something new\*/],
  ] as const)('words a line: %s', (action, fields, words) => {
    expect(told({ action, ...fields })).toMatch(words);
  });

  it.each([
    ['filed', null, 'It is mine.', /\*Filed a dispute\* .*\\n>It is mine\./],
    ['triaged', null, '', /\*The registry has looked at the dispute\*/],
    ['reached', { rung: 'peers' }, 'opened', /\*The dispute went to both sides\*(?!.*opened)/],
    [
      'reached',
      { rung: 'manager' },
      'silence',
      /\*The dispute went to the managers: nobody answered in time\*(?!.*>silence)/,
    ],
    ['reached', { rung: 'ops' }, 'Too big for us.', /went to ops\*.*\\n>Too big for us\./],
    [
      'decided',
      { outcome: 'keep', verdict: 'ruled' },
      'So it is.',
      /The dispute is decided: it stayed\*.*>So/,
    ],
  ])('says in words what a step of a dispute was: %s', (kind, after, reason, words) => {
    expect(told({ action: `dispute-${kind}`, after, reason, context: {} })).toMatch(words);
  });

  it('does not quote again what the line above has quoted', () => {
    const steps = ['decided', 'ruled'].map((kind) =>
      aLine({ action: `dispute-${kind}`, after: { outcome: 'keep' }, reason: 'Ana worked on it.' }),
    );
    expect(shown({ lines: steps }).match(/Ana worked on it/g)).toHaveLength(1);
  });

  it('says when something happened in the CRM before it came here', () => {
    const context = { cause: { kind: 'import' }, happenedAt: '2024-03-01T00:00:00.000Z' };
    expect(told({ context })).toMatch(/2024-03-01.*, in the registry since .*2026-11-20/);
  });

  it.each([
    [{ kind: 'written', at }, 'It has been in HubSpot since'],
    [{ kind: 'no-crm' }, 'No CRM was to be told'],
    [{ kind: 'superseded' }, 'a later change went there'],
    [{ kind: 'conflict' }, 'that edit stood'],
    [{ kind: 'on-its-way' }, 'on its way to HubSpot'],
    [{ kind: 'held-up' }, 'HubSpot takes no new owners at present: it waits'],
    [{ kind: 'given-up', problem: 'Ana is no owner there' }, 'Ana is no owner there'],
  ] satisfies [Receipt, string][])('tells what the CRM has of it: %o', (receipt, words) => {
    expect(told({ receipt })).toContain(words);
  });

  it('warns of lines that were touched', () => {
    const touched = shown({ breaks: [{ kind: 'changed', seq: 12 }] });
    expect(touched).toMatch(/The log was tampered with.*line 12 was changed after it was written/);
    const check = { at, lines: 900, breaks: [{ kind: 'removed', from: 3, to: 4 } as const] };
    expect(shown({ check })).toMatch(/tampered with.*lines 3 to 4 were removed/);
    expect(shown({ check: { ...check, breaks: [] } })).toContain('900 lines, was followed');
  });

  it('is taken by Slack whatever it holds', () => {
    const text = anyText(4000);
    fc.assert(
      fc.property(text, text, (name, words) => {
        const receipt = { kind: 'given-up', problem: words } as const;
        const line = aLine({ after: { id: 'r', name }, reason: words, receipt, action: words });
        const history = aHistory({
          account: { id: 'a', name },
          lines: [...Array(5).fill(aLine({ after: { name }, reason: words, receipt })), line],
          ...{ page: 1, pages: 9, breaks: Array(40).fill({ kind: 'changed', seq: 1 }) },
        });
        const problems = [
          ...validateMessage(historyList(history)),
          ...validateView(historyModal(history)),
        ];
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
