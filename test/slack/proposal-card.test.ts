import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { Proposal } from '../../src/domain/proposal.ts';
import type { Occupant } from '../../src/domain/seat.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { values } from '../../src/slack/ids.ts';
import { approvalsList, waitingPost } from '../../src/slack/views/approvals-list.ts';
import { proposalCard, proposalModal } from '../../src/slack/views/proposal-card.ts';
import { severalModal, severalPost } from '../../src/slack/views/several-modal.ts';
import {
  candidateOptions,
  reassignModal,
  rejectModal,
} from '../../src/slack/views/verdict-modal.ts';
import { wokenPost } from '../../src/slack/views/woken-post.ts';
import { aCourse, aProposal } from '../support/builders.ts';
import { anyText, beyond } from '../support/texts.ts';

const at = new Date('2026-11-20T10:31:00Z');
const by = { kind: 'rep', id: 'r9', name: 'Mo Keller' } as const;
const shown = (fields: Partial<Proposal> = {}) => JSON.stringify(proposalCard(aProposal(fields)));
const decided = (verdict: Verdict) => shown({ state: { kind: 'decided', verdict } });

describe('a proposal', () => {
  it('says why it is asked, who is proposed and why, and whose it is now', () => {
    const text = shown();
    expect(text).toMatch(
      /\*Asked\* .* because annual revenue is \$2B, and from \$1B on a person looks/,
    );
    expect(text).toMatch(/\*Proposed\* <@U0ANA> \(has 41 accounts, of at most 50\)/);
    expect(text).toContain(
      'rule “Enterprise West” (version 3 of the rules): Large companies in the West are Ana’s.',
    );
    expect(text).toMatch(/\*Owner now\*\\nBo Lind.*2 deals, \$1\.3M/);
    expect(text).toMatch(/\*Decides\* <@U0MO>, by <!date/);
    expect(text).toMatch(/\*Runners-up\*\\n• <@U0DI> \(has 12 accounts\): rule “West” comes next/);
    expect(text).toMatch(
      /If nobody answers by then, it goes to whoever leads them\. Asked in the usual way\./,
    );
    expect(text).toMatch(
      /proposal:approve.*proposal:reassign.*proposal:reject.*why-not:open.*Open in HubSpot/,
    );
    expect(proposalCard(aProposal()).text).toBe('Who should own Acme Corporation?');
  });

  it('of a lead says why as well, and leads to the account that it belongs to', () => {
    const { subject } = aProposal();
    const lead = { ...subject, kind: 'lead' as const, name: 'Lia Ray', account: 'Elm' };
    const text = shown({ subject: lead });
    expect(text).toMatch(/Lead Lia Ray.*\*Open deals of Elm\*\\n2 deals.*Open Elm in HubSpot/);
    expect(text).toContain(`"value":"lead:${subject.id}","accessibility_label":"Why Lia Ray"`);
    const named = values.subject.parse(`lead:${subject.id}`);
    expect([named, values.subject.parse(subject.id).kind]).toEqual([
      ...[{ kind: 'lead', id: subject.id }, 'account'],
    ]);
  });

  it('is approved as it was shown; an old card, as it is', () => {
    const { id } = aProposal();
    const decisionId = '0a8f2b34-0000-4000-8000-000000000009';
    const text = JSON.stringify(proposalCard({ ...aProposal(), decisionId }));
    expect(text).toContain(`"value":"${id}:${decisionId}"`);
    const seen = { proposalId: id, seen: decisionId };
    expect(values.approval.parse(`${id}:${decisionId}`)).toEqual(seen);
    expect(values.approval.parse(`${id}:`)).toEqual({ proposalId: id, seen: '' });
    expect(values.approval.parse(id)).toEqual({ proposalId: id });
  });

  it('cannot be approved where nobody is proposed', () => {
    const { proposed: _, ...without } = aProposal();
    const text = JSON.stringify(proposalCard(without));
    expect(text).toContain('*Proposed* nobody: choose somebody with Reassign…');
    expect(text).not.toContain('proposal:approve');
    expect(text).toContain('proposal:reassign');
  });

  it('says who has said yes, who is waited for, and who did not answer', () => {
    const mo = { id: 'r9', name: 'Mo' };
    const vi = { id: 'r8', name: 'Vi' };
    const seats = [
      { asked: { kind: 'person' as const, person: mo, standIn: vi }, before: [] },
      { asked: { kind: 'group' as const, name: 'desk', people: [vi] }, before: [] },
      { asked: { kind: 'ops' as const }, before: [mo] },
    ];
    const several = { ...aCourse(), seats, policy: 4, rule: 'Large' };
    const vote = { seats: [0], by: vi, onBehalfOf: mo, at, reason: 'fine' };
    const sequence = { ...several, mode: 'in sequence' as const };
    const text = shown({ course: sequence, votes: [vote] });
    expect(text).toContain(
      '*Must agree, one after the other* Vi (for Mo, who is away), then one of desk (Vi), then ops',
    );
    expect(text).toMatch(/\*Yes\* from Vi for Mo, <!date[^>]+>: fine\\n\*Waits for\* one of desk/);
    expect(text).toContain('rule “Large” of version 4 of the approval policy');
    expect(shown({ course: { ...sequence, agreed: [mo, vi] }, votes: [vote] })).toContain(
      'Mo said yes before something else became known: that counts no more',
    );
    const keep = { ...several, mode: 'all of' as const, silence: 'keep' as const };
    expect(shown({ course: keep })).toMatch(
      /\*Must all agree\* .* and .*Mo did not answer.*it stays Bo Lind’s/,
    );
  });

  it('says where silence leads, as far as there is anybody above', () => {
    const of = (...asked: Occupant[]) =>
      shown({ course: aCourse({ seats: asked.map((one) => ({ asked: one, before: [] })) }) });
    expect(of({ kind: 'ops' })).toContain('"It waits until somebody answers. Asked in');
    const group = { kind: 'group' as const, name: 'desk', people: [] };
    expect(of(group)).toContain(
      'Ops may decide as well. If nobody answers by then, it goes to ops.',
    );
  });

  it('names the pool that deals on approval', () => {
    const { proposed: _, ...without } = aProposal({ pool: 'Desk' });
    const text = JSON.stringify(proposalCard(without));
    expect(text).toContain('whoever of the pool Desk is next when you approve');
    expect(text).toContain('proposal:approve');
  });

  it('says who decided, when and why, and has no buttons then', () => {
    const to = { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' };
    const approved = decided({ kind: 'approved', by, at, reason: '', to });
    expect(approved).toMatch(
      /\*Approved\* by Mo Keller, <!date\^\d+\^[^|]+\|2026-11-20 10:31 UTC>: it goes to <@U0ANA>\./,
    );
    expect(approved).toContain('*Owner before*\\nBo Lind');
    const given = { by, at, reason: 'knows them' };
    expect(decided({ kind: 'reassigned', ...given, to })).toMatch(
      /\*Reassigned\* .*\\n>knows them/,
    );
    expect(decided({ kind: 'rejected', ...given })).toMatch(/\*Rejected\* .*it stays with Bo Lind/);
    expect(decided({ kind: 'claimed', by, at })).toContain('*Claimed* by Mo Keller');
    for (const text of [
      approved,
      shown({ state: { kind: 'withdrawn' } }),
      shown({ state: { kind: 'superseded' } }),
    ]) {
      expect(text).not.toMatch(/proposal:|"actions"/);
    }
  });

  it('is taken by Slack whatever it holds', () => {
    const words = anyText(400);
    const states: Proposal['state'][] = [
      { kind: 'pending' },
      { kind: 'withdrawn' },
      { kind: 'superseded' },
    ];
    fc.assert(
      fc.property(words, words, fc.constantFrom(...states), (name, reason, state) => {
        const person = { id: 'r', name };
        const people = Array(30).fill(person);
        const seat = { asked: { kind: 'group' as const, name, people }, before: people };
        const course = { ...aCourse(), seats: Array(5).fill(seat), rule: name };
        const votes = Array(5).fill({ seats: [0], by: person, onBehalfOf: person, at, reason });
        const merit = { kind: 'next-rule' as const, rule: name };
        const runnersUp = Array(3).fill({ ...person, email: 'x', accounts: 1, because: merit });
        const flags = Array(9).fill({ kind: 'pinned', by: { ...by, name }, reason });
        const fields = {
          ...{ flags, state, course, votes, runnersUp },
          rule: { name, sentence: reason, edition: 1 },
          present: person,
        };
        const proposal = aProposal({ ...fields, subject: { ...aProposal().subject, name } });
        const verdict = { kind: 'rejected', by: { ...by, name }, at, reason } as const;
        const settled = { ...proposal, state: { kind: 'decided' as const, verdict } };
        const messages = [proposal, settled].map(proposalCard);
        const views = [proposalModal(proposal), reassignModal(proposal), rejectModal(proposal)];
        const problems = [...messages.map(validateMessage), ...views.map(validateView)].flat();
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

const idOf = (nth: number) => `0a8f2b34-0000-4000-8000-${String(nth).padStart(12, '0')}`;

describe('the list of what waits', () => {
  const line = (nth: number, name: string) => ({
    ...{ proposalId: idOf(nth), kind: 'account' as const, name },
    ...{ flags: [{ kind: 'no-match' as const }], since: at },
  });
  const byFlag = [{ kind: 'no-match' as const, decisions: 20 }];
  const woken = { how: 'waits' as const, dueAt: at };

  const westId = '0a8f2b34-0000-4000-8000-0000000000a1';
  const byTerritory = [{ id: westId, name: 'West', decisions: 12, below: 0 }];
  const listing = {
    total: 20,
    refused: 0,
    byFlag,
    byTerritory,
    filter: {},
    among: 20,
    page: 1,
    pages: 3,
  };

  it('opens each, filters by reason, territory and age, and turns its pages', () => {
    const text = JSON.stringify(approvalsList({ ...listing, lines: [line(1, 'Elm')] }));
    expect(text).toMatch(
      /20 decisions wait for a person.*All reasons \(20\).*"no-match:0:any:all"/,
    );
    expect(text).toMatch(
      /West \(12\).*"all:0:any:0a8f2b34.*For more than a week.*"all:0:week:all"/,
    );
    expect(text).toMatch(
      /\*Elm\*.*proposal:open.*approvals:earlier.*"all:0:any:all".*approvals:later.*"all:2:any:all"/,
    );
    expect(text).toMatch(/approvals:several.*page 2 of 3/);
    const dealt = { ...listing, lines: [{ ...line(1, 'Elm'), pool: 'Desk' }] };
    expect(JSON.stringify(approvalsList(dealt))).toContain('nobody → the pool Desk');
  });

  it('says by what it is filtered, and keeps that when one of it changes', () => {
    const filter = { flag: 'no-match' as const, territory: westId, age: 'day' as const };
    const text = JSON.stringify(
      approvalsList({ ...listing, filter, among: 1, lines: [line(1, 'Elm')] }),
    );
    expect(text).toContain('1 decision waits because no rule fits, in West, for more than a day');
    expect(text).toContain(`"all:0:day:${westId}"`);
    expect(text).toContain('"no-match:0:day:all"');
    expect(text).not.toContain('approvals:several');
    const above = [{ id: westId, name: 'West', decisions: 12, below: 5 }];
    const wide = { ...listing, byTerritory: above, filter, lines: [line(1, 'Elm')] };
    expect(JSON.stringify(approvalsList(wide))).toMatch(
      /West and below it \(12\).*in West and below it, for more than a day/,
    );
  });

  it('says so where nothing waits', () => {
    const none = { ...listing, total: 0, byFlag: [], byTerritory: [], among: 0, lines: [] };
    expect(approvalsList(none).text).toBe('No decision waits for a person.');
    expect(JSON.stringify(approvalsList({ ...none, refused: 2 }))).toMatch(
      /2 new owners were refused by the CRM.*refused:look/,
    );
  });

  it('is taken by Slack whatever it holds', () => {
    fc.assert(
      fc.property(anyText(400), (name) => {
        const lines = Array.from({ length: 8 }, (_, nth) => line(nth, name));
        const places = Array.from({ length: 99 }, (_, nth) => {
          return { id: idOf(nth), name, decisions: nth, below: nth };
        });
        const pictures = [
          approvalsList({ ...listing, refused: 9, byTerritory: places, lines }),
          severalPost({
            approved: Array(50).fill({ name, to: name }),
            agreed: Array(50).fill(name),
            left: Array(50).fill({ name, because: { kind: 'changed-meanwhile', subject: name } }),
          }),
          waitingPost({ total: 20, twins: 2, refused: 0, byFlag, oldest: lines }),
          wokenPost({ key: 'k', total: 9, lines: lines.map((one) => ({ ...one, ...woken })) }),
        ];
        const many = Array.from({ length: 50 }, (_, nth) => line(10 + nth, name));
        const views = [severalModal(many), severalModal([])];
        const problems = [...pictures.map(validateMessage), ...views.map(validateView)].flat();
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what wakes', () => {
  const line = {
    ...{ proposalId: '0a8f2b34-0000-4000-8000-000000000001', kind: 'account' as const },
    ...{ name: 'Elm', flags: [{ kind: 'no-match' as const }], since: at, dueAt: at },
  };
  const post = (how: 'new' | 'waits' | 'came-up', total = 1) =>
    wokenPost({ key: 'k', total, lines: [{ ...line, how }] });

  it('says what is new, what still waits, by when, and what came up the line', () => {
    expect(post('waits').text).toBe('1 decision still waits for an answer');
    expect(post('came-up', 9).text).toBe(
      '9 decisions have come up to you: nobody answered in time',
    );
    expect(post('new', 9).text).toBe('9 decisions have come to you for an answer');
    expect(JSON.stringify(post('came-up', 9))).toMatch(
      /\*Elm\*.*due <!date.*proposal:open.*and 8 more.*approvals:show/,
    );
  });
});

describe('those who could get it', () => {
  it('come with what each has and whether they are there', () => {
    const options = candidateOptions([
      { id: 'r1', name: 'Ana', role: 'rep', accounts: 41, capacity: 50, team: 'West' },
      { id: 'r2', name: 'Bo', role: 'manager', accounts: 1, awayUntil: new Date('2026-12-01') },
    ]);
    expect(options.map(({ description }) => description?.text)).toEqual([
      '41 of 50 accounts · West',
      '1 account · away until 2026-12-01',
    ]);
  });
});
