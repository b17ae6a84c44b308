import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import { fileDispute } from '../../src/domain/dispute.ts';
import type { DisputeCase, DisputeDesk, Ledger } from '../../src/domain/dispute-case.ts';
import type { Claim } from '../../src/domain/dispute-claim.ts';
import { correctable } from '../../src/domain/dispute-correction.ts';
import type { EventOf } from '../../src/domain/dispute-event.ts';
import { replay } from '../../src/domain/dispute-history.ts';
import { type OutcomeKind, outcomeKinds } from '../../src/domain/dispute-outcome.ts';
import { disputePolicy } from '../../src/domain/dispute-policy.ts';
import { type Dispute, isHearing, isOpenDispute } from '../../src/domain/dispute-state.ts';
import { disputeCard } from '../../src/slack/views/dispute-card.ts';
import { filingModal } from '../../src/slack/views/dispute-filing-modal.ts';
import {
  addEvidenceModal,
  appealModal,
  disputeModal,
  evidenceModal,
  withdrawModal,
} from '../../src/slack/views/dispute-modals.ts';
import { disputeReply } from '../../src/slack/views/dispute-reply.ts';
import { disputesList } from '../../src/slack/views/disputes-list.ts';
import { ruleNotePost } from '../../src/slack/views/rule-note.ts';
import { rulingModal } from '../../src/slack/views/ruling-modal.ts';
import { play } from '../support/dispute-history.ts';
import { script } from '../support/dispute-script.ts';
import { anyText } from '../support/texts.ts';

const id = '0a8f2b34-0000-4000-8000-000000000001';
const policy = disputePolicy.parse({});
const at = new Date('2026-11-20T10:00:00Z');
const person = (name: string) => ({ id: name, name });

function aCase(dispute: Dispute, text = 'Rule “Germany” decides for Ana.'): DisputeCase {
  const line = { topic: 'rules-now', text, source: 'the published rules', at } as const;
  return {
    ...{ id, number: 12, dispute, policy, crm: { name: 'HubSpot', url: 'https://crm.example/1' } },
    speakers: isHearing(dispute) ? dispute.seats : [],
    evidence: { lines: Array.from({ length: 90 }, () => line), at },
  };
}

