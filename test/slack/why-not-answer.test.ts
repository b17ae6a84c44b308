import { describe, expect, it } from 'vitest';
import { validateOptions } from '../../src/block-kit/validate.ts';
import type { Flag } from '../../src/domain/flag.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import type { Rule } from '../../src/domain/rules/rule-set.ts';
import type { PoolPlace, RepPlace, RuleReason, WayToRep } from '../../src/domain/why-not.ts';
import { repOptions, ruleOptions, whyNotModal } from '../../src/slack/views/why-not-modal.ts';
import { account, ground, line, person, said } from './rule-lines.ts';

describe('why not', () => {
  const about = (reason: RuleReason, fields: Partial<Rule> = {}) =>
    whyNotModal(account, { kind: 'rule', line: line(3, fields), reason });

  it.each([
    [{ kind: 'not-in-force', from: '2027-01-01' }, 'is not in force: it holds from 2027-01-01 on'],
    [
      { kind: 'not-in-force', from: '2025-01-01', until: '2025-02-01' },
      'from 2025-01-01 until 2025-02-01',
    ],
    [{ kind: 'beaten', by: line(2), through: 'most-specific' }, 'the one that asks for more wins'],
    [
      { kind: 'beaten', by: line(2), through: 'smallest-territory' },
      'the one with the smaller territory wins',
    ],
    [
      { kind: 'beaten', by: line(2), through: 'least-loaded' },
      'the one whose rep has fewer accounts wins',
    ],
    [{ kind: 'beaten', by: line(2), through: 'oldest' }, 'the older one wins'],
    [
      { kind: 'won', rival: line(2) },
      'ties with rule 3 *West*: they want different things, so a person',
    ],
    [
      { kind: 'tied', with: line(2) },
      'ties with rule 3 *West*: they want different things, so a person',
    ],
    [
      { kind: 'beaten', by: line(2), through: 'place' },
      'they are equal in everything, and it stands first in the file',
    ],
  ] as [RuleReason, string][])('says of a rule: %o', (reason, words) => {
    expect(said(about(reason))).toContain(words);
  });

  const aboutRep = (place: RepPlace, ways: WayToRep[] = []) =>
    said(whyNotModal(account, { kind: 'rep', rep: person, now: line(2), place, ways }));

  it('gives a rep the ways that are nearest, with what comes first all the same', () => {
    const ahead = [line(0), line(1), line(2), line(2)];
    const shown = aboutRep({ kind: 'elsewhere' }, [
      {
        line: line(3),
        tries: [
          { lacking: [ground({ answer: 'no' })], outcome: { kind: 'wins' } },
          {
            lacking: [ground({ answer: 'unknown', facts: [{ key: 'country', value: null }] })],
            outcome: { kind: 'behind', ahead, count: 7 },
          },
        ],
      },
    ]);
    expect(shown).toMatch(
      /The rules do not lead to <@U1ADA>\.\\nRule 3 \*West\* decides here.*One rule could lead to/,
    );
    expect(shown).toMatch(
      /Rule 4 \*Rest of the US\* would need:\\n:x: does not fit: country is US.*\\nor\\n:grey_question: open: country is US — \*not known\*/,
    );
    expect(shown).toContain(
      'But rule 1 *Board accounts*, rule 2 *Big healthcare*, rule 3 *West* and 4 more then fit too and come first.',
    );
  });

  it('says that a person decides where two rules tie', () => {
    const answer = { kind: 'rep', rep: person, now: line(2), rival: line(3) } as const;
    const shown = said(whyNotModal(account, { ...answer, place: { kind: 'tied' }, ways: [] }));
    expect(shown).toContain('One of two rules that tie leads to <@U1ADA>.');
    expect(shown).toContain(
      'Rule 3 *West* and rule 4 *Rest of the US* tie and want different things',
    );
    expect(shown).not.toContain('decides here');
  });

  it('says of a rep to whom the rules lead what speaks against it', () => {
    const people = new Map([['ana@x.com', person]]);
    const flags: Flag[] = [
      { kind: 'pinned', by: { kind: 'machine', name: 'Cadastre' }, reason: 'a verdict' },
      { kind: 'open-deal', owner: 'ana@x.com', value: 5000 },
    ];
    const shown = aboutRep({ kind: 'led', flags, waits: true, people });
    expect(shown).toMatch(
      /The rules do lead to <@U1ADA>\. A person decides, because\\n• it is pinned/,
    );
    expect(shown).toContain('• <@U1ADA> has an open deal on it');
    const free = aboutRep({ kind: 'led', flags: [], waits: false, people });
    expect(free).toContain('they get it when it is routed next');
    expect(aboutRep({ kind: 'owner' })).toContain('owns it, and the rules say the same');
  });

  it.each([
    [{ kind: 'full', load: 40, capacity: 40 }, 'They are full: 40 of 40 accounts.'],
    [{ kind: 'waits', ground: { kind: 'owed' } }, 'The next turn is <@U2BO>’s.'],
    [{ kind: 'chosen', ground: { kind: 'owed' } }, 'The next turn is theirs.'],
    [{ kind: 'lacks', gift: 'skill', word: 'banking' }, 'They lack the skill banking'],
    [{ kind: 'away', until: new Date('2026-12-01'), reason: '' }, 'They are away until'],
    [{ kind: 'off' }, 'They are not at work now.'],
    [{ kind: 'left', since: new Date(0) }, 'They have left.'],
  ] as [PoolPlace['verdict'], string][])('says of a member of the pool: %o', (verdict, words) => {
    const next = { id: 'bo', name: 'Bo', slackUserId: 'U2BO' };
    const pool: PoolPlace = { pool: 'SMB', method: 'round-robin', verdict, next };
    const standing = { flags: [], waits: false, people: new Map() };
    expect(aboutRep({ kind: 'pooled', pool, ...standing })).toContain(
      `The rules lead to the pool *SMB*, and <@U1ADA> is one of its members. ${words}`,
    );
    const way = { line: line(3), tries: [], pool };
    expect(aboutRep({ kind: 'elsewhere' }, [way])).toContain(`→ the pool *SMB*. ${words}`);
  });

  it('says that a pool leaves an account with the member who has it', () => {
    const owner = { id: 'bo', name: 'Bo', slackUserId: 'U2BO' };
    const shown = aboutRep({ kind: 'kept', pool: 'SMB', owner });
    expect(shown).toContain('So is its owner <@U2BO>, and a pool leaves an account');
  });

  it('tells a refusal in the window, where there is no message beside it', () => {
    const shown = said(whyNotModal(account, new Refusal({ kind: 'rules-have-changed' })));
    expect(shown).toContain('The rules were published anew since you looked');
  });

  it('offers people and rules to choose from', () => {
    expect(validateOptions({ options: repOptions([person, { id: 'x', name: '' }]) })).toEqual([]);
    const name = 'n'.repeat(300);
    const options = ruleOptions([{ ref: { edition: 3, place: 4 }, name, layer: '' }]);
    expect(validateOptions({ options })).toEqual([]);
    expect(options[0]?.value).toBe('3:4');
  });
});
