import { expect, it } from 'vitest';
import { byZone } from '../../src/domain/answer-refusal.ts';
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

it('says until when a claim or an appeal rests by the same clock', () => {
  const barred = { kind: 'barred', account: 'Acme', until: at } as const;
  const often = { kind: 'withdrawn-often', account: 'Acme', until: at } as const;
  const late = { kind: 'no-appeal', because: { kind: 'too-late', until: at } } as const;
  for (const reason of [barred, often, late]) {
    expect(wordRefusal(reason, moment)).toMatch(/(after|until) <!date\^\d+\^/);
    expect(wordRefusal(reason, byZone('Asia/Tokyo'))).toContain('2026-11-20 19:31 (Asia/Tokyo)');
    expect(wordRefusal(reason)).toContain('2026-11-20 10:31 UTC');
  }
});
