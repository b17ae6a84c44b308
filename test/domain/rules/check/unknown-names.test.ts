import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../../src/domain/rules/check.ts';
import { anAround, findingsOf, rest, storedSet, written } from './around.ts';

describe('a name that nobody knows', () => {
  const stored = (condition: object, fields = {}) =>
    checkRules(storedSet([{ condition }, {}], fields), anAround());

  it.each<[string, object, string, string]>([
    [
      'of an attribute',
      { kind: 'compare', attribute: 'industri', op: '=', value: 'Banking' },
      'unknown-attribute',
      'Did you mean “industry”?',
    ],
    [
      'of a list',
      { kind: 'in-list', attribute: 'domain', list: 'Tragets' },
      'unknown-list',
      'Did you mean “Targets”?',
    ],
    [
      'of a region',
      { kind: 'not-in-region', region: 'DAHC' },
      'unknown-region',
      'Did you mean “DACH”?',
    ],
  ])('%s is an error with the likely name', (_, condition, kind, remedy) => {
    const lists = [{ name: 'Targets', values: ['acme.com'] }];
    const [first] = stored(condition, { lists });
    expect(first).toMatchObject({ severity: 'error', kind, rule: 'Rule 0', remedy });
  });

  it('of a layer is an error that lists the layers', () => {
    const [first] = checkRules(
      storedSet([{ layer: 'verticals' }], { layers: ['vertical', 'rest'] }),
      anAround(),
    );
    expect(first).toMatchObject({
      kind: 'unknown-layer',
      message: '“Rule 0” is in the layer “verticals”, which the rule set does not have.',
      remedy: 'Did you mean “vertical”?',
    });
  });

  it.each<[string, object, string, string]>([
    ['a rep', { to: { kind: 'rep', rep: 'anna@example.com' } }, 'unknown-rep', 'ana@example.com'],
    ['a territory', { to: { kind: 'territory', territory: 'Wets' } }, 'unknown-territory', 'West'],
    ['a pool', { to: { kind: 'pool', pool: 'Inbund' } }, 'unknown-pool', 'inbound'],
    [
      'somebody beside the owner',
      { to: { kind: 'review' }, roles: { SDR: 'boo@example.com' } },
      'unknown-rep',
      'bo@example.com',
    ],
  ])('of %s that a rule leads to is an error', (_, outcome, kind, meant) => {
    const pools = [
      { name: 'Inbound', method: { kind: 'claim' }, members: [{ rep: 'ana@example.com' }] },
    ];
    const [first] = checkRules(storedSet([{ outcome }], { pools }), anAround());
    expect(first).toMatchObject({ severity: 'error', kind, rule: 'Rule 0' });
    expect(first?.remedy).toBe(`Did you mean “${meant}”?`);
  });

  it('guesses nobody whose address has only the company in common', () => {
    const [first] = findingsOf([written('West', 'always', ['then rep di@example.com'])]);
    expect(first).toMatchObject({
      kind: 'unknown-rep',
      message:
        '“West” gives accounts to di@example.com, an address that nobody in the registry has.',
      remedy: 'Correct the address, or add them to the roster first.',
    });
  });

  it('of a pool that covers a territory is an error of the rule that leads there', () => {
    const territories = new Map([
      ['west', { name: 'West', cover: { kind: 'pool' as const, pool: 'Field' } }],
    ]);
    const [first] = findingsOf([written('A', 'always', ['then territory west'])], { territories });
    expect(first).toMatchObject({ severity: 'error', kind: 'unknown-pool', rule: 'A' });
  });

  it('of a member or of where a pool overflows to is an error of the pool', () => {
    const pools = [
      {
        name: 'Inbound',
        method: { kind: 'claim' },
        members: [{ rep: 'ana@example.com' }, { rep: 'zed@example.com' }],
        overflow: 'Everybody',
      },
    ];
    const found = checkRules(storedSet([{}], { pools }), anAround());
    expect(found.map(({ kind, rule }) => [kind, rule])).toEqual([
      ['unknown-rep', undefined],
      ['unknown-pool', undefined],
    ]);
  });

  it('that a rule only compares an owner with, or that only answers for it, is a warning', () => {
    const found = findingsOf([written('A', 'owner = zed@example.com', ['owner ops@x.com']), rest]);
    expect(found.map(({ severity, kind }) => [severity, kind])).toEqual([
      ['warning', 'unknown-rep'],
      ['warning', 'unknown-rep'],
    ]);
  });
});
