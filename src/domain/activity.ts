import { subDays } from 'date-fns/subDays';

/** Something that was done for an account; `way`: who turned to whom, `both` where they met or spoke. `by`: the rep. */
export type Activity = {
  kind: 'email' | 'call' | 'meeting';
  way: 'out' | 'in' | 'both';
  at: Date;
  by?: string;
};

/** In how many days it is counted; the last is as far back as anybody looks. */
const activityWindows = [30, 60, 90] as const;

/** `isTwoWay`: both sides have said something, not only one of them. */
type Touches = { days: number; out: number; in: number; both: number; isTwoWay: boolean };
export type Effort = { touches: Touches[]; last?: Activity };

/** What one person did for an account up to a moment. */
export function effortOf(activities: readonly Activity[], by: string, at: Date): Effort {
  const own = activities.filter((one) => one.by === by && one.at <= at);
  const last = own.toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
  return {
    touches: activityWindows.map((days) => touchesIn(own, subDays(at, days), days)),
    ...(last && { last }),
  };
}

function touchesIn(own: readonly Activity[], since: Date, days: number): Touches {
  const count = (way: Activity['way']) =>
    own.filter((one) => one.way === way && one.at >= since).length;
  const counted = { out: count('out'), in: count('in'), both: count('both') };
  const isTwoWay = counted.both > 0 || (counted.out > 0 && counted.in > 0);
  return { days, ...counted, isTwoWay };
}

/** How far back anybody looks. */
export const mostDays = activityWindows[2];

/** For people who have to weigh it: "Ana in 30 days: 3 sent, 2 received, 1 met or spoken (two-way); in 60 days: …". */
export function wordEffort(name: string, { touches, last }: Effort): string {
  if (!last) return `${name} has nothing on record of the last ${mostDays} days.`;
  const spans = touches.map(wordTouches).join('; ');
  return `${name} ${spans}. The last was ${articles[last.kind]} on ${last.at.toISOString().slice(0, 10)}.`;
}

/** What one of each kind is called. */
export const articles = { email: 'an e-mail', call: 'a call', meeting: 'a meeting' } as const;

function wordTouches({ days, out, in: theirs, both, isTwoWay }: Touches): string {
  const counted = [
    out > 0 ? `${out} to them` : '',
    theirs > 0 ? `${theirs} from them` : '',
    both > 0 ? `${both} met or spoken` : '',
  ].filter((part) => part !== '');
  const sum = counted.length > 0 ? counted.join(', ') : 'nothing';
  return `in ${days} days: ${sum}${isTwoWay ? ' (two-way)' : ''}`;
}
