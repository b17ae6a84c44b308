import { pino } from 'pino';
import type { Log } from './ports.ts';

/** What must never be read in a log, wherever in a fact it hides. */
const SECRETS = ['token', 'secret', 'authorization', 'password', 'email', 'text', 'cookie'];

export function createLog(level: string): Log {
  const redact = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ level, base: undefined, redact: { paths: redact, censor: '[withheld]' } });
}
