import type { Region } from '../rules/rule-set.ts';

/**
 * How postal codes begin in and around a city. A ZIP code's first three digits are a sorting area: these lie wholly or
 * mostly in the census's metropolitan area, so that a few towns at its edge fall on the other side.
 */
const american: Readonly<Record<string, string>> = {
  Atlanta: '300-303 311 399',
  Austin: '733 786 787',
  Baltimore: '210-212',
  'Bay Area': '940 941 943-951 954',
  Boston: '017-024',
  Charlotte: '280-282',
  Chicago: '463 464 600-608',
  Cincinnati: '410 450-452',
  Cleveland: '440 441',
  'Columbus, Ohio': '430-432',
  Dallas: '750-753 760-762',
  Denver: '800-803',
  Detroit: '480-483',
  Houston: '770 772-775',
  Indianapolis: '460-462',
  'Kansas City': '640 641 660-662',
  'Las Vegas': '889-891',
  'Los Angeles': '900-908 910-918 926-928',
  Miami: '330-334',
  Milwaukee: '530-532',
  Minneapolis: '550 551 553-555',
  Nashville: '370-372',
  'New York Metro': '070-079 088 089 100-119',
  Orlando: '327 328 347',
  Philadelphia: '080 081 189-194 197 198',
  Phoenix: '850-853',
  Pittsburgh: '150-152',
  'Portland, Oregon': '970-972',
  'Raleigh-Durham': '275-277',
  Sacramento: '942 956-958',
  'Salt Lake City': '840 841',
  'San Antonio': '780-782',
  'San Diego': '919-921',
  Seattle: '980-984',
  'St. Louis': '620 622 630 631 633',
  Tampa: '335-337 346',
  'Washington DC': '200-209 220-223',
};

/** Toronto with the towns around it that share its region's letters; the rest of L is Niagara, Hamilton and Barrie. */
const canadian: Readonly<Record<string, string>> = {
  Montreal: 'H J3Y J3Z J4 J7V J7W',
  Toronto:
    'M L1 L3P L3R L3S L3T L3X L3Y L4B L4C L4E L4G L4H L4J L4K L4L L4S L4T L4V L4W L4X L4Y L4Z L5 L6 L7A L9T',
  Vancouver: 'V3 V4 V5 V6 V7',
};

/** The London postal districts: a letter must be followed by a digit, or "E" would be Edinburgh as well. */
const londonDistricts = ['E', 'EC', 'N', 'NW', 'SE', 'SW', 'W', 'WC'].flatMap((letters) =>
  Array.from('123456789', (digit) => `${letters}${digit}`),
);

const european: Region[] = [
  { name: 'London', places: [{ country: 'GB', zips: londonDistricts }] },
  { name: 'Paris', places: [{ country: 'FR', zips: ['75', '92', '93', '94'] }] },
];

export const metros: Region[] = [
  ...Object.entries(american).map(([name, areas]) => metro(name, 'US', areas)),
  ...Object.entries(canadian).map(([name, areas]) => metro(name, 'CA', areas)),
  ...european,
];

function metro(name: string, country: string, areas: string): Region {
  return { name, places: [{ country, zips: areas.split(' ').flatMap(spelt) }] };
}

/** "070-073" → 070, 071, 072, 073. */
function spelt(areas: string): string[] {
  const [from = '', to = from] = areas.split('-');
  const count = Number(to) - Number(from) + 1;
  if (!(count > 1)) return [from];
  return Array.from({ length: count }, (_, nth) => String(Number(from) + nth).padStart(3, '0'));
}
