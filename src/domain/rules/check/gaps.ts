import type { Box } from '../boxes/box.ts';
import { isInForce } from '../in-force.ts';
import type { Draft } from './finding.ts';
import type { Seen } from './seen.ts';
import type { Survey } from './survey.ts';
import { allOf, counted, shareOf, wordAccount } from './wording.ts';

const MOST_EXAMPLES = 3;
const remedy = 'Let the last rule take what is left: when always, then review.';

/** Samples that no rule takes now. */
export function gapFindings({ left, count }: Seen, { around }: Survey): Draft[] {
  const { catalogue } = around;
  if (left.length === 0) return [];
  const some = left.slice(0, MOST_EXAMPLES).map((facts) => wordAccount(facts, catalogue));
  const share = shareOf(left.length, count);
  return [
    {
      severity: 'warning',
      kind: 'gap',
      message: `No rule takes ${share} of ${counted(count, 'account')}, such as ${allOf(some)}.`,
      remedy,
    },
  ];
}

/** Where no rule takes whatever comes now. */
export function catchAllFindings({ compiled, holding, at }: Survey): Draft[] {
  const takesAll = compiled.rules.some(
    (rule, number) => isInForce(rule, at) && takesAny(holding[number]),
  );
  if (takesAll) return [];
  return [
    {
      severity: 'warning',
      kind: 'no-catch-all',
      message: 'No rule takes every account, so some may be left that go to nobody.',
      remedy,
    },
  ];
}

/** Whether every account is in one of them. */
export function takesAny(boxes: readonly Box[] = []): boolean {
  return boxes.some((box) => box.size === 0);
}
