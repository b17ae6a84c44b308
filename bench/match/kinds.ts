import type { Dice } from '../../src/sandbox/company/chance.ts';
import { corruptions } from '../lookup/corruption.ts';
import type { Listed } from './corpus.ts';

/** How a record comes to be one more of the same company, or only looks like it; undefined where it cannot be done. */
type Making = (original: Listed, elsewhere: Listed, dice: Dice) => Listed | undefined;

/** The same company, typed in again. */
export const copies = {
  typo: (one, _, dice) => sloppy(one, corruptions['one edit'](one.name.trim(), dice), dice),
  'legal form': (one, _, dice) => {
    const bare = corruptions['dropped legal form'](one.name.trim());
    const name = bare && (dice.happens(0.5) ? bare : `${bare} ${dice.pick(forms)}`);
    return sloppy(one, name, dice);
  },
  abbreviation: (one, _, dice) => {
    return sloppy(one, corruptions.abbreviation(one.name.trim(), dice), dice);
  },
  'dropped word': (one, _, dice) => {
    const name = corruptions['dropped word'](one.name.trim(), dice);
    return one.domains.length > 0 && name ? { ...leaky(one, dice), name } : undefined;
  },
  'moved office': (one, elsewhere, dice) => {
    const isMove = elsewhere.country === one.country && elsewhere.city !== one.city;
    if (!isMove || one.domains.length === 0) return undefined;
    const { state, city, zip } = elsewhere;
    const phone = dice.happens(0.5) ? written(one.phone, dice) : elsewhere.phone;
    return { ...one, state, city, zip, phone };
  },
  'changed domain': (one, _, dice) => {
    const [domain = ''] = one.domains;
    if (domain === '') return undefined;
    const label = domain.split('.')[0];
    const fresh = dice.pick([
      `get${label}.com`,
      `${label}-group.com`,
      `${label}.io`,
      `my${label}.net`,
    ]);
    return { ...sloppy(one, one.name, dice), domains: [fresh] } as Listed;
  },
  'no domain': (one, _, dice) => {
    return { ...leaky(one, dice), name: corruptions.case(one.name, dice) ?? one.name, domains: [] };
  },
} satisfies Record<string, Making>;

/** Companies of their own, which a machine must not merge. */
export const lookalikes = {
  'other country': (one, elsewhere) => {
    const label = one.domains[0]?.split('.')[0];
    if (!label || elsewhere.country === one.country || elsewhere.country === '') return undefined;
    const end = elsewhere.domains[0]?.split('.').slice(1).join('.') ?? 'net';
    if (one.domains.includes(`${label}.${end}`)) return undefined;
    return { ...elsewhere, name: one.name, domains: [`${label}.${end}`] };
  },
  'sister company': (one, elsewhere, dice) => {
    const [brand = ''] = one.name.split(' ');
    if (brand.length < 4 || !/^[\x20-\x7e]+$/.test(one.name)) return undefined;
    const name = `${brand} ${dice.pick(branches)} ${dice.pick(forms)}`;
    const { state, city, zip } =
      dice.happens(0.5) && elsewhere.country === one.country ? elsewhere : one;
    const own = { ...one, name, state, city, zip, phone: elsewhere.phone };
    const domains = dice.happens(0.6) ? one.domains : [];
    return { ...own, domains, ...(dice.happens(0.5) && { parent: one.index }) };
  },
  franchise: (one, elsewhere, dice) => {
    if (elsewhere.country !== one.country || elsewhere.city === one.city) return undefined;
    const { state, city, zip, phone } = elsewhere;
    return { ...one, state, city, zip, phone, domains: dice.happens(0.7) ? one.domains : [] };
  },
  'near name': (one, elsewhere, dice) => {
    const words = one.name.trim().split(' ');
    if (words.length < 3 || elsewhere.country !== one.country) return undefined;
    const at = dice.below(words.length - 1);
    const name = words.map((word, nth) => (nth === at ? dice.pick(branches) : word)).join(' ');
    const { state, city, zip } = dice.happens(0.5) ? one : elsewhere;
    return { ...elsewhere, name, state, city, zip };
  },
} satisfies Record<string, Making>;

const forms = ['Inc', 'LLC', 'Ltd', 'GmbH', 'Corp.', 'Holdings'];
const branches =
  'Energy Capital Logistics Health Robotics Foods Marine Insurance Analytics Textiles Aviation Media'.split(
    ' ',
  );

function sloppy(one: Listed, name: string | undefined, dice: Dice): Listed | undefined {
  if (name === undefined) return undefined;
  const domains = dice.happens(0.65) ? one.domains : [];
  return { ...leaky(one, dice), name, domains };
}

/** Whoever types a record in again leaves something out, and writes the rest their own way. */
function leaky(one: Listed, dice: Dice): Listed {
  return {
    ...one,
    phone: dice.happens(0.55) ? written(one.phone, dice) : '',
    zip: dice.happens(0.75) ? one.zip : '',
    city: dice.happens(0.85) ? one.city : '',
    state: dice.happens(0.85) ? one.state : '',
  };
}

function written(phone: string, dice: Dice): string {
  return dice.pick([
    phone,
    phone.replaceAll(' ', '-'),
    phone.replaceAll(' ', ''),
    phone.replaceAll(' ', '.'),
  ]);
}
