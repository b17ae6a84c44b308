import type { Person } from './roster.ts';
import type { People } from './rule-lead.ts';
import type { AttributeType, Origins, OwnAttribute, Value } from './rules/attribute.ts';
import type { Condition } from './rules/condition.ts';
import type { Lack } from './rules/explain/change.ts';
import type { Finding, Word } from './rules/explain/finding.ts';

/** One part of a rule's condition, what it answers for an account, and the facts on which it does. */
export type Ground = { condition: Condition; answer: Word; facts: KnownFact[] };

/** A fact with where it comes from; a value of null is not known. */
export type KnownFact = {
  key: string;
  value: Value | null;
  /** Of an attribute of the workspace's own. */
  type?: AttributeType;
  /** Whom it names. */
  person?: Person;
  origin?: { source: string; at: Date };
};

/** What is known of facts beside their values: where they come from, whom they name, and what they are. */
type Backing = { origins: Origins; people: People; own: readonly OwnAttribute[] };

/**
 * A ground for each part that must hold, so that ten alternatives are one line. The findings are those of the
 * condition, in its order.
 */
export function groundsOf(
  condition: Condition,
  findings: readonly Finding[],
  backing: Backing,
): Ground[] {
  const parts = condition.kind === 'all' ? condition.of : [condition];
  let next = 0;
  return parts.map((part) => {
    const own = findings.slice(next, next + testCount(part));
    next += own.length;
    return { condition: part, answer: answerOf(part, own.values()), facts: factsIn(own, backing) };
  });
}

/** What would have to hold and does not, each a ground of its own. */
export function groundsOfLacks(lacks: readonly Lack[], backing: Backing): Ground[] {
  return lacks.map(({ needed, answer, facts }) => ({
    condition: needed,
    answer,
    facts: factsIn([{ facts }], backing),
  }));
}

function testCount(condition: Condition): number {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.reduce((sum, each) => sum + testCount(each), 0);
    case 'not':
      return testCount(condition.of);
    default:
      return 1;
  }
}

/** Three answers, as conditions have them: see `Condition`. */
function answerOf(condition: Condition, findings: ArrayIterator<Finding>): Word {
  switch (condition.kind) {
    case 'all':
      return first(
        condition.of.map((each) => answerOf(each, findings)),
        ['no', 'unknown', 'yes'],
      );
    case 'any':
      return first(
        condition.of.map((each) => answerOf(each, findings)),
        ['yes', 'unknown', 'no'],
      );
    case 'not':
      return mirrored[answerOf(condition.of, findings)];
    default:
      return findings.next().value?.answer ?? 'unknown';
  }
}

const mirrored = { yes: 'no', no: 'yes', unknown: 'unknown' } as const;

/** The answer that outweighs the others; the last one where there are none. */
function first(answers: Word[], weight: [Word, Word, Word]): Word {
  return weight.find((each) => answers.includes(each)) ?? weight[2];
}

function factsIn(
  findings: readonly Pick<Finding, 'facts'>[],
  { origins, people, own }: Backing,
): KnownFact[] {
  const facts = new Map(findings.flatMap(({ facts: asked }) => Object.entries(asked)));
  return [...facts].map(([key, value]) => {
    const origin = origins[key];
    const person = typeof value === 'string' ? people.get(value) : undefined;
    const type = own.find((one) => one.key === key)?.type;
    return {
      ...{ key, value },
      ...(type && { type }),
      ...(person && { person }),
      ...(origin && { origin }),
    };
  });
}
