import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import { handoverCard } from '../../src/slack/views/handover-card.ts';
import { reminderPost } from '../../src/slack/views/reminder-post.ts';
import { twinsCard } from '../../src/slack/views/twins-card.ts';
import { aCourse, aHandover, aTwin, someTwins } from '../support/builders.ts';
import { anyText, beyond } from '../support/texts.ts';

const dueAt = new Date('2026-11-23T17:00:00Z');
const mia = { id: 'r5', name: 'Mia', slackUserId: 'U0MIA' };
const ofMia = aCourse({ seats: [{ asked: { kind: 'person', person: mia }, before: [] }] });
const ofOps = aCourse({ seats: [{ asked: { kind: 'ops' }, before: [mia] }] });

it('says what waits, until when, and who is asked after that', () => {
  const book = reminderPost({
    kind: 'handover',
    handover: aHandover({ course: ofMia, dueAt }),
  });
  expect(book.text).toBe('The book of Dee Marsh still waits for an answer.');
  expect(JSON.stringify(book.blocks)).toMatch(
    /Still waits until <!date\^\d+.*<@U0DEE>.*41 accounts and 3 leads. After that, whoever leads you is asked/,
  );
  const pair = reminderPost({ kind: 'twins', twins: someTwins({ course: ofOps, dueAt }) });
  expect(JSON.stringify(pair.blocks)).toMatch(/one company\? It goes on waiting after that/);
});

it('goes with a card that says who decides, and who did not answer', () => {
  const card = JSON.stringify(handoverCard(aHandover({ course: ofOps, dueAt })));
  expect(card).toMatch(/\*Decides\* ops, by <!date.*<@U0MIA> did not answer/);
  expect(card).toMatch(/It waits until somebody answers/);
  const pair = JSON.stringify(twinsCard(someTwins({ course: ofOps, dueAt })));
  expect(pair).toMatch(/\*Decides\* ops, by <!date/);
});

it('is taken by Slack whatever it holds', () => {
  fc.assert(
    fc.property(anyText(400), (name) => {
      const person = { id: 'r1', name };
      const course = aCourse({ seats: [{ asked: { kind: 'person', person }, before: [person] }] });
      const handover = aHandover({ rep: person, course, dueAt });
      const records = [aTwin({ name }), aTwin({ name })] as [never, never];
      const twins = someTwins({ records, course, dueAt });
      const pictures = [
        ...[reminderPost({ kind: 'handover', handover }), reminderPost({ kind: 'twins', twins })],
        ...[handoverCard(handover), twinsCard(twins)],
      ];
      for (const picture of pictures) expect(beyond(validateMessage(picture))).toEqual([]);
    }),
  );
});
