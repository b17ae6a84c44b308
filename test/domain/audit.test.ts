import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditLine,
  createVerifier,
  emptyChain,
  namedInLog,
  type Sealed,
  seal,
} from '../../src/domain/audit.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const line = (reason: string): AuditLine => ({
  at: new Date('2026-11-20T10:00:00Z'),
  actor: { kind: 'operator', name: 'ops' },
  action: 'owner-changed',
  subject: { kind: 'account', id: 'a' },
  reason,
  before: null,
  after: { b: 1, a: [1, { d: 2, c: 3 }] },
  context: {},
});

function chain(reasons: string[], workspaceId = 'T1'): Sealed[] {
  let head = emptyChain;
  return reasons.map((reason) => {
    const sealed = seal(workspaceId, line(reason), head, digest);
    head = sealed;
    return sealed;
  });
}

function breaksOf(lines: Sealed[], head = lines.at(-1) ?? emptyChain, workspaceId = 'T1') {
  const verifier = createVerifier(workspaceId, digest);
  for (const each of lines) verifier.read(each);
  return verifier.end(head);
}

const reasons = fc.array(fc.string(), { minLength: 2, maxLength: 12 });

describe('the chain', () => {
  it('holds as it was written, whatever it says', () => {
    fc.assert(fc.property(reasons, (said) => breaksOf(chain(said)).length === 0));
  });

  it('does not depend on the order in which a database returns an object’s keys', () => {
    const [first] = chain(['x']);
    const reordered = first && { ...first, after: { a: [1, { c: 3, d: 2 }], b: 1 } };
    expect(reordered && breaksOf([reordered])).toEqual([]);
  });

  it('breaks at any line of which anything was changed', () => {
    fc.assert(
      fc.property(reasons, fc.nat(), (said, pick) => {
        const lines = chain(said);
        const nth = pick % lines.length;
        const forged = lines.map((each, at) =>
          at === nth ? { ...each, reason: `${each.reason}!` } : each,
        );
        expect(breaksOf(forged)).toContainEqual({ kind: 'changed', seq: nth + 1 });
      }),
    );
  });

  it('breaks where any line was removed', () => {
    fc.assert(
      fc.property(reasons, fc.nat(), (said, pick) => {
        const lines = chain(said);
        const nth = pick % lines.length;
        expect(breaksOf(lines.toSpliced(nth, 1), lines.at(-1))).not.toEqual([]);
      }),
    );
  });

  it('does not take a line of another workspace for its own', () => {
    expect(breaksOf(chain(['x'], 'T2'))).toEqual([{ kind: 'changed', seq: 1 }]);
  });
});

describe('what a line is about', () => {
  it('is named, but for people who may ask to be forgotten', () => {
    expect(namedInLog({ kind: 'account' }, 'Acme')).toEqual({ account: 'Acme' });
    expect(namedInLog({ kind: 'deal' }, 'Renewal')).toEqual({ deal: 'Renewal' });
    expect(namedInLog({ kind: 'lead' }, 'Eva Roth')).toEqual({});
  });
});
