import { z } from 'zod';
import { type Flag, flagKinds } from './flag.ts';
import type { PolicyNames } from './policy.ts';
import { fold } from './rules/fold.ts';

const email = z.email().transform((text) => text.toLowerCase());
const some = <Schema extends z.ZodType>(one: Schema) => z.array(one).min(1, 'name at least one');
const amount = z.number().nonnegative();

/** What led to the question: a decision of the rules, the book of somebody who has left, an edit in the CRM. */
export const proposalCauses = ['routing', 'handover', 'crm-edit'] as const;
export type ProposalCause = (typeof proposalCauses)[number];

const offices = [
  'reviewer',
  'manager of proposed',
  'manager of present',
  'territory manager',
  'ops',
] as const;
/** Somebody who is asked: by what they are to the account, or by name. `reviewer`: whom its rule names. */
const decider = z.union(
  [z.enum(offices), z.strictObject({ group: z.string() }), z.strictObject({ person: email })],
  { error: `${offices.join(', ')}, {group: NAME} or {person: E-MAIL}` },
);
export type Decider = z.infer<typeof decider>;

/** Open deals of the account, in the currency of its deals; revenue as rules know it. What is not known is in no limits. */
const worth = {
  valueAtLeast: amount.optional(),
  valueBelow: amount.optional(),
  revenueAtLeast: amount.optional(),
  revenueBelow: amount.optional(),
};

const conditions = z.strictObject({
  /** Any of these. */
  flags: some(z.enum(flagKinds)).optional(),
  causes: some(z.enum(proposalCauses)).optional(),
  /** Where the account goes or lies; with all that is under them. */
  territories: some(z.string().min(1)).optional(),
  /** The attribute `segment` where one is mapped, else the industry. */
  segments: some(z.string().min(1)).optional(),
  subjects: some(z.enum(['account', 'lead'])).optional(),
  ...worth,
});

/** Machines keep away from what is worth most, and from what a rule gives to a person. */
const NEVER_BY_ITSELF = ['high-value', 'review', 'restless'];
const itself = z.strictObject({
  /** All of its flags are among these. */
  flags: some(
    z
      .enum(flagKinds)
      .refine((kind) => !NEVER_BY_ITSELF.includes(kind), 'always waits for a person: take it out'),
  ),
  valueBelow: amount,
  revenueBelow: amount.optional(),
});

export const approvalRule = z.strictObject({
  name: z.string().trim().min(1).max(100),
  when: conditions.default({}),
  ask: some(decider),
  mode: z.enum(['first response', 'all of', 'in sequence']).default('first response'),
  /** Who decides where none of these is known or may be asked. */
  ifNobody: z.enum(['ops', 'managers']).default('ops'),
  /** Working hours of whoever is asked. */
  dueHours: z.number().positive().max(400).default(8),
  silence: z.enum(['escalate', 'keep']).default('escalate'),
  ownGain: z.enum(['refuse', 'allow']).default('refuse'),
  approvesItself: itself.optional(),
});
export type ApprovalRule = z.infer<typeof approvalRule>;

export const approvalPolicy = z
  .strictObject({
    groups: z.record(z.string().min(1), some(email)).default({}),
    rules: some(approvalRule),
  })
  .superRefine(({ groups, rules }, { addIssue }) => {
    const complain = (nth: number, where: (string | number)[], message: string) =>
      addIssue({ code: 'custom', path: ['rules', nth, ...where], message });
    const catchAll = rules.findIndex(({ when }) => Object.keys(when).length === 0);
    for (const [nth, { name, when, ask }] of rules.entries()) {
      const twin = rules.findIndex((one) => fold(one.name) === fold(name));
      if (twin < nth) complain(nth, ['name'], 'another rule has this name: give it one of its own');
      if (catchAll >= 0 && catchAll < nth) {
        const first = rules[catchAll]?.name;
        complain(nth, ['name'], `never reached: “${first}” before it fits everything`);
      }
      for (const [place, one] of ask.entries()) {
        if (typeof one === 'string' || !('group' in one) || Object.hasOwn(groups, one.group))
          continue;
        complain(nth, ['ask', place], `there is no group “${one.group}”: add it under groups`);
      }
      for (const fact of ['value', 'revenue'] as const) {
        const [least, below] = [when[`${fact}AtLeast`], when[`${fact}Below`]];
        if (least !== undefined && below !== undefined && least >= below) {
          complain(
            nth,
            ['when', `${fact}AtLeast`],
            `nothing is at least ${least} and below ${below}`,
          );
        }
      }
    }
  });
