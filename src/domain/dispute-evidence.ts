import { z } from 'zod';
import type { Cause } from './ownership.ts';
import type { Findings, Target } from './routing.ts';

/** What a line of evidence is about, in the order in which they are read. */
const evidenceTopics = [
  'rules-now',
  'rules-then',
  'owners',
  'activity',
  'deals',
  'family',
  'duplicates',
  'data',
  'earlier-cases',
  'books',
] as const;
export type EvidenceTopic = (typeof evidenceTopics)[number];

/** A sentence that the registry can stand for: from where, and as of when it is so. */
export const evidenceLine = z.object({
  topic: z.enum(evidenceTopics),
  text: z.string(),
  source: z.string(),
  at: z.coerce.date(),
});
export type EvidenceLine = z.infer<typeof evidenceLine>;

/** What the rules say of an account at one moment. */
export type RuleWord = {
  edition: number;
  rule?: { name: string; sentence: string };
  rival?: string;
  /** Whom they lead to; a pool by its name. */
  to?: { kind: 'rep'; name: string } | { kind: 'pool'; name: string } | { kind: 'nobody' };
  /** Rules that would win if these facts were known. */
  blind: { rule: string; attributes: readonly string[] }[];
};

/** What a decision found, as far as it is said. */
export function ruleWordOf(
  edition: number,
  { rule, rival, possible }: Findings,
  target: Target,
): RuleWord {
  return {
    edition,
    ...(rule && { rule: { name: rule.name, sentence: rule.sentence } }),
    ...(rival && { rival: rival.name }),
    ...(rule && { to: whither(target) }),
    blind: possible.found.map((one) => ({ rule: one.rule.name, attributes: one.attributes })),
  };
}

function whither(target: Target): NonNullable<RuleWord['to']> {
  switch (target.kind) {
    case 'rep':
      return { kind: 'rep', name: target.seat.name };
    case 'pool':
      return { kind: 'pool', name: target.pool };
    case 'present':
      return { kind: 'rep', name: 'its present owner' };
    case 'nobody':
      return { kind: 'nobody' };
  }
}

export function wordRules({ edition, rule, rival, to, blind }: RuleWord): string[] {
  const said = rule
    ? `Rule “${rule.name}” (version ${edition} of the rules) decides${wordTarget(to)}: ${rule.sentence}`
    : `No rule fits (version ${edition} of the rules).`;
  const tie = rival ? [`Rule “${rival}” fits just as well, and wants something else.`] : [];
  const lacking = blind.map(
    ({ rule: name, attributes }) =>
      `Rule “${name}” would win if ${attributes.join(' and ')} were known and suited it.`,
  );
  return [said, ...tie, ...lacking];
}

function wordTarget(to: RuleWord['to']): string {
  if (!to) return '';
  switch (to.kind) {
    case 'rep':
      return ` for ${to.name}`;
    case 'pool':
      return ` for whoever of the pool ${to.name} is next`;
    case 'nobody':
      return ', and leads to nobody who can be asked';
  }
}

export function amount(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(
    value,
  );
}

/** What stands around a disputed account: who had it, deals, family, copies, earlier cases. */
export type Surroundings = {
  owners: {
    cause: Cause;
    by: string;
    reason: string;
    at: Date;
    /** Its line in the log. */
    seq: number;
    from?: string | undefined;
    to?: string | undefined;
  }[];
  deals: (Owned & {
    name: string;
    stage: string;
    amount?: number | undefined;
    currency: string;
    closesAt?: Date | undefined;
  })[];
  closed: (Owned & { status: string; count: number })[];
  family: (Owned & { name: string; isHead: boolean | null })[];
  copies: (Owned & { name: string; score: number; foundAt: Date })[];
  earlier: {
    number: number;
    verdict?: string | undefined;
    outcome?: string | undefined;
    at: Date;
  }[];
};
type Owned = { owner?: string | undefined };

/** By what they are about, in the order in which they are read. */
export function inOrder(lines: readonly EvidenceLine[]): EvidenceLine[] {
  const rank = ({ topic }: EvidenceLine) => evidenceTopics.indexOf(topic);
  return lines.toSorted((one, other) => rank(one) - rank(other));
}

/** For a line of one topic: the same source and time for several sentences. */
export const lineOf =
  (topic: EvidenceTopic, source: string, at: Date) =>
  (text: string): EvidenceLine => ({ topic, text, source, at });

/** `crm`: what people call it. */
export function linesAround(around: Surroundings, crm: string, at: Date): EvidenceLine[] {
  return [
    ...ownerLines(around, crm, at),
    ...dealLines(around, crm, at),
    ...around.family.map(({ name, owner, isHead }) =>
      lineOf('family', crm, at)(`${name}${isHead ? ' (the head)' : ''} is ${whose(owner)}`),
    ),
    ...around.copies.map(({ name, owner, score, foundAt }) =>
      lineOf(
        'duplicates',
        'search for duplicates',
        foundAt,
      )(`${name}, ${whose(owner)}, is probably the same company (${Math.round(score * 100)} %)`),
    ),
    ...around.earlier.map(({ number, outcome, verdict, at: ended }) =>
      lineOf(
        'earlier-cases',
        `dispute ${number}`,
        ended,
      )(`An earlier case ended with “${outcome ?? 'nothing'}” (${verdict ?? 'no verdict'})`),
    ),
  ];
}

export function whose(owner: string | undefined): string {
  return `${owner ?? 'nobody'}’s`;
}

function ownerLines({ owners }: Surroundings, crm: string, at: Date): EvidenceLine[] {
  if (owners.length === 0) {
    const none = 'No change of owner is on record: it was so from the start.';
    return [lineOf('owners', 'registry', at)(none)];
  }
  return owners.map((step) => {
    const because = step.reason ? `: ${step.reason}` : '';
    const way = `From ${step.from ?? 'nobody'} to ${step.to ?? 'nobody'}`;
    const text = `${way}, ${wordWay(step.cause, step.by, crm)}${because}`;
    return lineOf('owners', `line ${step.seq} of the log`, step.at)(text);
  });
}

function wordWay(cause: Cause, by: string, crm: string): string {
  switch (cause.kind) {
    case 'routing':
      return `by rule “${cause.rule}” (version ${cause.ruleSet} of the rules)`;
    case 'approval':
      return `approved by ${by}`;
    case 'dispute':
      return `by ${by}, in a dispute`;
    case 'realignment':
      return `by ${by}, in a realignment`;
    case 'handover':
      return `by ${by}, when a book was handed over`;
    case 'crm-edit':
    case 'import':
      return `by ${by}, in ${crm}`;
    case 'crm-copy':
      return `copied by ${crm}`;
    case 'operator':
      return `by ${by} of ops`;
    case 'undo':
      return `by ${by}, undoing an earlier change`;
    case 'follow':
      return `with its account ${cause.account}`;
  }
}

function dealLines({ deals, closed }: Surroundings, crm: string, at: Date): EvidenceLine[] {
  const line = lineOf('deals', crm, at);
  const open = deals.map(({ name, stage, amount: worth, currency, owner, closesAt }) => {
    const value = worth === undefined ? '' : `, ${currency} ${amount(worth)}`;
    const closes = closesAt ? `, closes ${closesAt.toISOString().slice(0, 10)}` : '';
    return line(`${name}: ${stage}${value}, ${whose(owner)}${closes}`);
  });
  const past = closed.map(({ status, count, owner }) =>
    line(`${count} earlier ${count === 1 ? 'deal' : 'deals'} ${status}, ${whose(owner)}`),
  );
  return [...(open.length > 0 ? open : [line('No deal is open.')]), ...past];
}
