import { describe, expect, it } from 'vitest';
import { stateOf, statesOf } from '../../../src/domain/geography/state.ts';

describe('a state as somebody typed it', () => {
  it.each([
    ['US', 'CA', ['CA', 'ca', 'Calif.', 'California', 'CALIFORNIA ', 'US-CA', 'CA - California']],
    [
      'US',
      'NY',
      ['N.Y.', 'New York', 'New York State', 'State of New York', 'New York (NY)', 'NYC'],
    ],
    ['US', 'DC', ['DC', 'D.C.', 'Washington DC', 'Washington, D.C.', 'District of Columbia']],
    ['US', 'WA', ['Washington', 'Washington State', 'Wash.']],
    ['US', 'WV', ['W. Va.', 'West Virginia']],
    ['CA', 'QC', ['Québec', 'Quebec', 'QC', 'PQ', 'Province of Quebec']],
    ['DE', 'BY', ['Bayern', 'Bavaria', 'BY', 'Freistaat Bayern']],
    ['DE', 'BW', ['Baden-Württemberg', 'Baden-Wuerttemberg', 'BADEN WURTTEMBERG']],
    ['AT', '9', ['Wien', 'Vienna', '9']],
    ['CH', 'SG', ['St. Gallen', 'Sankt Gallen', 'SG']],
    ['GB', 'ENG', ['England', 'Kent', 'Greater London', 'West Midlands']],
    ['GB', 'SCT', ['Scotland', 'City of Edinburgh']],
    ['GB', 'NIR', ['Northern Ireland', 'County Antrim']],
    ['IN', 'KA', ['Karnataka', 'KA']],
    ['IN', 'OD', ['Odisha', 'Orissa', 'OR']],
    ['BR', 'SP', ['São Paulo', 'Sao Paulo', 'SP']],
    ['AU', 'NSW', ['New South Wales', 'N.S.W.']],
    ['MX', 'CMX', ['CDMX', 'Ciudad de México', 'Mexico City', 'DF']],
    ['IT', '25', ['Lombardia', 'Lombardy', 'MI', 'Milano']],
    ['FR', 'IDF', ['Île-de-France', 'Ile de France', 'Paris']],
    ['JP', '13', ['Tokyo', 'Tokyo Prefecture', '東京都', 'Tōkyō']],
    ['CN', 'SN', ['Shaanxi', '陕西']],
    ['CN', 'SX', ['Shanxi', '山西省']],
  ])('of %s, %s', (country, code, spellings) => {
    expect(spellings.map((text) => [text, stateOf(text, country)])).toEqual(
      spellings.map((text) => [text, code]),
    );
  });

  it.each(['', 'n/a', 'Oakland', 'Bavaria', 'Kansas City', 'NY/NJ', 'somewhere in Kansas'])(
    'does not make an American state of "%s"',
    (text) => {
      expect(stateOf(text, 'US')).toBeUndefined();
    },
  );

  it('leaves as it is what somebody typed for a country whose states are not listed', () => {
    expect(stateOf(' Sofia ', 'BG')).toBe('Sofia');
  });

  it('reads a state of an unknown country only where it can mean but one', () => {
    expect(stateOf('California')).toBe('CA');
    expect(stateOf('CA')).toBe('CA');
    expect(stateOf('Bayern')).toBe('BY');
    // In the Netherlands and in Belgium.
    expect(stateOf('Limburg')).toBeUndefined();
    expect(stateOf('Oakland')).toBeUndefined();
  });

  it('has all states of the countries that are sold to by state', () => {
    const counts = { US: 60, CA: 13, AU: 8, BR: 27, IN: 36, DE: 16, AT: 9, CH: 26, MX: 32, JP: 47 };
    for (const [country, count] of Object.entries(counts)) {
      expect([country, statesOf(country).length]).toEqual([country, count]);
    }
    expect(statesOf('GB').toSorted()).toEqual(['ENG', 'NIR', 'SCT', 'WLS']);
    expect(statesOf('BG')).toEqual([]);
  });
});
