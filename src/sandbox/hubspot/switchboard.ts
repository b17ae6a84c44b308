import { readFileSync } from 'node:fs';

const file = new URL('./switchboard.html', import.meta.url);

/** The sandbox's page, on which somebody turns the switches and edits as people do. */
export function switchboard(): string {
  return readFileSync(file, 'utf8');
}