describe('a case in Slack', () => {
  it('is taken by Slack in every state, and so is whatever is told beneath it', () => {
    for (const story of fc.sample(script, 60).map(play)) {
      for (const [nth, dispute] of story.states.entries()) {
        const shown = aCase(dispute);
        expect(validateMessage(disputeCard(shown))).toEqual([]);
        const event = story.events[nth + 1];
        if (event) expect(validateMessage(disputeReply(shown, event))).toEqual([]);
      }
    }
  });

  it('shows in every state where it stands or how it ended, and for whom what can be pressed is', () => {
    for (const story of fc.sample(script, 60).map(play)) {
      for (const dispute of story.states) {
        const said = JSON.stringify(disputeCard(aCase(dispute)));
        expect(said).toMatch(/Steps: [^"]*\*[^*"]+\*/);
        if (dispute.status === 'closed') expect(said).toMatch(/\*[^*]+: (decided|agreed|nobody)/);
        expect(said.includes('"Withdraw…"')).toBe(/Withdraw…\* is for .*, who/.test(said));
        expect(said).toContain('"History"');
        if (dispute.status === 'decided') {
          const isHold = dispute.decision.ruling.outcome.kind === 'hold';
          expect(said.includes('carried out on that day')).toBe(!isHold);
        }
        const isContested = dispute.appeal !== undefined && isOpenDispute(dispute);
        expect(/\*Appealed\* by .*Before that: \*/.test(said)).toBe(isContested);
        expect(said).toContain('Open in HubSpot');
      }
    }
  });

  it('asks how long it is pinned where it goes to somebody or stays, and for deals where it moves', () => {
    const by = { id: 'r1', name: 'Bo' };
    const claim: Claim = { kind: 'owner-wrong', wish: 'Mine.', reason: 'So it is.', links: [] };
    const shown = aCase(
      replay([fileDispute({ account: { id: 'a', name: 'Acme' }, by, claim, at })]),
    );
    const desk = { deals: [{ id: 'd1', name: 'Renewal' }], unheld: 'go' as const, facts: [] };
    const asking = (field: string) =>
      outcomeKinds.filter((kind) =>
        rulingModal(shown, desk, { as: 'verdict', kind }).blocks.some(
          ({ block_id }) => block_id === field,
        ),
      );
    const moving = ['transfer', 'transfer-at', 'family-owner'];
    expect(asking('pin')).toEqual(
      outcomeKinds.filter((kind) =>
        ['keep', 'keep-alone', ...moving, 'split-credit', 'shared-cover'].includes(kind),
      ),
    );
    expect(asking('holdover')).toEqual([...moving, 're-route']);
    const said = (kind: OutcomeKind, unheld: DisputeDesk['unheld']) =>
      JSON.stringify(rulingModal(shown, { ...desk, unheld }, { as: 'verdict', kind }));
    expect(said('transfer', 'go')).toContain('they go with the account.');
    expect(said('transfer', 'stay')).toContain('they stay there for good.');
  });

  it('has everything corrected that a CRM could be told, and nothing where there is none', () => {
    const by = { id: 'r1', name: 'Bo' };
    const claim: Claim = {
      ...{ kind: 'data-wrong', wish: 'Look.', reason: 'So it is.', links: [] },
      attribute: 'employees',
    };
    const filed = fileDispute({ account: { id: 'a', name: 'Acme' }, by, claim, at });
    const windowOf = (stored: DisputeDesk['facts'], kind: OutcomeKind) => {
      const shown = aCase(replay([filed]));
      return rulingModal(shown, { ...desk, facts: stored }, { as: 'verdict', kind });
    };
    const desk = { deals: [], unheld: 'go' as const };
    const facts = correctable([{ key: 'country', value: 'Germany' }], {
      ...{ claimed: ['employees', 'owner'], mapped: ['health_score', 'country'] },
    });
    expect(facts.map(({ key }) => key).slice(0, 3)).toEqual([
      ...['employees', 'country', 'health_score'],
    ]);
    const window = JSON.stringify(windowOf(facts, 'fix-data'));
    expect(window).toMatch(/"employees".*"not known".*"country".*"Germany".*"health score"/);
    expect(JSON.stringify(windowOf(facts, 'keep'))).toContain('Correct the data');
    expect(JSON.stringify(windowOf([], 'keep'))).not.toContain('Correct the data');
    expect(validateView(windowOf([], 'fix-data'))).toEqual([]);
  });

  it('speaks of an appeal beneath the first verdict alone: there is one', () => {
    const by = { id: 'r1', name: 'Bo' };
    const claim: Claim = { kind: 'owner-wrong', wish: 'Mine.', reason: 'So it is.', links: [] };
    const filed = fileDispute({ account: { id: 'a', name: 'Acme' }, by, claim, at });
    const later = new Date(at.getTime() + 1000);
    const closed = (when: Date): EventOf<'closed'> => ({
      ...{ kind: 'closed', at: when, appealUntil: later, barredUntil: later, grounds: {} },
    });
    const verdict = { kind: 'agreed' as const, by: [by] };
    const decision = { at, verdict, ruling: { outcome: { kind: 'keep' as const } } };
    const decided = { kind: 'decided' as const, at, decision };
    const submission = { at: later, by, text: 'Look.', link: 'https://x.example/2' };
    const appealed: EventOf<'appealed'> = { kind: 'appealed', at: later, by, submission };
    const first = replay([filed, decided, closed(at)]);
    const again = replay([filed, decided, closed(at), appealed, decided, closed(later)]);
    expect(disputeReply(aCase(first), closed(at)).text).toContain('may appeal until');
    expect(disputeReply(aCase(again), closed(at)).text).toContain('may appeal until');
    expect(disputeReply(aCase(again), closed(later)).text).toContain('so this stands');
  });

  it('offers the sides alone where they propose among themselves', () => {
    const [ana, bo, cy] = [person('Ana'), person('Bo'), person('Cy')];
    const claim: Claim = { kind: 'owner-wrong', wish: 'Mine.', reason: 'So it is.', links: [] };
    const account = { id: 'a', name: 'Acme' };
    const filed = fileDispute({ account, by: bo, claim, at, owner: ana });
    const desk = { deals: [], unheld: 'go' as const, facts: [], familyOwner: cy };
    const windowOf = (as: 'offer' | 'verdict') =>
      JSON.stringify(rulingModal(aCase(replay([filed])), desk, { as, kind: 'transfer' }));
    expect(windowOf('offer')).toMatch(/"static_select".*"text":"Ana".*"text":"Bo"/);
    expect(windowOf('offer')).not.toMatch(/external_select|family’s head/);
    expect(windowOf('verdict')).toMatch(/family’s head.*external_select/);
  });

  it('names whoever stands in where a case comes to somebody who is away', () => {
    const [mia, dee] = [person('mia'), person('dee')];
    const clock = { since: at, remindAt: at, dueAt: at };
    const because = { kind: 'silence' } as const;
    const reached: EventOf<'reached'> = {
      ...({ kind: 'reached', at, rung: 'manager', because } as const),
      ...{ seats: [mia], clock },
    };
    const by = person('bo');
    const claim: Claim = { kind: 'owner-wrong', wish: 'Mine.', reason: 'So it is.', links: [] };
    const filed = fileDispute({ account: { id: 'a', name: 'Acme' }, by, claim, at });
    const shown = aCase(replay([filed, reached]));
    const speakers = [{ ...dee, inPlaceOf: mia }];
    expect(disputeReply({ ...shown, speakers }, reached).text).toContain(
      'the managers now, dee in place of mia, until',
    );
  });

  it('says of an owner whom the CRM does not take that it has not got them, as long as that is so', () => {
    const by = person('bo');
    const claim: Claim = { kind: 'owner-wrong', wish: 'Mine.', reason: 'So it is.', links: [] };
    const decision = {
      ...{ at, verdict: { kind: 'agreed' as const, by: [by] } },
      ruling: { outcome: { kind: 'transfer' as const, to: by } },
    };
    const refused = { kind: 'write-refused', at, why: 'A rule of yours. '.repeat(200) } as const;
    const events = [
      fileDispute({ account: { id: 'a', name: 'Acme' }, by, claim, at }),
      ...([{ kind: 'decided', at, decision } as const, { kind: 'applied', at } as const] as const),
      { kind: 'closed', at, appealUntil: at, barredUntil: at, grounds: {} } as const,
      refused,
    ];
    const shown = aCase(replay(events));
    for (const picture of [disputeCard(shown), disputeReply(shown, refused)]) {
      expect(validateMessage(picture)).toEqual([]);
      expect(JSON.stringify(picture)).toContain('HubSpot does not take the new owner');
    }
    const ended = aCase(replay([...events, { kind: 'write-ended', at, how: 'taken' }]));
    expect(JSON.stringify(disputeCard(ended))).not.toContain('does not take');
  });

  it('tears no link apart, and says where the rest of many claims is read', () => {
    const by = { id: 'r1', name: 'Bo', slackUserId: 'U0BO' };
    const link = (nth: number) => `https://x.example/${nth}/${'1'.repeat(600)}`;
    const links = Array.from({ length: 10 }, (_, nth) => link(nth));
    const claim: Claim = { kind: 'credit', wish: 'Half.', reason: 'r'.repeat(900), links };
    const filed = fileDispute({ account: { id: 'a', name: 'Acme' }, by, claim, at });
    const dispute = {
      ...replay([filed]),
      claims: Array.from({ length: 9 }, () => ({ by, claim })),
    };
    const shown = aCase(dispute);
    expect(validateMessage(disputeCard(shown))).toEqual([]);
    const said = JSON.stringify(disputeCard(shown));
    expect(said.match(/<https:/g)?.length).toBe(said.match(/<https:[^>|\s]+\|link \d+>/g)?.length);
    expect(said).toContain('8 more links in the PDF');
    expect(said).toMatch(/\d more claims: see the thread, or the PDF\./);
    expect(said).toContain('Known so far');
  });

  it('is taken by Slack whatever people write, in messages and in windows', () => {
    const texts = anyText(3000, 1);
    fc.assert(
      fc.property(texts, (text) => {
        const by = { id: 'r1', name: text, slackUserId: 'U0BO' };
        const claim: Claim = {
          ...{ kind: 'credit', wish: text, reason: text },
          links: Array.from({ length: 10 }, () => 'https://x.example/1'),
        };
        const filed = fileDispute({ account: { id: 'a', name: text }, by, claim, at });
        const submissions = Array.from({ length: 40 }, () => ({
          ...{ at, by, text, link: 'https://x.example/1' },
          files: Array.from({ length: 5 }, () => ({ name: text, link: 'https://x.example/2' })),
        }));
        const shown = aCase({ ...replay([filed]), submissions }, text);
        const desk: DisputeDesk = {
          deals: Array.from({ length: 120 }, (_, nth) => ({ id: String(nth), name: text })),
          unheld: 'stay',
          facts: Array.from({ length: 120 }, (_, nth) => ({ key: `key_${nth}`, value: text })),
          familyOwner: by,
        };
        expect(validateMessage(disputeCard(shown))).toEqual([]);
        const windows = [
          disputeModal(
            shown,
            Array.from({ length: 60 }, () => ({ by, at, text })),
          ),
          ...[evidenceModal, withdrawModal, addEvidenceModal, appealModal].map((view) =>
            view(shown),
          ),
          ...[
            filingModal({}),
            filingModal({ message: { text: text.slice(0, 1500), link: '' } }, text),
          ],
          ...outcomeKinds.flatMap((kind) =>
            (['verdict', 'offer'] as const).map((as) => rulingModal(shown, desk, { as, kind })),
          ),
        ];
        for (const view of windows) expect(validateView(view)).toEqual([]);
        const line: Ledger['lines'][number] = {
          ...{ id, number: 1, account: { id: 'a', name: text }, by, claim: 'family' },
          ...{ status: 'peers', dueAt: at, raisedAt: at, movedAt: at },
        };
        const ledger: Ledger = {
          ...{
            lines: Array.from({ length: 8 }, () => line),
            page: 1,
            pages: 3,
            total: 20,
            open: 8,
          },
          reasons: policy.reasons,
          figures: {
            ...{ closed: 3, upheld: 1, appealed: 1, overturned: 1 },
            hours: [{ rung: 'peers', hours: 3.5 }],
            byRule: [{ name: text, cases: 4 }],
            ...{ byTerritory: [{ name: text, cases: 4 }], repeaters: [{ name: text, cases: 4 }] },
          },
        };
        expect(validateMessage(disputesList(ledger))).toEqual([]);
        const lost = {
          number: 1,
          accountId: id,
          account: text,
          crmId: text,
          outcome: 'transfer' as const,
        };
        const cases = Array.from({ length: 30 }, () => lost);
        expect(validateMessage(ruleNotePost({ disputeId: id, rule: text, cases }))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
