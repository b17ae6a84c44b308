import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { CrmStandstill } from '../../src/domain/crm-pause.ts';
import { crmPausePost } from '../../src/slack/views/crm-pause-post.ts';
import { anyText, beyond } from '../support/texts.ts';

const since = new Date('2026-11-20T10:00:00Z');
const until = new Date('2026-11-20T11:00:00Z');
const pausesOf = (problem: string): CrmStandstill['pauses'] =>
  (['account', 'lead', 'deal'] as const).map((kind) => ({
    ...{ kind, since, until, tries: 3, waiting: 12_345, problem },
  }));
const unreadOf = (problem: string): CrmStandstill['unread'] =>
  (['account', 'lead', 'deal'] as const).map((kind) => ({ kind, since, problem }));

describe('a CRM that takes no new owners', () => {
  it('is told with what waits, why, since when and when it is tried again', () => {
    const post = crmPausePost({
      crm: 'HubSpot',
      pauses: pausesOf('HubSpot refused the token.'),
      unread: [],
    });
    expect(post.text).toBe('HubSpot takes no new owners at present');
    expect(JSON.stringify(post)).toMatch(
      /2026-11-20 10:00 UTC.*12,345 owners of accounts\*: HubSpot refused the token\. Next try .*2026-11-20 11:00 UTC.*owners of leads/,
    );
  });

  it('is told with what cannot be read there either', () => {
    const unread = unreadOf('The token lacks a scope.').map((one) => ({ ...one, until }));
    const post = crmPausePost({ crm: 'HubSpot', pauses: [], unread });
    expect(post.text).toBe('HubSpot cannot be read at present');
    expect(JSON.stringify(post)).toMatch(
      /Leads cannot be read\* since .*2026-11-20 10:00 UTC.*: The token lacks a scope\. Next try .*2026-11-20 11:00 UTC/,
    );
    expect(crmPausePost({ crm: 'HubSpot', pauses: pausesOf('x'), unread }).text).toBe(
      'HubSpot does not serve at present',
    );
  });

  it('is told to serve again once nothing waits for it any more', () => {
    expect(crmPausePost({ crm: 'HubSpot', pauses: [], unread: [] }).text).toMatch(
      /HubSpot serves again/,
    );
  });

  it('is taken by Slack whatever it said', () => {
    fc.assert(
      fc.property(anyText(3000), (text) => {
        const problems = validateMessage(
          crmPausePost({ crm: text, pauses: pausesOf(text), unread: unreadOf(text) }),
        );
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
