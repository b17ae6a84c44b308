import type { Account, Setting } from './account.ts';
import { completeAccount } from './account-facts.ts';
import { type CompanyName, pickSuffix, writeName } from './account-name.ts';
import { type Dice, dice } from './chance.ts';
import { soil } from './dirt.ts';
import { domainOf, identity } from './identity.ts';
import { kinOf } from './kin.ts';
import { namedAccount } from './named-account.ts';

export function accountAt(setting: Setting, index: number): Account {
  const kin = kinOf(setting.seed, index);
  switch (kin.kind) {
    case 'named':
      return namedAccount(setting, index);
    case 'alone':
    case 'parent':
      return soil(setting.seed, freshAccount(setting, index));
    case 'child':
      return soil(setting.seed, subsidiary(setting, index, kin.parent));
    case 'copy':
      return sloppyCopy(setting, index, kin.of);
  }
}

function freshAccount(setting: Setting, index: number): Account {
  const { place, industry, name } = identity(setting.seed, index);
  return completeAccount(setting, index, { place, industry, name, parent: null });
}

function subsidiary(setting: Setting, index: number, parent: number): Account {
  const rolls = dice(setting.seed, 'copy', index);
  const { name: mother, industry } = identity(setting.seed, rootOf(setting.seed, parent));
  const { place, industry: own } = identity(setting.seed, index);
  const trade = rolls.happens(0.7) ? rolls.lean(own.words) : place.city;
  const suffix = pickSuffix(place.country, 'english', rolls);
  const name: CompanyName = { brand: mother.brand, trade, suffix, script: 'english' };
  const branch = rolls.happens(0.5) ? industry : own;
  return completeAccount(setting, index, { place, industry: branch, name, parent });
}

function rootOf(seed: number, index: number): number {
  const kin = kinOf(seed, index);
  return kin.kind === 'child' ? rootOf(seed, kin.parent) : index;
}

/** The same company typed in a second time, by somebody who did not look. */
function sloppyCopy(setting: Setting, index: number, of: number): Account {
  const { place, industry, name } = identity(setting.seed, of);
  const rolls = dice(setting.seed, 'copy', index);
  const again = completeAccount(setting, index, { place, industry, name, parent: null });
  const spelt = writeName({ ...name, suffix: pickSuffix(place.country, name.script, rolls) });
  const kind = rolls.below(5);
  const domain = domainOf(setting.seed, of, name, place);
  if (kind === 0) return { ...again, name: spelt.toUpperCase(), domain };
  if (kind === 1) return { ...again, name: spelt, domain: `www.${domain}` };
  if (kind === 2) return { ...again, name: name.brand, domain: '' };
  if (kind === 3) return { ...again, name: `${spelt} (duplicate?)`, domain };
  return { ...again, name: typo(spelt, rolls), domain };
}

function typo(name: string, rolls: Dice): string {
  const at = 1 + rolls.below(Math.max(1, name.length - 3));
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
}
