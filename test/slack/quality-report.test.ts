import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { Fix, FixBatch } from '../../src/domain/fix.ts';
import { type Finding, type FlawCount, flawKinds, type Matter } from '../../src/domain/quality.ts';
import {
  fixesApproved,
  fixesForOps,
  fixesModal,
  fixesOnTheirWay,
  noFixes,
} from '../../src/slack/views/fixes-modal.ts';
import { flawsModal } from '../../src/slack/views/flaws-modal.ts';
import {
  qualityOnItsWay,
  qualityReport,
  type ReportShown,
  routedPicture,
} from '../../src/slack/views/quality-report.ts';
import { shownPost } from '../../src/slack/views/shown.ts';

const at = new Date('2026-11-20T10:00:00Z');
const since = new Date('2026-11-19T03:00:00Z');
const long = 'Ünïcode <!channel> & *Söhne* `GmbH` '.repeat(20);

const aMatter = (fields: Partial<Matter> = {}): Matter => {
  return { name: 'country', records: 3, blind: 0, rules: [], ...fields };
};
const aCount = (fields: Partial<FlawCount> = {}): FlawCount => {
  return { kind: 'inconsistent', records: 3, fixes: 3, matters: [aMatter()], ...fields };
};
function aReport(counts: FlawCount[], fields: Partial<ReportShown> = {}): ReportShown {
  const trends = flawKinds.map((kind) => {
    const records = counts.find((one) => one.kind === kind)?.records ?? 0;
    return { kind, records, change: -2, past: [0, 5, records] };
  });
  const run = { at, accounts: 5000, leads: 8871, counts };
  return { run, since, trends, staleDays: 730, mayRoute: true, ...fields };
}
const said = (report: ReportShown) => JSON.stringify(qualityReport(report));
const noOwner = aCount({ kind: 'orphan', fixes: 0, matters: [aMatter({ name: 'no-owner' })] });

describe('the report', () => {
  it('fits in a message, however long the names of a workspace are', () => {
    const rules = [{ name: long, records: 9_999_999 }];
    const matters = Array.from({ length: 50 }, () => aMatter({ name: long, blind: 4000, rules }));
    const counts = flawKinds.map((kind) => aCount({ kind, records: 1_000_000, matters }));
    expect(validateMessage(qualityReport(aReport(counts)))).toEqual([]);
    expect(validateMessage(qualityReport(aReport([])))).toEqual([]);
    expect(validateMessage(qualityOnItsWay())).toEqual([]);
  });

  it('says how each kind has changed, and since when', () => {
    expect(said(aReport([aCount()]))).toMatch(/Changes are since .*2026-11-19.*"3".*"−2".*"▁█▅"/);
    const { since: _, ...first } = aReport([aCount()]);
    expect(said(first)).toContain('The first look: trends come with the next one.');
  });

  it('offers a fix only where there is one, and names how many', () => {
    expect(said(aReport([aCount()]))).toContain('Propose fix (3)');
    expect(said(aReport([aCount({ fixes: 0 })]))).not.toContain('Propose fix');
    expect(said(aReport([aCount({ kind: 'stale', fixes: 0 })]))).not.toContain('Propose fix');
  });

  it('offers to route accounts without an owner to those who may', () => {
    expect(said(aReport([noOwner]))).toContain('Route those without an owner');
    expect(said(aReport([noOwner], { mayRoute: false }))).not.toContain('Route those');
  });

  it('says which rules are blind for want of a fact', () => {
    const rules = [{ name: 'West', records: 3 }];
    const matters = [aMatter({ name: 'employees', blind: 12, rules })];
    expect(said(aReport([aCount({ kind: 'missing', matters })]))).toContain(
      'Employees 3: blinds “West” and 11 other rules',
    );
  });

  it('says what routing came to, also where it came to nothing', () => {
    expect(routedPicture({ assigned: 2, pending: 5 }).text).toMatch(/2 accounts .* 5 wait/);
    expect(routedPicture({ assigned: 0, pending: 0 }).text).toMatch(/Nothing to route/);
  });
});

