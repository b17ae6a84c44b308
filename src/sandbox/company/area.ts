/** A part of the map: how people call it, how a sentence names it, and what a rule asks. */
export type Area = { key: string; name: string; words: string; when: string };

/** The company's own parts of the United States, by states or by how ZIP codes begin. */
const regions = {
  'Southern California': 'zip 90, 91, 92, 930, 931, 932, 933, 934, 935',
  'Pacific Northwest': 'WA, OR, ID, AK',
  'Mountain States': 'CO, UT, MT, WY',
  Southwest: 'AZ, NV, NM, HI',
  'Texas and around': 'TX, OK, LA, AR',
  Midwest: 'IL, OH, MN, MI, MO, IN, WI, NE, IA, KS, SD, ND, KY',
  Southeast: 'GA, FL, NC, TN, SC, AL, MS',
  'Mid-Atlantic': 'PA, MD, VA, DE, DC, WV, NJ',
  'New England': 'MA, CT, RI, NH, VT, ME',
};

export function regionTexts(): string {
  const lines = Object.entries(regions).map(([name, parts]) => `region "${name}" = US (${parts})`);
  const { 'Mid-Atlantic': midAtlantic, 'New England': newEngland } = regions;
  return [
    ...lines,
    `region "Northeast and Canada" = US (NY, ${midAtlantic}, ${newEngland}), CA`,
    '',
  ].join('\n');
}

const inState = (name: keyof typeof regions) => `the ${name} (${regions[name]})`;
const california = 'country = US and state = CA';
const west = 'in region "US West" and state != CA';
const northeast = 'in region "Northeast and Canada"';

export const enterpriseAreas = areas([
  [
    'northern-california',
    'Northern California',
    'Northern California',
    `${california} and not in region "Southern California"`,
  ],
  [
    'southern-california',
    'Southern California',
    'Southern California',
    `${california} and in region "Southern California"`,
  ],
  inRegion('northwest', 'Pacific Northwest'),
  inRegion('mountain', 'Mountain States'),
  inRegion('southwest', 'Southwest'),
  ['texas', 'Texas', 'Texas, Oklahoma, Louisiana and Arkansas', 'in region "Texas and around"'],
  inRegion('midwest', 'Midwest'),
  inRegion('southeast', 'Southeast'),
  inRegion('mid-atlantic', 'Mid-Atlantic'),
  ['new-york', 'New York', 'New York State', 'country = US and state = NY'],
  [
    'new-england',
    'New England',
    `New England (${regions['New England']})`,
    'in region "New England"',
  ],
  ['canada', 'Canada', 'Canada', 'country = CA'],
]);

export const midMarketAreas = areas([
  ['california', 'California', 'California', california],
  ['west', 'West', 'the western states without California', west],
  ['texas', 'Texas', 'Texas, Oklahoma, Louisiana and Arkansas', 'in region "Texas and around"'],
  inRegion('midwest', 'Midwest'),
  [
    'northeast',
    'Northeast and Canada',
    'the Northeast from Maine to Virginia, and in Canada',
    northeast,
  ],
  inRegion('southeast', 'Southeast'),
]);

export const smallAreas = areas([
  ['west', 'West', 'the western states without California', west],
  ['california', 'California', 'California', california],
  inRegion('midwest', 'Midwest'),
  [
    'northeast',
    'Northeast and Canada',
    'the Northeast from Maine to Virginia, and in Canada',
    northeast,
  ],
  [
    'southeast',
    'South',
    'Texas, the states around it and the Southeast',
    '(in region "Texas and around" or in region Southeast)',
  ],
]);

export const areasAbroad = areas([
  ['uk-ireland', 'UK and Ireland', 'the United Kingdom and Ireland', 'in region "UK & Ireland"'],
  ['dach', 'Germany, Austria, Switzerland', 'Germany, Austria and Switzerland', 'in region DACH'],
  [
    'france-benelux',
    'France and Benelux',
    'France, Belgium, the Netherlands and Luxembourg',
    'country = FR or in region Benelux',
  ],
  ['nordics', 'Nordics', 'the Nordic countries', 'in region Nordics'],
  [
    'southern-europe',
    'Southern Europe',
    'Spain, Italy, Portugal and Greece',
    'country in (ES, IT, PT, GR)',
  ],
  ['latin-america', 'Latin America', 'Latin America', 'in region LATAM'],
  ['japan-korea', 'Japan and Korea', 'Japan and South Korea', 'in region "Japan & Korea"'],
  [
    'greater-china',
    'Greater China',
    'China, Hong Kong, Macau and Taiwan',
    'in region "Greater China"',
  ],
  ['anz', 'Australia and New Zealand', 'Australia and New Zealand', 'in region ANZ'],
  [
    'india-sea',
    'India and Southeast Asia',
    'India and Southeast Asia',
    'country = IN or in region ASEAN',
  ],
  [
    'eastern-europe-mea',
    'Eastern Europe, Middle East and Africa',
    'Eastern Europe, the Middle East and Africa',
    'in region CEE or in region MENA or in region "Sub-Saharan Africa"',
  ],
]);

type Row = [key: string, name: string, words: string, when: string];

function inRegion(key: string, name: keyof typeof regions): Row {
  return [key, name, inState(name), `in region "${name}"`];
}

function areas(rows: Row[]): Area[] {
  return rows.map(([key, name, words, when]) => ({ key, name, words, when }));
}
