import { describe, expect, it } from 'vitest';
import type { DisputeCase } from '../../src/domain/dispute-case.ts';
import { disputePolicy } from '../../src/domain/dispute-policy.ts';
import { casePaper } from '../../src/slack/paper/case-paper.ts';
import { printed } from '../../src/slack/paper/printed.ts';

const at = new Date('2026-11-20T10:00:00Z');
const ana = { id: 'ana', name: 'Ana Lind', slackUserId: 'U0ANA' };
const bo = { id: 'bo', name: 'Bo Okoye', slackUserId: 'U0BO' };
const mia = { id: 'mia', name: 'Mia Rossi', slackUserId: 'U0MIA' };
const shown: DisputeCase = {
  ...{ id: 'd', number: 7, policy: disputePolicy.parse({}), speakers: [mia] },
  crm: { name: 'HubSpot' },
  dispute: {
    ...{ status: 'manager', because: { kind: 'silence' }, seats: [mia], votes: [], words: 0 },
    account: { id: 'a', name: 'Acme & Sons' },
    owner: ana,
    claims: [
      {
        by: bo,
        claim: {
          kind: 'owner-wrong',
          wish: 'Mine.',
          reason: 'I *called* first.',
          links: ['https://x.example/1'],
        },
      },
    ],
    ...{
      filers: [bo],
      parties: [ana, bo],
      leavers: [],
      droppers: [],
      voices: [],
      filedAt: at,
      lastAt: at,
      isReminded: false,
    },
    clock: { since: at, remindAt: at, dueAt: new Date('2026-11-24T10:00:00Z') },
    submissions: [
      {
        ...{
          by: ana,
          at,
          text: 'We met on Tuesday.\n\nThey signed.',
          link: 'https://cal.example/7',
        },
        files: [{ name: 'mail.txt', link: 'https://files.example/9' }],
      },
    ],
  },
  evidence: {
    at,
    lines: [
      { topic: 'rules-now', text: 'Rule “West” decides for Ana Lind.', source: 'version 3', at },
      { topic: 'activity', text: 'Bo Okoye has nothing on record.', source: 'HubSpot', at },
    ],
  },
};

describe('a case on paper', () => {
  const said = JSON.stringify(casePaper(shown, at));

  it('names people, days and what is claimed as one reads them outside Slack', () => {
    expect(said).toContain('Whose is Acme & Sons?');
    expect(said).toContain('Dispute 7, filed 2026-11-20');
    expect(said).toContain('Before the managers (Mia Rossi) until 2026-11-24 10:00 UTC');
    expect(said).toContain('Bo Okoye says the owner is wrong: Mine.');
    expect(said).toContain('{"text":"Link 1","link":"https://x.example/1"}');
    expect(said).not.toMatch(/<|U0|:hourglass|&amp;/);
  });

  it('has all evidence with its source and day, and what people brought', () => {
    expect(said).toContain('"note":"HubSpot, 2026-11-20"');
    const piece = [
      { text: 'Ana Lind, 2026-11-20:' },
      { text: 'We met on Tuesday.', isQuoted: true },
      { text: 'They signed.', isQuoted: true },
      { text: 'Link', link: 'https://cal.example/7' },
      { text: 'mail.txt', link: 'https://files.example/9' },
    ];
    expect(said).toContain(JSON.stringify(piece));
  });

  it('has what everybody claims in full, however many they are and however much they say', () => {
    const link = `https://x.example/${'1'.repeat(900)}`;
    const claims = Array.from({ length: 30 }, (_, nth) => ({
      by: { ...bo, name: `Rep ${nth}` },
      claim: {
        ...{ kind: 'credit' as const, wish: `${'w'.repeat(1400)} ${nth}` },
        ...{ reason: `${'r'.repeat(1400)}\nend ${nth}`, links: [link, `${link}/${nth}`] },
      },
    }));
    const all = JSON.stringify(casePaper({ ...shown, dispute: { ...shown.dispute, claims } }, at));
    for (const [nth] of claims.entries()) {
      expect(all).toContain(`${'w'.repeat(1400)} ${nth}"`);
      expect(all).toContain(`{"text":"end ${nth}","isQuoted":true}`);
      expect(all).toContain(`"link":"${link}/${nth}"`);
    }
  });
});

describe('words for Slack, printed', () => {
  it('keep what people have written, stars and brackets too', () => {
    const nameOf = () => 'Ana';
    expect(printed('*Bold* a*b 5 &lt; 6 &amp; <@U1> :scales: 10:30', nameOf)).toBe(
      'Bold a*b 5 < 6 & Ana 10:30',
    );
    expect(printed('<https://x.example/1|link> of &gt; 5', nameOf)).toBe(
      'link (https://x.example/1) of > 5',
    );
  });
});
