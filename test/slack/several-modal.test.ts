import type { Checkboxes, InputBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import { readPicks, severalModal, severalPost } from '../../src/slack/views/several-modal.ts';
import { anyText } from '../support/texts.ts';

const at = new Date('2026-11-20T10:31:00Z');

describe('several at once', () => {
  const line = {
    ...{ proposalId: '0a8f2b34-0000-4000-8000-000000000001', kind: 'account' as const },
    ...{ name: 'Elm', since: at, proposed: { id: 'r1', name: 'Ana' }, decisionId: undefined },
  };
  const highValue = { kind: 'high-value' as const, attribute: 'revenue', value: 2, limit: 1 };

  it('are ticked but for what is worth most, and read as they were seen', () => {
    const flags = [{ kind: 'open-deal' as const, owner: 'x', value: 1 }];
    const second = { ...line, proposalId: line.proposalId.replace(/1$/, '2'), name: 'Fir' };
    const view = severalModal([
      { ...line, flags },
      { ...second, flags: [highValue] },
    ]);
    const { element } = view.blocks[1] as InputBlock & { element: Checkboxes };
    expect(element.options.map(({ text }) => text.text)).toEqual(['Elm', 'Fir']);
    expect(element.options[0]?.description?.text).toBe(
      'nobody → Ana · waits because of an open deal',
    );
    expect(element.initial_options?.map(({ text }) => text.text)).toEqual(['Elm']);
    const chosen = { 'approvals:picked': { selected_options: element.initial_options } };
    const reason = { reason: { value: 'all fine' } };
    expect(readPicks({ state: { values: { 'picked-0': chosen, reason } } })).toEqual([
      { proposalId: line.proposalId, seen: '' },
    ]);
  });

  it('end in a message that names what was left out, and why', () => {
    const because = { kind: 'changed-meanwhile' as const, subject: 'Fir' };
    const post = severalPost({
      approved: [{ name: 'Elm', to: 'Ana' }],
      agreed: ['Oak'],
      left: [{ name: 'Fir', because }],
    });
    expect(post.text).toBe('1 decision approved, 1 left out');
    expect(JSON.stringify(post)).toMatch(
      /Elm → Ana.*Others have to agree as well.*Oak.*\*Fir\* was left out: What is asked about Fir has changed/,
    );
  });

  it('end in a message that Slack takes, however many and however long their names', () => {
    fc.assert(
      fc.property(anyText(300), anyText(300), (name, to) => {
        const because = { kind: 'changed-meanwhile' as const, subject: name };
        const [approved, left] = [Array(60).fill({ name, to }), Array(60).fill({ name, because })];
        const post = severalPost({ approved, agreed: Array(60).fill(name), left });
        expect(validateMessage(post)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
