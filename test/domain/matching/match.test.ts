import { describe, expect, it } from 'vitest';
import { type Match, settle } from '../../../src/domain/matching/match.ts';

const match = (accountId: string, score: number): Match => ({
  accountId,
  score,
  reason: { kind: 'spelling', nameKind: 'name', name: accountId },
});
const nobody = new Set<string>();

describe('whether one account was clearly meant', () => {
  it('takes the only exact name, and tells what else it fits', () => {
    const [exact, other] = [match('acme', 1), match('acme health', 0.9)];
    expect(settle([exact, other], nobody)).toEqual({ kind: 'found', match: exact, also: [other] });
  });

  it('takes the head of the family where several have the same name', () => {
    const [child, head] = [match('child', 1), match('head', 0.985)];
    const verdict = settle([child, head], new Set(['head']));
    expect(verdict).toMatchObject({ kind: 'found', match: head, also: [child] });
  });

  it('asks back where several have the same name and none is the head', () => {
    expect(settle([match('one', 1), match('two', 1)], nobody).kind).toBe('several');
  });

  it('takes a misspelling that is clearly ahead of the next', () => {
    expect(settle([match('one', 0.9), match('two', 0.7)], nobody).kind).toBe('found');
  });

  it('asks back where two misspellings are as likely', () => {
    expect(settle([match('one', 0.9), match('two', 0.89)], nobody).kind).toBe('several');
  });

  it('offers ten at the most', () => {
    const many = Array.from({ length: 30 }, (_, at) => match(String(at), 0.8));
    expect(settle(many, nobody)).toMatchObject({ kind: 'several', matches: { length: 10 } });
  });

  it('offers the nearest names where nothing is likely', () => {
    const guesses = [
      match('one', 0.45),
      match('two', 0.4),
      match('three', 0.3),
      match('four', 0.2),
    ];
    expect(settle(guesses, nobody)).toEqual({ kind: 'none', nearest: guesses.slice(0, 3) });
  });
});
