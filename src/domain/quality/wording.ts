import type { Flaw, FlawKind } from '../quality.ts';
import { standardCatalogue } from '../rules/attribute.ts';

/** What a kind is called, and what it does to people. */
export const flawTitles: Readonly<Record<FlawKind, string>> = {
  unseen: 'No rule sees it',
  missing: 'Missing facts',
  impossible: 'Impossible values',
  inconsistent: 'Inconsistent formats',
  'inactive-owner': 'Owner has left',
  orphan: 'Orphans',
  stale: 'Stale',
};

const impossible: Readonly<Record<Extract<Flaw, { kind: 'impossible' }>['why'], string>> = {
  'unknown-country': 'no country that anybody knows',
  'no-such-state': 'its country has no such state',
  'zip-does-not-fit': 'no postal code of its country',
  'too-small': 'less than there can be',
  'no-domain': 'no domain behind the @',
  'is-a-state': 'a state, and the city stands where the state should',
  unreadable: 'nobody can read it',
};

const orphans: Readonly<Record<Extract<Flaw, { kind: 'orphan' }>['why'], string>> = {
  'no-owner': 'no owner',
  'no-domain': 'no domain',
  'parent-gone': 'parent is gone',
  'no-account': 'lead of no account',
};

/** What is wrong, without the values. */
export function wordFlaw(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'unseen':
      return flaw.rule ? `only “${flaw.rule}” takes it` : 'no rule matches';
    case 'missing':
      return `${wordKey(flaw.attribute)} is not known`;
    case 'impossible':
      return impossible[flaw.why];
    case 'inconsistent':
      return wordInconsistent(flaw);
    case 'inactive-owner':
      return `${flaw.owner} has left`;
    case 'orphan':
      return orphans[flaw.why];
    case 'stale':
      return flaw.attribute ? `${wordKey(flaw.attribute)} is old` : 'not touched for long';
  }
}

function wordInconsistent({ proposed, against }: Extract<Flaw, { kind: 'inconsistent' }>): string {
  if (against) return `“${against.value}” by ${against.source}`;
  return proposed === undefined ? 'says more than one number' : 'written differently';
}

/** What the matters of a kind are called, see matterOf. */
export function wordMatter(kind: FlawKind, name: string): string {
  switch (kind) {
    case 'missing':
    case 'impossible':
    case 'inconsistent':
      return wordKey(name);
    case 'orphan':
      return orphans[name as keyof typeof orphans] ?? name;
    case 'unseen':
      return name === 'no rule' ? 'no rule matches' : `only “${name}”`;
    case 'stale':
      return standardCatalogue.has(name) ? wordKey(name) : name;
    case 'inactive-owner':
      return name;
  }
}

export function wordKey(key: string): string {
  if (key === 'email') return 'E-mail';
  return standardCatalogue.get(key)?.label ?? key.replaceAll('_', ' ');
}
