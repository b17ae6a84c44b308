import { z } from 'zod';
import { beyondTwo, type Commonness } from './commonness.ts';
import { compareNames, nameSigns } from './name-likeness.ts';
import type { Profile } from './profile.ts';

/** What speaks for two records being one company, or against it. */
const sign = z.enum([
  ...nameSigns,
  'same-domain',
  'like-domain',
  'other-domain',
  'same-phone',
  'other-phone',
  'same-zip',
  'same-city',
  'other-city',
  'other-country',
  'same-family',
]);

/** `weight` is in nats: what it adds to the logarithm of the odds. */
export const reason = z.object({ sign, weight: z.number() });
export type Reason = z.infer<typeof reason>;
export type Likeness = { score: number; reasons: Reason[] };

/** From here on two records are probably one company. */
export const PROBABLE = 0.8;
/** Of two records taken at random hardly any are one company. */
const PRIOR = -4.5;

/** How probably two records are the same company, from 0 to 1, and why. Which is asked first does not count. */
export function compareCompanies(a: Profile, b: Profile, common: Commonness): Likeness {
  const name = compareNames(a, b, common);
  const reasons: Reason[] = [
    ...name,
    ...domainReasons(a, b, common),
    ...phoneReasons(a, b),
    ...placeReasons(a, b),
  ];
  // Somebody took the trouble to say how the two belong together: they are not one.
  if (a.family !== undefined && a.family === b.family) {
    reasons.push({ sign: 'same-family', weight: -12 });
  }
  const odds = reasons.reduce((sum, { weight }) => sum + weight, PRIOR);
  return { score: 1 / (1 + Math.exp(-odds)), reasons };
}

function domainReasons(a: Profile, b: Profile, common: Commonness): Reason[] {
  if (a.domains.length === 0 || b.domains.length === 0) return [];
  const shared = a.domains.filter((domain) => b.domains.includes(domain));
  if (shared.length > 0) {
    const holders = Math.min(...shared.map((domain) => common.domain(domain)));
    return [{ sign: 'same-domain', weight: 4 - 1.1 * beyondTwo(holders) }];
  }
  const alike = a.domains.some((one) => b.domains.some((other) => areLabelsAlike(one, other)));
  return [alike ? { sign: 'like-domain', weight: 1 } : { sign: 'other-domain', weight: -2 }];
}

/** acme.com and acme.io, getacme.com, acme-group.com. */
function areLabelsAlike(one: string, other: string): boolean {
  const [a = '', b = ''] = [one, other].map((domain) => domain.split('.')[0]);
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= SHORTEST_LABEL && long.includes(short);
}
const SHORTEST_LABEL = 5;

function phoneReasons(a: Profile, b: Profile): Reason[] {
  if (!a.phone || !b.phone) return [];
  const isSame = a.phone === b.phone;
  return [isSame ? { sign: 'same-phone', weight: 3.5 } : { sign: 'other-phone', weight: -0.8 }];
}

function placeReasons(a: Profile, b: Profile): Reason[] {
  if (a.country && b.country && a.country !== b.country) {
    return [{ sign: 'other-country', weight: -6 }];
  }
  if (a.zip && a.zip === b.zip) return [{ sign: 'same-zip', weight: 2.6 }];
  if (!a.city || !b.city) return [];
  return [
    a.city === b.city ? { sign: 'same-city', weight: 1 } : { sign: 'other-city', weight: -1.8 },
  ];
}