describe('the window of flaws', () => {
  const aFinding = (nth: number): Finding => ({
    record: { kind: 'account', id: String(nth), name: `${nth} ${long}`, crmId: '77' },
    flaw: {
      ...{ kind: 'impossible', attribute: 'state', value: long, source: 'HubSpot' },
      ...{ why: 'no-such-state', proposed: 'CA' },
    },
  });
  const shown = (count: number) => ({
    ...{ kind: 'impossible' as const, records: 900, at, crmUrl: 'https://crm.example/c/{id}' },
    findings: Array.from({ length: count }, (_, nth) => aFinding(nth)),
  });

  it('fits, on every page and without any', () => {
    for (const page of [0, 3, 5]) expect(validateView(flawsModal(shown(60), page))).toEqual([]);
    expect(validateView(flawsModal(shown(0), 0))).toEqual([]);
  });

  it('leads to the record in the CRM, and says that these are samples', () => {
    const words = JSON.stringify(flawsModal(shown(60), 0));
    expect(words).toContain('60 samples of 900 records');
    expect(words).toContain('https://crm.example/c/77|0 Ünïcode &lt;!channel&gt;');
  });
});

describe('the window of clean values', () => {
  const fix: Fix = {
    ...{ account: { id: '1', name: long, crmId: '77' }, attribute: 'country' },
    ...{ previous: long, proposed: 'DE' },
  };
  const aBatch = (fields: Partial<FixBatch> = {}): FixBatch => ({
    ...{ id: '0a8f2b34-0000-4000-8000-000000000001', status: 'proposed', count: 1204 },
    byAttribute: [{ attribute: 'country', count: 1204 }],
    ...{ page: 0, pages: 121 },
    shown: Array.from({ length: 10 }, () => fix),
    ...fields,
  });
  const hubspot = { kind: 'crm', name: 'HubSpot' } as const;
  const words = (mayApprove: boolean, fields?: Partial<FixBatch>) =>
    JSON.stringify(fixesModal({ batch: aBatch(fields), mayApprove, goesTo: hubspot }));

  it('fits, and shows each of them, a page at a time', () => {
    for (const mayApprove of [true, false]) {
      for (const goesTo of [hubspot, { kind: 'file' } as const]) {
        expect(validateView(fixesModal({ batch: aBatch(), mayApprove, goesTo }))).toEqual([]);
      }
    }
    expect(validateView(fixesOnTheirWay())).toEqual([]);
    expect(validateView(noFixes())).toEqual([]);
    expect(validateMessage(fixesForOps('U1', aBatch()))).toEqual([]);
    expect(words(true)).toMatch(/1,204 clean values.*Next page.*:1".*Page 1 of 121/);
    expect(words(true)).not.toContain('Previous page');
    expect(words(true, { page: 120 })).toMatch(/Previous page.*:119"/);
    expect(words(true, { page: 120 })).not.toContain('Next page');
    expect(
      validateView(fixesModal({ batch: aBatch({ page: 60 }), mayApprove: true, goesTo: hubspot })),
    ).toEqual([]);
  });

  it('lets ops approve, others send it to ops, and nobody approve twice', () => {
    expect(words(true)).toContain('"submit":{"type":"plain_text","text":"Approve"}');
    expect(words(false)).toContain('Send to ops');
    expect(words(true, { status: 'approved' })).not.toContain('"submit"');
  });

  it('says where they go: into the CRM, or into a file where there is none', () => {
    const approval = { approved: 3, overtaken: 1 };
    expect(words(true)).toContain('I write each into HubSpot where it still says what you see');
    const post = JSON.stringify(fixesApproved({ ...approval, goesTo: hubspot }));
    expect(post).toMatch(/3 clean values approved.*1 other left out.*writing them into HubSpot/);
    const file = JSON.stringify(fixesApproved({ ...approval, goesTo: { kind: 'file' } }));
    expect(file).toContain('written nothing to the CRM');
  });

  it('tells afterwards what was written, and what was not and why', () => {
    const left = Array.from({ length: 8 }, (_, nth) => ({
      ...{ account: long, attribute: 'country' },
      ...(nth === 0 && { problem: `HubSpot did not take it: ${long}` }),
    }));
    const counts = { written: 212, changed: 30, refused: 1 };
    const outcome = { batchId: '1', crm: 'HubSpot', ...counts, left };
    const shown = { kind: 'fixes', outcome } as const;
    expect(validateMessage(shownPost(shown))).toEqual([]);
    expect(JSON.stringify(shownPost(shown))).toMatch(
      /212 clean values written\* into HubSpot, 30 had changed there meanwhile.*, 1 refused.*did not take it.*23 more/,
    );
    const all = { ...outcome, changed: 0, refused: 0, left: [] };
    expect(JSON.stringify(shownPost({ kind: 'fixes', outcome: all }))).not.toMatch(
      /meanwhile|refused/,
    );
  });
});
