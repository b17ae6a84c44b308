import { exampleFrom } from '../boxes/example.ts';
import { NONE } from '../compiled/table.ts';
import { questionOf } from '../compiled.ts';
import { decide } from '../decide.ts';
import { YES } from '../evaluate.ts';
import { isInForce } from '../in-force.ts';
import { sheetOf } from '../vocabulary.ts';
import type { Draft } from './finding.ts';
import { takesAny } from './gaps.ts';
import type { Seen } from './seen.ts';
import type { Survey } from './survey.ts';
import { counted, eitherNamed, named, wordAccount } from './wording.ts';

/** With fewer samples it is no wonder. */
const ENOUGH_SAMPLES = 500;
/** Of so many silent rules it is found out why; where more are, something larger is wrong. */
const MOST_EXPLAINED = 200;
const MOST_EXAMPLES = 3;

/** Rules in force that take no sample now. One that takes what is left may well find nothing left. */
export function silentRuleFindings(seen: Seen, told: ReadonlySet<string>, survey: Survey): Draft[] {
  const { compiled, holding, at } = survey;
  if (seen.count < ENOUGH_SAMPLES) return [];
  const silent = [...compiled.rules.entries()].filter(
    ([number, rule]) =>
      seen.taken[number] === 0 &&
      isInForce(rule, at) &&
      !told.has(rule.name) &&
      !takesAny(holding[number]),
  );
  const explained = silent.slice(0, MOST_EXPLAINED).map(([number]) => number);
  const fronts = frontsOf(explained, seen, survey);
  return silent.map(([number, { name }]) => ({
    severity: 'warning',
    kind: 'takes-nothing',
    about: { statement: 'rule', name, clause: 'when' },
    ...wordSilence(number, fronts.get(number), seen, survey),
  }));
}

/** How many samples fit a silent rule, and which rules decide those. */
type Front = { fitting: number; before: Set<number> };

function frontsOf(silent: number[], { winners }: Seen, survey: Survey): Map<number, Front> {
  const { compiled, around, at } = survey;
  const fronts = new Map(silent.map((rule) => [rule, { fitting: 0, before: new Set<number>() }]));
  if (silent.length === 0) return fronts;
  for (const [nth, winner] of winners.entries()) {
    const sheet = sheetOf(compiled.vocabulary, around.samples[nth] ?? {}, at);
    for (const [rule, front] of fronts) {
      if (winner >= rule || questionOf(compiled, rule)(sheet) !== YES) continue;
      front.fitting += 1;
      front.before.add(winner);
    }
  }
  return fronts;
}

function wordSilence(
  number: number,
  front: Front | undefined,
  { count }: Seen,
  survey: Survey,
): Pick<Draft, 'message' | 'remedy'> {
  const nameOf = (rule: number) => survey.compiled.rules[rule]?.name ?? '';
  const lead = `${named(nameOf(number))} takes none of ${counted(count, 'account')}`;
  const condition = 'See whether its condition is what you mean';
  if (!front) return { message: `${lead}.`, remedy: `${condition}.` };
  const { fitting, before } = front;
  if (fitting > 0) {
    const names = eitherNamed([...before].sort((a, b) => a - b).map(nameOf));
    const those = fitting === 1 ? 'the one that fits it goes' : `all ${fitting} that fit it go`;
    return {
      message: `${lead}: ${those} to ${names} first.`,
      remedy: `Put it before ${names}, or narrow what comes before it.`,
    };
  }
  const lost = lostExample(number, survey);
  if (!lost) return { message: `${lead}: none fits it.`, remedy: `${condition}.` };
  const taker = named(nameOf(lost.winner));
  return {
    message: `${lead}: none fits it, and ${lost.account} would go to ${taker} first.`,
    remedy: `${condition}, or put it before ${taker}.`,
  };
}

/** An account made up to fit a rule, if all that were tried go to another one before it. */
function lostExample(number: number, { taking, at, palette, compiled, standing, around }: Survey) {
  let first: { winner: number; account: string } | undefined;
  for (const box of (taking[number] ?? []).slice(0, MOST_EXAMPLES)) {
    const example = exampleFrom(box, at, palette);
    if (!example) continue;
    const { winner } = decide(compiled, example.facts, example.at, standing);
    if (winner === NONE || winner >= number) return undefined;
    first ??= { winner, account: wordAccount(example.facts, around.catalogue) };
  }
  return first;
}
