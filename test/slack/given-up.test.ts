import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { GivenUp } from '../../src/domain/given-up.ts';
import { taskKinds } from '../../src/domain/task.ts';
import { failureValues } from '../../src/slack/failure-ids.ts';
import { givenUpModal, givenUpPost } from '../../src/slack/views/given-up.ts';
import { anyText, beyond } from '../support/texts.ts';

const id = '0a8f2b34-0000-4000-8000-0000000000d1';
const since = new Date('2026-11-20T10:00:00Z');
const some = (error = 'Slack answered fatal_error'): GivenUp => ({
  total: 12,
  kinds: [{ kind: 'send-notices', count: 12, newest: [{ id, error, since }] }],
});

describe('what was given up', () => {
  it('is told with how much of what, and why', () => {
    const text = JSON.stringify(givenUpPost(some()));
    expect(text).toMatch(/12 effects were given up.*\*12 rounds of notices\*: Slack answered/);
    expect(text).toMatch(/given-up:retry".*"value":"all".*given-up:look/);
  });

  it('says so once nothing is left, without buttons', () => {
    const text = JSON.stringify(givenUpPost({ total: 0, kinds: [] }));
    expect(text).not.toContain('given-up:');
  });

  it('is tried again as a whole, by kind or one by one', () => {
    const text = JSON.stringify(givenUpModal(some(), 3));
    expect(text).toMatch(/3 effects queued again.*and 11 older ones/);
    expect(failureValues.givenUp.parse('all')).toEqual({ kind: 'all' });
    expect(failureValues.givenUp.parse('kind:send-notices')).toEqual({
      ...{ kind: 'of-kind', of: 'send-notices' },
    });
    expect(failureValues.givenUp.parse(`task:${id}`)).toEqual({ kind: 'one', id });
  });

  it('is taken by Slack however much it is and whatever went wrong', () => {
    fc.assert(
      fc.property(anyText(2000), (error) => {
        const newestOf = (kind: string) =>
          [1, 2, 3, 4, 5].map((nth) => ({ id: `${kind}-${nth}`, error, since }));
        const kinds = taskKinds.map((kind) => ({
          ...{ kind, count: 999_999, newest: newestOf(kind) },
        }));
        const all = { total: 9_999_999, kinds };
        const problems = [
          ...validateMessage(givenUpPost(all)),
          ...validateView(givenUpModal(all, 7)),
          ...validateView(givenUpModal({ total: 0, kinds: [] })),
        ];
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
