import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { groundsOf, groundsOfTests } from '../domain/rule-grounds.ts';
import { lineOf, type RuleLine, type RuleRef } from '../domain/rules-listing.ts';
import type { Origins } from '../domain/rules/attribute.ts';
import { decide } from '../domain/rules/decide.ts';
import { type Way, whatIf } from '../domain/rules/explain/what-if.ts';
import { type WhyNot, whyNot } from '../domain/rules/explain.ts';
import { fold } from '../domain/rules/fold.ts';
import {
  outcomesFor,
  type RuleReason,
  type WayToRep,
  type WhyNotAnswer,
} from '../domain/why-not.ts';
import type { Ports } from '../ports.ts';
import { readFacts } from '../store/facts.ts';
import { readSeats } from '../store/seats.ts';
import { describeAccounts } from '../store/suggestions.ts';
import { publishedRules } from './published-rules.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

const SUGGESTED = 50;
const WAYS = 3;

/** Why a rule does not decide an account. */
export async function whyNotRule(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  { edition, place }: RuleRef,
): Promise<WhyNotAnswer> {
  const { published, decision, known, lineAt } = await decideNow(ports, workspaceId, accountId);
  const rule = published.compiled.rules[place];
  if (!rule || published.number !== edition) throw new Refusal({ kind: 'rules-have-changed' });
  const reason = reasonOf(whyNot(decision, place));
  return { kind: 'rule', line: lineAt(place), reason };

  function reasonOf(answer: WhyNot): RuleReason {
    switch (answer.kind) {
      case 'won':
      case 'not-in-force':
        return answer;
      case 'not-met': {
        const grounds = groundsOf(rule?.condition ?? never, answer.findings, known.origins);
        return { kind: 'not-met', answer: answer.answer, grounds };
      }
      case 'beaten':
        return { kind: 'beaten', by: lineAt(answer.by), through: answer.through };
    }
  }
}

const never = { kind: 'any', of: [] } as const;
