import { z } from 'zod';
import { countryOf } from '../geography/country.ts';
import { placeKey } from '../geography/place-name.ts';
import { stateOf } from '../geography/state.ts';
import { companyDomain, registrableDomain } from './domain-name.ts';
import { domainOf, parentDomains } from './question.ts';
import { rankNames } from './rank.ts';
import { searchForm } from './search-form.ts';

type Place = {
  country?: string | undefined;
  state?: string | undefined;
  city?: string | undefined;
};

/** A lead as it came in. */
export type UnmatchedLead = Place & {
  email?: string | undefined;
  company?: string | undefined;
  website?: string | undefined;
};

/** An account that a lead may belong to. */
export type Candidate = Place & {
  accountId: string;
  name: string;
  domains: readonly string[];
  /** The head of its family, itself included. */
  family: string;
};

const leadReason = z.enum([
  'email-domain',
  'website',
  'same-name',
  'near-name',
  'other-name',
  'same-country',
  'other-country',
  'same-state',
  'same-city',
  'head-of-family',
]);
export type LeadReason = z.infer<typeof leadReason>;

/** Why an account was not taken: too little speaks for it, as much for another one, or more. */
const notTaken = z.enum(['too-little', 'as-much-for-another', 'more-for-another']);

/** Somebody who was considered, with what spoke for them and against. */
export const considered = z.object({
  accountId: z.string(),
  name: z.string(),
  score: z.number(),
  reasons: z.array(leadReason),
  notTaken: notTaken.optional(),
});
export type Considered = z.infer<typeof considered>;

export type LeadMatch =
  | { verdict: 'matched'; accountId: string; considered: Considered[] }
  | { verdict: 'several' | 'none'; considered: Considered[] };

/** A domain is worth more than a name: several companies may have a name, and anybody may type one. */
const weights: Record<LeadReason, number> = {
  'email-domain': 0.6,
  website: 0.55,
  'same-name': 0.5,
  'near-name': 0.3,
  'other-name': -0.05,
  'same-country': 0.1,
  'other-country': -0.3,
  'same-state': 0.05,
  'same-city': 0.1,
  'head-of-family': 0.12,
};
const ENOUGH = 0.5;
/** How far ahead of the next one an account must be: of two that fit alike, nobody chooses silently. */
const CLEAR_LEAD = 0.1;
const MOST_TOLD = 8;

/** The account that a lead belongs to, if one fits enough and clearly better than all others, and who was considered. */
export function matchLead(lead: UnmatchedLead, candidates: readonly Candidate[]): LeadMatch {
  const told = { ...placeOf(lead), domains: leadDomains(lead) };
  const likenesses = namesLike(lead.company ?? '', candidates);
  const ranked = candidates
    .map((candidate) => {
      const reasons = reasonsFor(candidate, told, likenesses.get(candidate.accountId));
      return { candidate, reasons };
    })
    .map((one, _, all) => (isHeadAmong(one, all) ? withHead(one) : one))
    .map(({ candidate: { accountId, name }, reasons }) => {
      return { accountId, name, score: scoreOf(reasons), reasons };
    })
    .toSorted((a, b) => b.score - a.score || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, MOST_TOLD);
  return settle(ranked);
}

function settle(ranked: Considered[]): LeadMatch {
  const [best, second] = ranked;
  if (!best || best.score < ENOUGH) {
    return {
      verdict: 'none',
      considered: ranked.map((one) => ({ ...one, notTaken: 'too-little' })),
    };
  }
  const isClear = !second || best.score - second.score >= CLEAR_LEAD;
  const others = ranked.map((one): Considered => {
    if (one === best && isClear) return one;
    if (one.score < ENOUGH) return { ...one, notTaken: 'too-little' };
    const isTied = !isClear && best.score - one.score < CLEAR_LEAD;
    return { ...one, notTaken: isTied ? 'as-much-for-another' : 'more-for-another' };
  });
  return isClear
    ? { verdict: 'matched', accountId: best.accountId, considered: others }
    : { verdict: 'several', considered: others };
}

