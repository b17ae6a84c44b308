import type { Person } from './roster.ts';
import type { Cover, Seats } from './routing.ts';
import type { Destination } from './rules/outcome.ts';

/** Who is meant by an e-mail address. */
export type People = ReadonlyMap<string, Person>;

/** Where a rule leads, by the names that people know. */
export type RuleLead =
  | { kind: 'rep'; person: Person }
  | { kind: 'territory'; name: string; cover?: LeadCover }
  | { kind: 'pool'; pool: string }
  | { kind: 'keep' }
  | { kind: 'owner-of'; of: Extract<Destination, { kind: 'owner-of' }>['of'] }
  | { kind: 'review' }
  /** The rule names somebody or a territory that the registry does not have. */
  | { kind: 'unknown'; named: string };

type LeadCover = { kind: 'rep'; person: Person } | { kind: 'pool'; pool: string };

const OWNING_ROLE = 'AE';

export function ruleLead(to: Destination, { byEmail, territories }: Seats): RuleLead {
  switch (to.kind) {
    case 'rep': {
      const person = byEmail.get(to.rep.toLowerCase());
      return person ? { kind: 'rep', person } : { kind: 'unknown', named: to.rep };
    }
    case 'territory': {
      const territory = territories.get(to.territory.toLowerCase());
      if (!territory) return { kind: 'unknown', named: `territory ${to.territory}` };
      const cover = leadCover(territory.cover[OWNING_ROLE], byEmail);
      return { kind: 'territory', name: territory.name, ...(cover && { cover }) };
    }
    case 'pool':
    case 'keep':
    case 'owner-of':
    case 'review':
      return to;
  }
}

function leadCover(cover: Cover | undefined, byEmail: Seats['byEmail']): LeadCover | undefined {
  if (cover?.kind !== 'rep') return cover;
  const person = byEmail.get(cover.email);
  return person && { kind: 'rep', person };
}
