import { expect, it } from 'vitest';
import { wordRefusal } from '../../src/domain/refusal.ts';
import { moment } from '../../src/slack/views/words.ts';

const at = new Date('2026-11-20T10:31:00Z');

it('says who was first, and when by the clock of whoever reads', () => {
  const by = { kind: 'rep', id: 'r1', name: 'Ana' } as const;
  const to = { id: 'r2', name: 'Bo' };
  const verdict = { kind: 'approved', by, at, reason: '', to } as const;
  const decided = { kind: 'already-decided', subject: 'Acme', verdict } as const;
  expect(wordRefusal(decided)).toContain('Ana approved it for Bo at 2026-11-20 10:31 UTC.');
  expect(wordRefusal(decided, moment)).toMatch(/Ana approved it for Bo at <!date\^\d+\^/);
  const first = { by: 'Mia', did: 'undo', at } as const;
  const words = wordRefusal({ kind: 'write-answered', subject: 'Acme', first }, moment);
  expect(words).toMatch(/^Acme is settled already: Mia took it back, <!date/);
  expect(wordRefusal({ kind: 'handed-over', rep: 'Ian' })).toMatch(/they are back\. Nothing was/);
});