/** A float's last digit must not decide. */
function scoreOf(reasons: LeadReason[]): number {
  const sum = reasons.reduce((total, reason) => total + weightOf(reason, reasons), 0);
  return Number(Math.min(1, Math.max(0, sum)).toFixed(3));
}

/** Whoever writes from a company's own domain belongs to it wherever they sit. */
function weightOf(reason: LeadReason, reasons: LeadReason[]): number {
  return reason === 'other-country' && isByDomain(reasons) ? -0.05 : weights[reason];
}

export type LeadDomains = { email: string[]; website: string[] };

/** The domains by which a lead may be found, nearest first: of mail.emea.acme.com also emea.acme.com and acme.com. */
export function leadDomains({ email, website }: UnmatchedLead): LeadDomains {
  return { email: ownDomains(email ?? ''), website: ownDomains(website ?? '') };
}

function ownDomains(text: string): string[] {
  const own = companyDomain(text);
  const host = domainOf(text.trim().toLowerCase().replace(/^.*@/, ''));
  if (!own || !host) return [];
  return parentDomains(host).filter((domain) => registrableDomain(domain) === own);
}

type Told = Place & { domains: LeadDomains };

function reasonsFor(candidate: Candidate, told: Told, likeness = 0): LeadReason[] {
  const { domains } = candidate;
  const reasons: LeadReason[] = [];
  const isMail = told.domains.email.some((domain) => domains.includes(domain));
  const isWeb = told.domains.website.some((domain) => domains.includes(domain));
  if (isMail) reasons.push('email-domain');
  else if (isWeb) reasons.push('website');
  if (likeness >= SAME) reasons.push('same-name');
  else if (likeness >= NEAR) reasons.push('near-name');
  else if (likeness > 0) reasons.push('other-name');
  return [...reasons, ...placeReasons(placeOf(candidate), told)];
}

const SAME = 0.97;
const NEAR = 0.75;

/** How like the company that a lead names each candidate's name is; nothing where it names none. */
function namesLike(company: string, candidates: readonly Candidate[]): Map<string, number> {
  if (company.trim() === '') return new Map();
  const rows = candidates.map(({ accountId, name }) => {
    return { accountId, name, kind: 'name' as const, ...searchForm(name) };
  });
  const matches = rankNames(company, rows, new Map());
  return new Map(matches.map(({ accountId, score }) => [accountId, Math.max(score, 0.01)]));
}

function placeOf({ country, state, city }: Place): Place {
  const code = country && countryOf(country);
  return {
    country: code,
    state: state && stateOf(state, code),
    city: city && placeKey(city),
  };
}

function placeReasons(one: Place, other: Place): LeadReason[] {
  if (!one.country || !other.country)
    return one.city && one.city === other.city ? ['same-city'] : [];
  if (one.country !== other.country) return ['other-country'];
  const reasons: LeadReason[] = ['same-country'];
  if (one.state && one.state === other.state) reasons.push('same-state');
  if (one.city && one.city === other.city) reasons.push('same-city');
  return reasons;
}

type Weighed = { candidate: Candidate; reasons: LeadReason[] };

/** Where all who fit by domain are one family, its head stands for all of it. */
function isHeadAmong({ candidate, reasons }: Weighed, all: Weighed[]): boolean {
  if (candidate.family !== candidate.accountId || !isByDomain(reasons)) return false;
  const rivals = all.filter((one) => isByDomain(one.reasons));
  return rivals.length > 1 && rivals.every((one) => one.candidate.family === candidate.family);
}

function isByDomain(reasons: LeadReason[]): boolean {
  return reasons.includes('email-domain') || reasons.includes('website');
}

function withHead({ candidate, reasons }: Weighed): Weighed {
  return { candidate, reasons: [...reasons, 'head-of-family'] };
}
