import type { Actor, Cause, Subject } from './ownership.ts';
import type { Person } from './roster.ts';

/** From so many changes of owner within an hour on, rules and the CRM are at odds with each other: a machine stops. */
export const RESTLESS = 6;

/** A change of owner, as far as it tells who goes to and fro. `to` is missing where nobody got it. */
type Swing = { to?: Person | undefined; cause: Cause; by: Actor };
/** Who set an owner, by which hand, and how often. */
export type Setter = { cause: Cause; by: Actor; times: number };

/** For how long rules leave an account or a lead alone, between whom it went and who set it so. */
export type RestlessSpell = {
  id: string;
  subject: Subject & { name: string; crmId: string };
  since: Date;
  changes: number;
  between: (Person | undefined)[];
  setters: Setter[];
  takenUp?: { by: Actor; at: Date };
};

/** One message about spells that began together: the first of them by name. `open`: how many nobody has taken up again. */
export type RestlessNote = {
  id: string;
  crm: string;
  total: number;
  open: number;
  spells: RestlessSpell[];
};

/** What of a message is taken up again: one spell, or all of them. */
export type TakenUp = { toldIn: string; spellId?: string | undefined };

/** Everybody once, in the order in which they got it. */
export function between(swings: readonly Swing[]): (Person | undefined)[] {
  return [...new Map(swings.map(({ to }) => [to?.id, to])).values()];
}

/** Whoever set it most often comes first. */
export function settersOf(swings: readonly Swing[]): Setter[] {
  const byHand = Map.groupBy(swings, ({ cause, by }) =>
    [cause.kind, 'rule' in cause ? cause.rule : by.name].join(' '),
  );
  return [...byHand.values()]
    .flatMap((those) =>
      those.slice(0, 1).map(({ cause, by }) => ({ cause, by, times: those.length })),
    )
    .toSorted((a, b) => b.times - a.times);
}
