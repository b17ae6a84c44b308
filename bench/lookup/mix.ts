import type { Account } from '../../src/sandbox/company/account.ts';
import { type Dice, dice } from '../../src/sandbox/company/chance.ts';
import type { Company } from '../../src/sandbox/company/company.ts';
import { corruptions } from './corruption.ts';

export type Typed = { kind: Kind; text: string; meant: Account };
type Way = (account: Account, company: Company, rolls: Dice) => string | undefined;

const SEED = 4242;

/** What people type after /whoowns, and in which of a hundred questions they do so. */
const ways = {
  name: [22, ({ name }) => name.trim()],
  'bare name': [20, ({ name }) => withoutForm(name.trim()).toLowerCase()],
  beginning: [12, ({ name }, _, rolls) => name.trim().slice(0, 5 + rolls.below(4))],
  typo: [15, ({ name }, _, rolls) => corruptions['one edit'](name.trim(), rolls)],
  'one word less': [5, ({ name }, _, rolls) => corruptions['dropped word'](name.trim(), rolls)],
  domain: [8, ({ domain }) => realDomain.exec(domain)?.[0]],
  'CRM id': [4, ({ crmId }) => crmId],
  'e-mail': [6, ({ index }, company, rolls) => anyOf(company.contactsOf(index), rolls)?.email],
  'other name': [8, (account, _, rolls) => anyOf(otherNames(account), rolls)],
} satisfies Record<string, [number, Way]>;

type Kind = keyof typeof ways;

const realDomain = /^[a-z0-9-]+(\.[a-z]+)+$/;

/** Questions about accounts picked evenly from the whole registry. */
export function mixedQuestions(company: Company, count: number): Typed[] {
  const hundred = (Object.keys(ways) as Kind[]).flatMap((kind) =>
    Array.from({ length: ways[kind][0] }, () => kind),
  );
  const questions: Typed[] = [];
  for (let nth = 0; questions.length < count; nth += 1) {
    const rolls = dice(SEED, 'dirt', nth);
    // A step that shares no factor with a hundred meets every one of them, and mixes them.
    const kind = hundred[(questions.length * 37) % 100] ?? 'name';
    const meant = company.account(rolls.below(company.accountCount));
    const text = ways[kind][1](meant, company, rolls);
    if (text) questions.push({ kind, text, meant });
  }
  return questions;
}

function withoutForm(name: string): string {
  return corruptions['dropped legal form'](name) ?? name;
}

function otherNames({ aliases, formerNames, ticker }: Account): string[] {
  const former = formerNames.map(({ name }) => name);
  return [...aliases, ...former, ticker].filter((name) => name !== '');
}

function anyOf<Thing>(things: Thing[], rolls: Dice): Thing | undefined {
  return things.length > 0 ? rolls.pick(things) : undefined;
}
