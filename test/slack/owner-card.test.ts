import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { OwnerCard } from '../../src/domain/owner-card.ts';
import { ownerCard, type Place } from '../../src/slack/views/owner-card.ts';
import { anOwnerCard } from '../support/builders.ts';

const privately: Place = { kind: 'private', canShare: true };
const shownText = (card: OwnerCard, place: Place = privately) =>
  JSON.stringify(ownerCard(card, place));
const owner = anOwnerCard().owner;

describe('the owner card', () => {
  it('says who owns the account, in which team, under whom, and why', () => {
    const shown = shownText(anOwnerCard());
    expect(shown).toContain(
      '*Owner* <@U0ANA> · Account Executive, Enterprise West · manager <@U0MO>',
    );
    expect(shown).toMatch(
      /\*Why\* Since .* Dana Cole set it so in the CRM, until then Bo Lind’s.*moved with the west/,
    );
    expect(shown).toContain('North America › West › California');
    expect(shown).toContain('2 deals, $1.3M');
  });

  it('names who stands in while the owner is away', () => {
    const backup = { id: 'r2', name: 'Bo Lind', slackUserId: 'U0BO' };
    const presence = {
      kind: 'away',
      until: new Date('2026-12-03'),
      reason: 'leave',
      backup,
    } as const;
    expect(owner && shownText(anOwnerCard({ owner: { ...owner, presence } }))).toMatch(
      /Away until .* \(leave\)\. Ask <@U0BO> meanwhile/,
    );
  });

  it('says so when the owner has left or there is none', () => {
    const presence = { kind: 'left', since: new Date('2026-01-01') } as const;
    expect(owner && shownText(anOwnerCard({ owner: { ...owner, presence } }))).toContain(
      'has left the company',
    );
    expect(shownText({ ...anOwnerCard(), owner: undefined })).toContain(
      'Nobody owns this account yet',
    );
  });

  it('shows a pin with who set it and why', () => {
    const pin = { by: { kind: 'rep', id: 'r9', name: 'Mo Keller' }, reason: 'in renewal' } as const;
    expect(shownText(anOwnerCard({ pin }))).toMatch(/\*Pinned\* by Mo Keller: in renewal/);
  });

  it('offers to share where others can see it, and only there', () => {
    expect(shownText(anOwnerCard())).toContain('Share here');
    expect(shownText(anOwnerCard(), { kind: 'private', canShare: false })).not.toContain(
      'Share here',
    );
    const shared = shownText(anOwnerCard(), { kind: 'shared', by: 'U0ANA' });
    expect(shared).not.toContain('Share here');
    expect(shared).toContain('Shared by <@U0ANA>');
  });

  it('lets no name break out of its place', () => {
    const account = { ...anOwnerCard().account, name: 'A*B <@U0EVIL> & <!channel>' };
    const territory = { key: 'x', name: 'x', path: ['<!here>'], cover: [] };
    const shown = shownText(anOwnerCard({ account, territory }));
    expect(shown).toContain('&lt;!here&gt;');
  });

  it('is taken by Slack whatever the CRM holds', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 4000 });
    const card = fc.record({ name: text, reason: text, stage: text, domain: text, relative: text });
    fc.assert(
      fc.property(card, ({ name, reason, stage, domain, relative }) => {
        const base = anOwnerCard();
        const filled = anOwnerCard({
          account: { ...base.account, name, domains: Array(40).fill(domain) },
          ...(base.why && { why: { ...base.why, reason } }),
          deals: { ...base.deals, largest: Array(3).fill({ name, stage, amount: 1 }) },
          family: {
            size: 90,
            members: Array.from({ length: 8 }, (_, nth) => ({ id: `${nth}`, name: relative })),
          },
          pin: { by: { kind: 'rep', id: 'r9', name }, reason },
          formerOwners: Array(5).fill({ person: { id: 'r', name }, until: new Date(0) }),
        });
        const { text: said, blocks } = ownerCard(filled, privately);
        expect(validateMessage({ text: said, blocks })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
