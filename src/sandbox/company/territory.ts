import type { Country } from './place.ts';

export type Territory = {
  key: string;
  name: string;
  parent: string | null;
  /** Only leaves have a team; accounts lie in leaves. */
  team: string | null;
};

const rows = `
global|Global||
na-west|North America West|global|
na-east|North America East|global|
emea|EMEA|global|
apac|APAC|global|
ent-northern-california|Enterprise Northern California|na-west|Enterprise West
ent-southern-california|Enterprise Southern California|na-west|Enterprise West
ent-northwest|Enterprise Pacific Northwest|na-west|Enterprise West
ent-mountain|Enterprise Mountain|na-west|Enterprise West
ent-southwest|Enterprise Southwest|na-west|Enterprise West
ent-texas|Enterprise Texas|na-west|Enterprise West
ent-new-england|Enterprise New England|na-east|Enterprise East
ent-new-york|Enterprise New York|na-east|Enterprise East
ent-mid-atlantic|Enterprise Mid-Atlantic|na-east|Enterprise East
ent-southeast|Enterprise Southeast|na-east|Enterprise East
ent-midwest|Enterprise Midwest|na-east|Enterprise East
ent-canada|Enterprise Canada|na-east|Enterprise East
mm-california|Mid-Market California|na-west|Mid-Market
mm-west|Mid-Market West|na-west|Mid-Market
mm-texas|Mid-Market Texas|na-west|Mid-Market
mm-midwest|Mid-Market Midwest|na-east|Mid-Market
mm-northeast|Mid-Market Northeast & Canada|na-east|Mid-Market
mm-southeast|Mid-Market Southeast|na-east|Mid-Market
latin-america|Latin America|na-east|Mid-Market
smb-west|SMB West|na-west|SMB
smb-california|SMB California|na-west|SMB
smb-midwest|SMB Midwest|na-east|SMB
smb-northeast|SMB Northeast & Canada|na-east|SMB
smb-southeast|SMB South|na-east|SMB
uk-ireland|UK & Ireland|emea|EMEA
dach|DACH|emea|EMEA
france-benelux|France & Benelux|emea|EMEA
nordics|Nordics|emea|EMEA
southern-europe|Southern Europe|emea|EMEA
eastern-europe-mea|Eastern Europe, Middle East & Africa|emea|EMEA
japan-korea|Japan & Korea|apac|APAC
greater-china|Greater China|apac|APAC
anz|Australia & New Zealand|apac|APAC
india-sea|India & Southeast Asia|apac|APAC
`;

export const territories: Territory[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [key = '', name = '', parent, team] = row.split('|');
    return { key, name, parent: parent || null, team: team || null };
  });

export const leaves = territories.filter((territory) => territory.team !== null);

type Area =
  | 'northern-california'
  | 'southern-california'
  | 'northwest'
  | 'mountain'
  | 'southwest'
  | 'texas'
  | 'midwest'
  | 'southeast'
  | 'mid-atlantic'
  | 'new-york'
  | 'new-england'
  | 'canada';

const areas: Record<string, Area> = {
  ...statesIn('northwest', 'WA OR ID AK'),
  ...statesIn('mountain', 'CO UT MT WY'),
  ...statesIn('southwest', 'AZ NV NM HI'),
  ...statesIn('texas', 'TX OK LA AR'),
  ...statesIn('midwest', 'IL OH MN MI MO IN WI NE IA KS SD ND KY'),
  ...statesIn('southeast', 'GA FL NC TN SC AL MS'),
  ...statesIn('mid-atlantic', 'PA MD VA DE DC WV NJ'),
  ...statesIn('new-york', 'NY'),
  ...statesIn('new-england', 'MA CT RI NH VT ME'),
};

const midMarket: Record<Area, string> = {
  'northern-california': 'mm-california',
  'southern-california': 'mm-california',
  northwest: 'mm-west',
  mountain: 'mm-west',
  southwest: 'mm-west',
  texas: 'mm-texas',
  midwest: 'mm-midwest',
  southeast: 'mm-southeast',
  'mid-atlantic': 'mm-northeast',
  'new-york': 'mm-northeast',
  'new-england': 'mm-northeast',
  canada: 'mm-northeast',
};

const abroad: Record<string, string> = {
  ...countriesIn('uk-ireland', 'United Kingdom,Ireland'),
  ...countriesIn('dach', 'Germany,Austria,Switzerland'),
  ...countriesIn('france-benelux', 'France,Belgium,Netherlands,Luxembourg'),
  ...countriesIn('nordics', 'Sweden,Norway,Denmark,Finland'),
  ...countriesIn('southern-europe', 'Spain,Italy,Portugal,Greece'),
  ...countriesIn('latin-america', 'Brazil,Mexico'),
  ...countriesIn('japan-korea', 'Japan,South Korea'),
  ...countriesIn('greater-china', 'China'),
  ...countriesIn('anz', 'Australia,New Zealand'),
  ...countriesIn('india-sea', 'India,Singapore'),
};

export function leafFor(
  place: { country: Country; state: string; zip: string },
  staff: number,
): string {
  const country = place.country.name;
  if (country !== 'United States' && country !== 'Canada') {
    return abroad[country] ?? 'eastern-europe-mea';
  }
  const area = country === 'Canada' ? 'canada' : areaOf(place);
  if (staff >= 1000) return `ent-${area}`;
  if (staff >= 200) return midMarket[area];
  return midMarket[area].replace('mm-', 'smb-').replace('smb-texas', 'smb-southeast');
}

function areaOf({ state, zip }: { state: string; zip: string }): Area {
  if (state === 'CA') return zip < '936' ? 'southern-california' : 'northern-california';
  return areas[state] ?? 'midwest';
}

function statesIn(area: Area, states: string): Record<string, Area> {
  return Object.fromEntries(states.split(' ').map((state) => [state, area]));
}

function countriesIn(leaf: string, countries: string): Record<string, string> {
  return Object.fromEntries(countries.split(',').map((country) => [country, leaf]));
}
