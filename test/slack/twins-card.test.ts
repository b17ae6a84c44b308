import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import { keptFirst, type Twins } from '../../src/domain/twins.ts';
import { duplicatesList, twinsCard, twinsModal } from '../../src/slack/views/twins-card.ts';
import { partModal } from '../../src/slack/views/verdict-modal.ts';
import { aTwin, someTwins } from '../support/builders.ts';
import { anyText, beyond } from '../support/texts.ts';

const given = {
  by: { kind: 'rep', id: 'r9', name: 'Mo Keller' },
  at: new Date('2026-11-20T10:31:00Z'),
} as const;
const shown = (fields: Partial<Twins> = {}) => JSON.stringify(twinsCard(someTwins(fields)));
const keep = aTwin().id;

describe('two records that look like one company', () => {
  it('say why they do, and what a merger would change', () => {
    const text = shown();
    expect(text).toContain('(97 %): the same domain, in spite of other cities.');
    expect(text).toMatch(
      /It stays <@U0ANA>’s\. Bo Lind loses \*BLUE HERON FREIGHT\*\. 2 open deals and 4 leads move to it\./,
    );
    expect(text).toMatch(/\*Keeps\* .*Oakland \(not San Jose\)/);
    expect(text).toContain('cannot be undone');
    expect(text).toContain('<https://app.hubspot.com/contacts/1/record/0-2/5001|CRM id 5001>');
    expect(text).toMatch(/twins:merge".*twins:merge-other.*twins:distinct/);
    // Each press says first what becomes of the two by it.
    expect(text).toMatch(
      /Merge for good\?.*If merged into BLUE HERON FREIGHT\* It stays Bo Lind’s\. <@U0ANA> loses/,
    );
  });

  it('say what was decided, and what the CRM had against it', () => {
    const merged = { kind: 'merge', ...given, keep } as const;
    const of = (verdict: Extract<Twins['state'], { kind: 'decided' }>['verdict']) =>
      shown({ state: { kind: 'decided', verdict, crm: 'done' } });
    const waits = { kind: 'decided', verdict: merged, crm: 'on-its-way' } as const;
    expect(shown({ state: waits })).toMatch(
      /\*To be merged into Blue Heron Freight Inc\* by Mo Keller.*on its way/,
    );
    expect(of(merged)).toMatch(/\*Merged into Blue Heron Freight Inc\* by Mo Keller/);
    expect(of({ ...merged, problem: 'one is the parent' })).toMatch(
      /\*Not merged\*.*one is the parent/,
    );
    expect(of({ kind: 'distinct', ...given, reason: 'a licensee' })).toMatch(
      /\*Two companies\*.*>a licensee/,
    );
    expect(of(merged)).not.toContain('twins:');
  });

  it('keep the owned one, then that with more at stake, then the older one', () => {
    const { owner: _, ...nobodys } = aTwin({ id: 'b' });
    expect(keptFirst(nobodys, aTwin({ id: 'a' })).map(({ id }) => id)).toEqual(['a', 'b']);
    const rich = aTwin({ id: 'c', deals: { count: 9, total: 1, currency: 'USD' } });
    expect(keptFirst(aTwin({ id: 'a' }), rich)[0].id).toBe('c');
    const older = aTwin({ id: 'd', crmId: '17' });
    expect(keptFirst(aTwin({ id: 'a' }), older)[0].id).toBe('d');
  });

  it('are taken by Slack whatever they hold', () => {
    fc.assert(
      fc.property(anyText(400), (name) => {
        const facts = Array.from({ length: 30 }, (_, nth) => ({ key: `fact_${nth}`, value: name }));
        const records = [aTwin({ name, facts }), aTwin({ id: 'x', name, facts })] as const;
        const twins = someTwins({ records: [...records] });
        const lines = [{ id: twins.id, confidence: 0.99, name, other: name }];
        const verdict = { kind: 'distinct', ...given, reason: name } as const;
        const decided = someTwins({ state: { kind: 'decided', verdict, crm: 'done' } });
        const pictures = [
          ...[twins, decided].map(twinsCard),
          duplicatesList({ total: 1, lines, page: 0, pages: 2 }),
          duplicatesList({ total: 0, lines: [], page: 0, pages: 1 }),
        ];
        const problems = [
          ...pictures.flatMap(validateMessage),
          ...[twinsModal(twins), partModal(twins)].flatMap(validateView),
        ];
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