export type ApprovalPolicy = z.infer<typeof approvalPolicy>;

/** What holds where no rule of a policy fits, and where there is none. */
const usualRule: ApprovalRule = {
  name: 'the usual way',
  when: {},
  ask: ['reviewer', 'manager of proposed', 'manager of present'],
  mode: 'first response',
  ifNobody: 'managers',
  dueHours: 8,
  silence: 'escalate',
  ownGain: 'refuse',
};

/**
 * How people are asked about what is no proposal: a book is its leaver's manager's to decide, a pair is for ops. The policy says by
 * when, as it does for what is asked of a handover, and of a duplicate; silence decides neither.
 */
export function careRule(policy: ApprovalPolicy, kind: 'handover' | 'twins'): ApprovalRule {
  const about = { kind: 'account', territories: [], value: 0 } as const;
  const copy: Flag = { kind: 'duplicate', account: '', owner: '' };
  switch (kind) {
    case 'handover': {
      const { dueHours } = ruleFor(policy, { ...about, flags: [], cause: 'handover' });
      return { ...usualRule, name: 'a book', ask: ['manager of present'], dueHours };
    }
    case 'twins': {
      const { dueHours } = ruleFor(policy, { ...about, flags: [copy], cause: 'routing' });
      return { ...usualRule, name: 'a pair', ask: ['ops'], dueHours };
    }
  }
}

/** What a policy looks at. `territories`: keys and names of where it goes or lies, and of all above. */
export type ApprovalSubject = {
  kind: 'account' | 'lead';
  flags: readonly Flag[];
  cause: ProposalCause;
  territories: readonly string[];
  segment?: string | undefined;
  value: number;
  revenue?: number | undefined;
};

export function ruleFor({ rules }: ApprovalPolicy, subject: ApprovalSubject): ApprovalRule {
  return rules.find(({ when }) => fits(when, subject)) ?? usualRule;
}

function fits(when: ApprovalRule['when'], subject: ApprovalSubject): boolean {
  const { kind, flags, cause, territories, segment } = subject;
  const places = new Set(territories.map(fold));
  return (
    (!when.flags || flags.some((one) => when.flags?.includes(one.kind))) &&
    (!when.causes || when.causes.includes(cause)) &&
    (!when.subjects || when.subjects.includes(kind)) &&
    (!when.territories || when.territories.some((one) => places.has(fold(one)))) &&
    (!when.segments || when.segments.some((one) => segment && fold(one) === fold(segment))) &&
    isWorth(when, subject)
  );
}

type Limits = { [Limit in keyof typeof worth]?: number | undefined };

function isWorth(limits: Limits, { value, revenue }: ApprovalSubject): boolean {
  return (
    isWithin(value, limits.valueAtLeast, limits.valueBelow) &&
    isWithin(revenue, limits.revenueAtLeast, limits.revenueBelow)
  );
}

function isWithin(known: number | undefined, least?: number, below?: number): boolean {
  if (least === undefined && below === undefined) return true;
  return known !== undefined && known >= (least ?? 0) && known < (below ?? Infinity);
}

/** Inside the limits that its rule sets for itself nobody needs to look. */
export function approvesItself(
  { approvesItself: own }: ApprovalRule,
  of: ApprovalSubject,
): boolean {
  if (!own) return false;
  const kinds: readonly string[] = own.flags;
  return of.flags.every(({ kind }) => kinds.includes(kind)) && isWorth(own, of);
}

export function namesInApprovals({ groups, rules }: ApprovalPolicy): PolicyNames {
  const asked = rules.flatMap(({ ask }) => ask);
  const people = asked.flatMap((one) =>
    typeof one !== 'string' && 'person' in one ? one.person : [],
  );
  return {
    emails: [...new Set([...Object.values(groups).flat(), ...people])],
    territories: [...new Set(rules.flatMap(({ when }) => when.territories ?? []))],
  };
}
