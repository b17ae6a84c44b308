import { type CompanyName, nameCompany, slug } from './account-name.ts';
import { dice } from './chance.ts';
import { type Industry, pickIndustry } from './industry.ts';
import { type Place, pickPlace } from './place.ts';

export type Identity = { place: Place; industry: Industry; name: CompanyName };

/** Who a company is: all that a subsidiary or a copy of it can inherit. */
export function identity(seed: number, index: number): Identity {
  const place = pickPlace(dice(seed, 'place', index));
  const industry = pickIndustry(dice(seed, 'trade', index));
  return { place, industry, name: nameCompany(place, industry, dice(seed, 'name', index)) };
}

export function domainOf(seed: number, index: number, name: CompanyName, place: Place): string {
  const rolls = dice(seed, 'reach', index);
  const whole = slug(`${name.brand}${name.trade}`) || `company${index}`;
  const short = slug(name.brand) || whole;
  const tld = rolls.happens(place.country.tld === 'com' ? 0.86 : 0.3) ? 'com' : place.country.tld;
  const host = rolls.happens(0.25) ? short : whole;
  return `${host}.${tld === 'com' && rolls.happens(0.09) ? rolls.pick(['io', 'co', 'ai', 'net']) : tld}`;
}
