import { describe, expect, it } from 'vitest';
import { type Deed, effectsOf, refusalOf } from '../../src/domain/ownership.ts';
import { aChange } from '../support/changes.ts';

const at = new Date('2026-11-20T10:00:00Z');
const ana = { id: 'ana', name: 'Ana', leftAt: null };
const bo = { id: 'bo', name: 'Bo', leftAt: null };
const gil = { id: 'gil', name: 'Gil', leftAt: new Date('2026-01-01') };
const deed = (owner: Deed['owner']): Deed => ({ name: 'Birch', owner });
const change = (expected: string | null, wanted: string | null) =>
  aChange({ accountId: 'a', expected, wanted });

describe('whether an owner may change', () => {
  it.each([
    ['an unowned account goes to a rep', deed(null), change(null, 'ana'), ana, undefined],
    ['an account moves on', deed(ana), change('ana', 'bo'), bo, undefined],
    ['an account is given back to nobody', deed(ana), change('ana', null), null, undefined],
    ['the owner asks for what they have', deed(ana), change('ana', 'ana'), ana, 'already-owner'],
    ['it moved meanwhile', deed(bo), change('ana', null), null, 'owner-has-changed'],
    ['it was given away meanwhile', deed(null), change('ana', 'bo'), bo, 'owner-has-changed'],
    ['it would go to somebody who left', deed(null), change(null, 'gil'), gil, 'owner-has-left'],
  ])('%s', (_, present, wish, wanted, refusal) => {
    expect(refusalOf(wish, present, { wanted }, at)?.kind).toBe(refusal);
  });

  it('believes the CRM that somebody who left still owns', () => {
    const fromCrm = { ...change(null, 'gil'), cause: { kind: 'crm-edit' } as const };
    expect(refusalOf(fromCrm, deed(null), { wanted: gil }, at)).toBeUndefined();
  });

  it('gives to somebody who leaves tomorrow', () => {
    const leaving = { ...gil, leftAt: new Date('2026-11-21') };
    expect(refusalOf(change(null, 'gil'), deed(null), { wanted: leaving }, at)).toBeUndefined();
  });
});

describe('what must follow outside', () => {
  const kinds = (kind: 'operator' | 'crm-edit' | 'import') =>
    effectsOf({ ...change(null, 'ana'), cause: { kind } }, 'c1').map((task) => task.kind);

  it('writes our own changes to the CRM and draws posted cards again', () => {
    expect(kinds('operator')).toEqual(['crm-owner', 'redraw-cards']);
  });

  it('never tells the CRM what came from it', () => {
    expect(kinds('crm-edit')).toEqual(['redraw-cards']);
    expect(kinds('import')).toEqual([]);
  });
});
