import { z } from 'zod';
import type { Course } from './approval-course.ts';
import type { Reason as Sign } from './matching/likeness.ts';
import { actor } from './ownership.ts';
import type { Person } from './roster.ts';

const given = { by: actor, at: z.coerce.date() };

/** What was said of two records that look like one company. */
export const twinsVerdict = z.discriminatedUnion('kind', [
  /** `keep` is the one that goes on; `problem` is what the CRM had against it. */
  z.object({
    kind: z.literal('merge'),
    ...given,
    keep: z.string(),
    problem: z.string().optional(),
  }),
  z.object({ kind: z.literal('distinct'), ...given, reason: z.string() }),
]);
export type TwinsVerdict = z.infer<typeof twinsVerdict>;

/** Two records that are probably one company: shall the CRM merge them? */
export type Twins = {
  id: string;
  /** `crm`: of a merger, whether the CRM has made it. */
  state:
    | { kind: 'open' }
    | { kind: 'decided'; verdict: TwinsVerdict; crm: 'on-its-way' | 'done' }
    | { kind: 'withdrawn' };
  confidence: number;
  /** Who is asked, and until when. */
  course?: Course | undefined;
  dueAt?: Date | undefined;
  reasons: Sign[];
  /** The one that had better be kept comes first. */
  records: [Twin, Twin];
};

export type Twin = {
  id: string;
  name: string;
  crmId: string;
  crmUrl?: string;
  domains: string[];
  owner?: Person;
  deals: { count: number; total: number; currency: string };
  leads: number;
  facts: { key: string; value: string }[];
};

/** Which of two should go on: the owned one, then that with more at stake, then the older number in the CRM. */
export function keptFirst(one: Twin, other: Twin): [Twin, Twin] {
  return merit(one, other) >= 0 ? [one, other] : [other, one];
}

function merit(a: Twin, b: Twin): number {
  return (
    Number(a.owner !== undefined) - Number(b.owner !== undefined) ||
    a.deals.count - b.deals.count ||
    a.leads - b.leads ||
    a.facts.length - b.facts.length ||
    (Number(b.crmId) || 0) - (Number(a.crmId) || 0) ||
    (a.id < b.id ? 1 : -1)
  );
}

/** That a record is younger than another is no contradiction. */
const ages = ['created', 'last_activity'];

/** Facts that both have and that differ: those of the kept one stay. */
export function clashes([kept, other]: readonly [Twin, Twin]): {
  key: string;
  kept: string;
  lost: string;
}[] {
  const held = new Map(kept.facts.map(({ key, value }) => [key, value]));
  return other.facts.flatMap(({ key, value }) => {
    const own = held.get(key);
    return own !== undefined && own !== value && !ages.includes(key)
      ? [{ key, kept: own, lost: value }]
      : [];
  });
}
