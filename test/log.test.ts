import { expect, it } from 'vitest';
import { createLog } from '../src/log.ts';

it('a log line never holds a token, a secret, an address or what somebody wrote', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const secret = 'do-not-read-me';

  log.info(
    { token: secret, slack: { secret }, deep: { er: { email: secret } }, text: secret },
    'x',
  );

  expect(lines.join('')).toContain('[withheld]');
  expect(lines.join('')).not.toContain(secret);
});
