import type { Actor, Cause } from '../../domain/ownership.ts';
import type { Person } from '../../domain/roster.ts';
import { plain } from './blocks.ts';

/** A mention where Slack knows the person, so that a click leads to them; their name where not. */
export function mention({ name, slackUserId }: Omit<Person, 'id'>): string {
  return slackUserId ? `<@${slackUserId}>` : plain(name);
}

/** A day in the reader's own time zone, with a fallback for places that show no Slack dates. */
export function day(at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `<!date^${seconds}^{date_short}|${at.toISOString().slice(0, 10)}>`;
}

export function money(amount: number, currency: string): string {
  const compact = { notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat('en', { style: 'currency', currency, ...compact }).format(amount);
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en').format(number)} ${number === 1 ? one : many}`;
}

export function wordActor(by: Actor): string {
  switch (by.kind) {
    case 'rep':
    case 'operator':
    case 'machine':
      return plain(by.name);
    case 'crm-user':
      return `${plain(by.name)} (in the CRM)`;
  }
}

/** Why an owner changed, as the end of the sentence "It came to Ana …". */
export function wordCause(because: Cause): string {
  switch (because.kind) {
    case 'routing':
      return `by rule “${plain(because.rule)}” (rule set ${because.ruleSet})`;
    case 'approval':
      return 'by an approved proposal';
    case 'dispute':
      return 'by the verdict on a dispute';
    case 'realignment':
      return `in the realignment “${plain(because.name)}”`;
    case 'handover':
      return `when ${plain(because.from)} handed over`;
    case 'crm-edit':
      return 'by an edit in the CRM';
    case 'import':
      return 'as the CRM had it at the import';
    case 'operator':
      return 'by an operator';
    case 'undo':
      return 'when an earlier change was undone';
  }
}
