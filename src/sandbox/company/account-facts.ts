import { type Account, createdAtOf, crmIdOf, modifiedAtOf, type Setting } from './account.ts';
import { type CompanyName, initials, nameCompany, writeName } from './account-name.ts';
import { type Dice, dice } from './chance.ts';
import { domainOf, type Identity } from './identity.ts';
import { industries } from './industry.ts';
import { ownerHistory } from './owner-history.ts';
import type { Place } from './place.ts';
import { leafFor } from './territory.ts';

/** Everything about an account that follows from who it is and where it stands in the list. */
export function completeAccount(
  setting: Setting,
  index: number,
  { place, industry, name, parent }: Identity & { parent: number | null },
): Account {
  const { seed } = setting;
  const size = dice(seed, 'size', index);
  const reach = dice(seed, 'reach', ~index);
  const staff = Math.max(1, Math.round(Math.exp(4.2 + 1.7 * size.normal())));
  const revenue = roundOff(staff * Math.exp(11.8 + 0.6 * size.normal()));
  const domain = domainOf(seed, index, name, place);
  const full = writeName(name);
  const leaf = leafFor(place, staff);
  const createdAt = createdAtOf(setting, index);
  const modifiedAt = modifiedAtOf(setting, index);
  const owners = ownerHistory(setting.sales, seed, index, { leaf, createdAt, modifiedAt });
  return {
    index,
    crmId: crmIdOf(index),
    name: full,
    domain,
    website: `https://www.${domain}`,
    moreDomains: reach.happens(0.09)
      ? [`${domain.split('.')[0]}.${reach.pick(['net', 'io', 'org'])}`]
      : [],
    aliases: reach.happens(0.14) ? [initials(`${name.brand} ${name.trade}`)] : [],
    ticker: staff > 4000 && reach.happens(0.6) ? initials(`${name.brand} ${name.trade}`) : '',
    formerNames: formerNames(setting, index, name, place, reach),
    phone: phoneIn(place, 200 + reach.below(700), 1_000_000 + reach.below(8_999_999)),
    country: place.country.name,
    state: place.state,
    city: place.city,
    zip: place.zip,
    industry: industry.code,
    employees: size.happens(0.09) ? null : staff,
    revenue: size.happens(0.18) ? null : revenue,
    standing: standingOf(size.roll()),
    parent,
    territory: size.happens(0.05) ? '' : leaf,
    owner: owners.at(-1)?.owner ?? '',
    owners,
    createdAt,
    modifiedAt,
  };
}

/** Countries whose numbers have fewer digits than ten, by what is dialled before them. */
const digits: Record<string, number> = {
  ...{ '+32': 9, '+33': 9, '+34': 9, '+40': 9, '+41': 9, '+351': 9, '+359': 9, '+998': 9 },
  ...{ '+45': 8, '+47': 8 },
};

function phoneIn({ country: { dial } }: Place, area: number, line: number): string {
  return `${dial} ${area} ${String(line).slice(0, (digits[dial] ?? 10) - 3)}`;
}

function formerNames(
  setting: Setting,
  index: number,
  name: CompanyName,
  place: Place,
  reach: Dice,
): Account['formerNames'] {
  if (!reach.happens(0.03)) return [];
  const before = nameCompany(place, reach.pick(industries), reach);
  const former = reach.happens(0.5)
    ? { ...before, brand: name.brand, script: name.script }
    : before;
  const created = createdAtOf(setting, index);
  const until = created + (modifiedAtOf(setting, index) - created) * reach.roll();
  return [{ name: writeName({ ...former, suffix: name.suffix }), until: Math.floor(until) }];
}

function standingOf(roll: number): Account['standing'] {
  if (roll < 0.72) return 'prospect';
  if (roll < 0.92) return 'customer';
  return roll < 0.97 ? 'former customer' : 'partner';
}

/** Two significant digits: what people type as revenue. */
function roundOff(amount: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / unit) * unit;
}
