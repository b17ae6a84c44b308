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

/** The same with the time of day, where minutes matter. */
export function moment(at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${seconds}^{date_short} {time}|${fallback}>`;
}

export function money(amount: number, currency: string): string {
  const compact = { notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat('en', { style: 'currency', currency, ...compact }).format(amount);
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en').format(number)} ${number === 1 ? one : many}`;
}

export function wordActor(by: Actor): string {
  return plain(by.name);
}

/** Which rules, for whoever reads of them for the first time. */
export function edition(number: number): string {
  return `version ${number} of the rules`;
}

/** How an owner came to be, as the end of "Since March 12: …". `crm`: what people call it. */
export function wordCause(because: Cause, by: Actor, crm: string): string {
  switch (because.kind) {
    case 'routing':
      if (because.interim !== undefined)
        return 'its account is disputed, and somebody works it meanwhile';
      if (because.claimedFrom !== undefined) {
        return `${wordActor(by)} claimed it from the pool “${plain(because.claimedFrom)}”, as rule “${plain(because.rule)}” (${edition(because.ruleSet)}) lets them`;
      }
      return `rule “${plain(because.rule)}” (${edition(because.ruleSet)}) decided so`;
    case 'approval':
      return `${wordActor(by)} decided so when asked`;
    case 'dispute':
      return `${wordActor(by)} decided the dispute so`;
    case 'realignment':
      return `moved in the realignment “${plain(because.name)}”`;
    case 'handover':
      return `${wordActor(by)} handed it over`;
    case 'crm-edit':
    case 'import':
      return `${wordActor(by)} set it so in ${plain(crm)}`;
    case 'crm-copy':
      return `${plain(crm)} copied it by itself, as it does between accounts and their leads`;
    case 'operator':
      return `${wordActor(by)} of ops set it so`;
    case 'undo':
      return `${wordActor(by)} undid an earlier change`;
    case 'follow':
      return `it went with its account ${plain(because.account)}`;
  }
}

/** The same of many at once, which may have gone by several rules. */
export function wordCauseOfMany(because: Cause, by: Actor, crm: string): string {
  if (because.kind === 'routing') return 'the rules decided so';
  return because.kind === 'handover'
    ? `${wordActor(by)} handed over what ${plain(because.from)} had`
    : wordCause(because, by, crm);
}
