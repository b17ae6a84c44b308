import { describe, expect, it } from 'vitest';
import { validateOptions, validateView } from '../../src/block-kit/validate.ts';
import { askOpsModal } from '../../src/slack/views/ask-ops.ts';
import { lookUpModal, suggestionOptions } from '../../src/slack/views/look-up-modal.ts';
import { anOwnerCard } from '../support/builders.ts';

describe('the windows', () => {
  it('are ones that Slack would open', () => {
    expect(validateView(lookUpModal())).toEqual([]);
    expect(
      validateView(
        lookUpModal({ card: anOwnerCard(), viewer: { slackUserId: 'U0BO', role: 'ops' } }),
      ),
    ).toEqual([]);
    expect(validateView(askOpsModal('acme'))).toEqual([]);
  });

  it('offer accounts with their owner and place', () => {
    const reason = { kind: 'crm-id', id: '1' } as const;
    const owner = { id: 'r', name: 'Ana Ruiz' };
    const options = suggestionOptions([
      { accountId: 'a', name: 'Acme', crmId: '1', owner, place: 'CA, US', reason },
      { accountId: 'b', name: '', crmId: '2', reason },
    ]);
    expect(validateOptions({ options })).toEqual([]);
    expect(options[0]?.description?.text).toBe('Ana Ruiz’s · CA, US');
    expect(options[1]?.description?.text).toBe('nobody’s');
  });
});
