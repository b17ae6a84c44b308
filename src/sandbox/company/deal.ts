import { type Account, crmIdOf, type Setting } from './account.ts';
import { dice, fraction } from './chance.ts';

export type Deal = {
  crmId: string;
  name: string;
  stage: string;
  status: 'open' | 'won' | 'lost';
  amount: number;
  owner: string;
  createdAt: number;
  closesAt: number;
  modifiedAt: number;
};

export type Stage = { id: string; label: string; probability: number };

/** The stages of HubSpot's default pipeline. */
export const stages: Stage[] = [
  { id: 'appointmentscheduled', label: 'Appointment Scheduled', probability: 0.2 },
  { id: 'qualifiedtobuy', label: 'Qualified To Buy', probability: 0.4 },
  { id: 'presentationscheduled', label: 'Presentation Scheduled', probability: 0.6 },
  { id: 'decisionmakerboughtin', label: 'Decision Maker Bought-In', probability: 0.8 },
  { id: 'contractsent', label: 'Contract Sent', probability: 0.9 },
  { id: 'closedwon', label: 'Closed Won', probability: 1 },
  { id: 'closedlost', label: 'Closed Lost', probability: 0 },
];

const openStages = stages.slice(0, 5);
const dayMs = 86_400_000;
const dealIdBase = 40_030_000_000;
const dealsPerAccount = 8;
const products = ['Platform', 'Renewal', 'Expansion', 'Pilot', 'Add-on Seats', 'Data Package'];

export function dealCount({ seed }: Setting, index: number): number {
  if (index === 0) return 4;
  const roll = fraction(seed, 'deals', index);
  if (roll < 0.64) return 0;
  if (roll < 0.84) return 1;
  if (roll < 0.94) return 2;
  return roll < 0.985 ? 3 : 5;
}

export function dealIdOf(index: number, nth: number): string {
  return String(dealIdBase + index * dealsPerAccount + nth);
}

/** The account and place that a deal id stands for. */
export function dealPlace(crmId: string): { index: number; nth: number } | undefined {
  const offset = Number(crmId) - dealIdBase;
  if (!Number.isInteger(offset) || offset < 0) return undefined;
  return { index: Math.floor(offset / dealsPerAccount), nth: offset % dealsPerAccount };
}

export function dealModifiedAt({ seed, today }: Setting, index: number, nth: number): number {
  const age = fraction(seed, 'dealStamp', index * dealsPerAccount + nth) ** 1.2 * 500;
  return Math.floor(today - 120_000 - age * dayMs);
}

export function dealsOf(setting: Setting, account: Account): Deal[] {
  const count = dealCount(setting, account.index);
  return Array.from({ length: count }, (_, nth) => dealAt(setting, account, nth));
}

function dealAt(setting: Setting, account: Account, nth: number): Deal {
  const rolls = dice(setting.seed, 'deal', account.index * dealsPerAccount + nth);
  const modifiedAt = dealModifiedAt(setting, account.index, nth);
  const status = statusOf(account.index, nth, rolls.roll());
  const stage = status === 'open' ? rolls.pick(openStages).id : `closed${status}`;
  const days = status === 'open' ? 10 + rolls.below(150) : 0;
  const size = 9_000 + (account.employees ?? 50) * 40 * Math.exp(0.7 * rolls.normal());
  return {
    crmId: dealIdOf(account.index, nth),
    name: `${account.name.trim()} – ${products[(account.index + nth) % products.length]}`,
    stage,
    status,
    amount: Math.min(2_500_000, Math.round(size / 500) * 500),
    owner: dealOwner(account, status, rolls.roll()),
    createdAt: Math.floor(modifiedAt - (20 + rolls.below(200)) * dayMs),
    closesAt: status === 'open' ? setting.today + days * dayMs : modifiedAt,
    modifiedAt,
  };
}

/** The hero has two open deals, one won and one lost. */
function statusOf(index: number, nth: number, roll: number): Deal['status'] {
  if (index === 0) return (['open', 'open', 'won', 'lost'] as const)[nth] ?? 'open';
  if (roll < 0.38) return 'open';
  return roll < 0.66 ? 'won' : 'lost';
}

/** Old deals keep the owner of their day; some open ones do so too, and become disputes. */
function dealOwner(account: Account, status: Deal['status'], roll: number): string {
  const former = account.owners.at(-2)?.owner;
  const keeps = status === 'open' ? 0.12 : 0.5;
  return former && roll < keeps ? former : account.owner;
}

export function companyIdOfDeal(crmId: string): string | undefined {
  const place = dealPlace(crmId);
  return place && crmIdOf(place.index);
}
