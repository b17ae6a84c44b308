import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateView } from '../../src/block-kit/validate.ts';
import { readAbout } from '../../src/slack/views/card-origin.ts';
import { pinModal, readUntil, unpinModal } from '../../src/slack/views/pin-modal.ts';
import { anOwnerCard } from '../support/builders.ts';
import { anyText } from '../support/texts.ts';

const origin = {
  kind: 'card',
  url: `https://hooks.slack.com/${'x'.repeat(300)}`,
  channel: 'C1',
} as const;

it('says what a pin does, and carries along where the card hangs', () => {
  const view = pinModal(anOwnerCard(), origin, { reason: 'in renewal', until: '2027-02-01' });
  expect(JSON.stringify(view)).toMatch(/\*Acme Corporation\* stays <@U0ANA>’s.*in renewal/);
  const { id } = anOwnerCard().account;
  expect(readAbout({ private_metadata: view.private_metadata ?? '' })).toEqual({
    ...{ accountId: id, origin },
  });
  expect(JSON.stringify(pinModal({ ...anOwnerCard(), owner: undefined }, origin))).toContain(
    'stays without an owner',
  );
});

it('lasts until the end of the day that was chosen', () => {
  const chosen = (selected_date: string | null) =>
    readUntil({ state: { values: { until: { until: { selected_date } } } } });
  expect(chosen('2027-02-01')).toEqual(new Date('2027-02-01T12:00:00Z'));
  expect(chosen(null)).toBeUndefined();
});

it('is taken by Slack whatever it holds', () => {
  const text = anyText(4000);
  fc.assert(
    fc.property(text, text, (name, reason) => {
      const card = anOwnerCard({
        account: { ...anOwnerCard().account, name },
        pin: { by: { kind: 'rep', id: 'r', name }, reason },
      });
      const views = [pinModal(card, origin, { reason }), unpinModal(card, origin, reason)];
      expect(views.flatMap((view) => validateView(view))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
