import type { Finding } from './dispute-event.ts';
import { type DisputePolicy, isWithinTolerance } from './dispute-policy.ts';
import type { Condition, Literal, Test } from './rules/condition.ts';
import type { Lack } from './rules/explain/change.ts';

export type InBand = Extract<Finding, { kind: 'in-band' }>;

/** Where nothing but numbers near their lines keeps a rule from winning, the first of them; undefined where anything else does. */
export function bandIn(
  lacking: readonly Lack[],
  policy: Pick<DisputePolicy, 'tolerance'>,
): InBand | undefined {
  const bands = lacking.map((lack) => bandOf(lack, policy));
  return bands.every((band) => band !== undefined) ? bands[0] : undefined;
}

function bandOf(
  { needed, facts }: Lack,
  policy: Pick<DisputePolicy, 'tolerance'>,
): InBand | undefined {
  const test = testIn(needed);
  if (!test || !('attribute' in test)) return undefined;
  const { attribute } = test;
  const value = facts[attribute];
  if (typeof value !== 'number') return undefined;
  const line = linesOf(test).find((one) =>
    isWithinTolerance(policy, { attribute, value, line: one }),
  );
  const percent = policy.tolerance[attribute];
  if (line === undefined || percent === undefined) return undefined;
  return { kind: 'in-band', attribute, value, line, percent };
}

function testIn(needed: Condition): Test | undefined {
  if (needed.kind === 'not') return testIn(needed.of);
  return needed.kind === 'all' || needed.kind === 'any' ? undefined : needed;
}

function linesOf(test: Test): number[] {
  const said: Literal[] =
    test.kind === 'compare' ? [test.value] : test.kind === 'between' ? [test.from, test.to] : [];
  return said.filter((one) => typeof one === 'number');
}
