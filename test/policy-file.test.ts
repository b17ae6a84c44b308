import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPolicyText } from '../src/services/policies.ts';

it('reads the policy of approvals that the manual shows', () => {
  const [, text = ''] =
    /```yaml\n(groups:[\s\S]*?)```/.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  expect(readPolicyText('approvals', text)).toMatchObject({
    body: { rules: [{ mode: 'in sequence' }, { silence: 'keep' }, { mode: 'all of' }] },
    names: { emails: ['olga@example.com', 'dan@example.com'], territories: ['west'] },
  });
});
