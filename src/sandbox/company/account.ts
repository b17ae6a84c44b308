import { fraction } from './chance.ts';
import { namedAccounts } from './kin.ts';
import type { OwnerSpell, Sales } from './owner-history.ts';

export type Account = {
  index: number;
  crmId: string;
  name: string;
  domain: string;
  website: string;
  moreDomains: string[];
  aliases: string[];
  ticker: string;
  formerNames: { name: string; until: number }[];
  phone: string;
  country: string;
  state: string;
  city: string;
  zip: string;
  industry: string;
  employees: number | null;
  revenue: number | null;
  standing: 'prospect' | 'customer' | 'former customer' | 'partner';
  /** Index of the parent company. */
  parent: number | null;
  territory: string;
  /** CRM owner id, `''` for nobody. */
  owner: string;
  /** Oldest first; the last spell is the present one. */
  owners: OwnerSpell[];
  createdAt: number;
  modifiedAt: number;
};

export type Setting = { seed: number; today: number; sales: Sales };

const dayMs = 86_400_000;
const crmIdBase = 20_010_000_000;
const crmIdStep = 13;

export function crmIdOf(index: number): string {
  return String(crmIdBase + index * crmIdStep);
}

export function indexOfCrmId(crmId: string): number | undefined {
  const index = (Number(crmId) - crmIdBase) / crmIdStep;
  return Number.isInteger(index) && index >= 0 ? index : undefined;
}

export function createdAtOf({ seed, today }: Setting, index: number): number {
  if (index < namedAccounts) return today - 1500 * dayMs;
  return Math.floor(today - dayMs * (40 + 2400 * fraction(seed, 'times', index) ** 1.4));
}

/** Cheap, so that "what changed since" can scan a million. */
export function modifiedAtOf(setting: Setting, index: number): number {
  if (index < namedAccounts) return setting.today - 2 * dayMs - index * 3_600_000;
  const age = setting.today - createdAtOf(setting, index);
  const recent = fraction(setting.seed, 'times', ~index) ** 1.3;
  return Math.floor(setting.today - 60_000 - age * 0.9 * recent);
}
