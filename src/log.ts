import { type DestinationStream, pino } from 'pino';
import type { Log } from './ports.ts';

/** What must never be read in a log, wherever in a fact it hides. */
const SECRETS = ['token', 'secret', 'authorization', 'password', 'email', 'text', 'cookie'];

export function createLog(level: string, to?: DestinationStream): Log {
  const redact = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = { level, base: null, redact: { paths: redact, censor: '[withheld]' } };
  return to ? pino(options, to) : pino(options);
}
