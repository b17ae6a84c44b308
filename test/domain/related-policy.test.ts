import { describe, expect, it } from 'vitest';
import type { Cause, Named } from '../../src/domain/ownership.ts';
import {
  followingOf,
  followingVerdict,
  type RelatedChoice,
  relatedChoice,
  relatedPolicyOf,
} from '../../src/domain/related-policy.ts';

const at = new Date('2026-11-20T10:00:00Z');
const here: Named = { id: 'ana', name: 'Ana', leftAt: null };
const gone: Named = { ...here, leftAt: new Date('2026-11-01') };
const causes: Record<Cause['kind'], Cause> = {
  routing: { kind: 'routing', ruleSet: 1, rule: 'West' },
  approval: { kind: 'approval', proposalId: 'p' },
  dispute: { kind: 'dispute', disputeId: 'd' },
  realignment: { kind: 'realignment', name: 'Spring' },
  handover: { kind: 'handover', from: 'Ana' },
  'crm-edit': { kind: 'crm-edit' },
  'crm-copy': { kind: 'crm-copy' },
  import: { kind: 'import' },
  operator: { kind: 'operator' },
  undo: { kind: 'undo', changeId: 'c' },
  follow: { kind: 'follow', account: 'Acme', changeId: 'c' },
};

function going(kind: Cause['kind'], former: Named, chosen: RelatedChoice = {}) {
  const change = { cause: causes[kind], expected: 'ana', wanted: 'bo' };
  return followingOf(relatedPolicyOf(chosen), change, former, at)?.what ?? [];
}

describe('what goes with an account, where nothing was chosen', () => {
  it.each<[Cause['kind'], string[], string[]]>([
    ['routing', ['leads'], ['leads', 'open-deals']],
    ['approval', ['leads'], ['leads', 'open-deals']],
    ['dispute', ['leads', 'open-deals'], ['leads', 'open-deals']],
    ['realignment', ['leads'], ['leads', 'open-deals']],
    ['operator', ['leads'], ['leads', 'open-deals']],
    ['handover', ['leads', 'open-deals'], ['leads', 'open-deals']],
    ['undo', ['leads', 'open-deals', 'closed-deals'], ['leads', 'open-deals', 'closed-deals']],
    ['crm-edit', [], []],
    ['crm-copy', [], []],
    ['import', [], []],
    ['follow', [], []],
  ])('by %s: %j, and from somebody who has left %j', (kind, usually, ofLeaver) => {
    expect(going(kind, here)).toEqual(usually);
    expect(going(kind, gone)).toEqual(ofLeaver);
  });
});

describe('what goes with an account that a verdict gave back to the rules', () => {
  const chosen = { dispute: ['open-deals'], operator: [] } satisfies RelatedChoice;
  const way = (kind: Cause['kind'], wanted: string | null = 'bo') =>
    followingVerdict(relatedPolicyOf(chosen), { cause: causes[kind], wanted }, here, at);

  it('goes from whoever had it before, by the verdict, unless a person has it otherwise', () => {
    const going = { from: 'ana', to: 'bo', what: ['open-deals'] };
    expect([way('routing'), way('approval')]).toEqual([going, going]);
    expect([way('operator'), way('crm-edit'), way('routing', 'ana'), way('routing', null)]).toEqual(
      [undefined, undefined, undefined, undefined],
    );
  });
});

describe('what a workspace chooses', () => {
  it('stands for the causes it names, and for no other', () => {
    const chosen = { 'crm-edit': ['leads'], routing: [] } satisfies RelatedChoice;
    expect(going('crm-edit', here, chosen)).toEqual(['leads']);
    expect(going('routing', here, chosen)).toEqual([]);
    expect(going('approval', here, chosen)).toEqual(['leads']);
  });

  it('cannot make anything move on an import or a copy, and has to be spelt right', () => {
    for (const wrong of [{ import: ['leads'] }, { 'crm-copy': [] }, { routing: ['tasks'] }]) {
      expect(relatedChoice.safeParse(wrong).success).toBe(false);
    }
  });
});

it('nothing follows from nobody, to nobody, or in a circle', () => {
  const policy = relatedPolicyOf({});
  const cause = causes.handover;
  for (const [expected, wanted] of [
    [null, 'bo'],
    ['ana', null],
    ['ana', 'ana'],
  ] as const) {
    expect(followingOf(policy, { cause, expected, wanted }, here, at)).toBeUndefined();
  }
});
