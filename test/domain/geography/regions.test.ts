import { describe, expect, it } from 'vitest';
import { isCountry } from '../../../src/domain/geography/country.ts';
import { countryCodes } from '../../../src/domain/geography/country-codes.ts';
import { stateOfZip, zipOf } from '../../../src/domain/geography/postal-code.ts';
import { statesOf } from '../../../src/domain/geography/state.ts';
import { standardRegions } from '../../../src/domain/geography.ts';

function region(name: string) {
  const found = standardRegions.find((one) => one.name === name);
  if (!found) throw new Error(`no region ${name}`);
  return found.places;
}
const countries = (name: string) => region(name).map(({ country }) => country);
const states = (name: string) => region(name).flatMap((place) => place.states ?? []);

/** The fifty and the District of Columbia. */
const union = statesOf('US').filter(
  (state) => !['AS', 'GU', 'MP', 'PR', 'VI', 'UM', 'AA', 'AE', 'AP'].includes(state),
);
/** Nobody does business there. */
const uninhabited = ['AQ', 'BV', 'GS', 'HM', 'IO', 'TF', 'UM'];

describe('the standard regions', () => {
  it('have names of their own', () => {
    const names = standardRegions.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it('name only countries and states that exist, and none twice', () => {
    for (const { name, places } of standardRegions) {
      for (const { country, states = [] } of places) {
        expect([name, country, isCountry(country)]).toEqual([name, country, true]);
        expect([name, states.filter((state) => !statesOf(country).includes(state))]).toEqual([
          name,
          [],
        ]);
        expect(new Set(states).size).toBe(states.length);
      }
      expect([name, new Set(places.map(({ country }) => country)).size]).toEqual([
        name,
        places.length,
      ]);
    }
  });

  it('put every American state into one of the four census regions', () => {
    const four = ['US West', 'US Midwest', 'US South', 'US Northeast'].flatMap(states);
    expect(four.toSorted()).toEqual(union.toSorted());
    expect(union).toHaveLength(51);
  });

  it('count the mountain states to the West, and New England to the Northeast', () => {
    const inside = (part: string, whole: string) =>
      states(part).every((state) => states(whole).includes(state));
    expect([...states('US Pacific'), ...states('US Mountain')].toSorted()).toEqual(
      states('US West').toSorted(),
    );
    expect(inside('New England', 'US Northeast')).toBe(true);
    expect(states('US Southwest').toSorted()).toEqual(['AZ', 'NM', 'OK', 'TX']);
  });

  it('put every country into one of EMEA, APAC, LATAM and North America', () => {
    const all = ['EMEA', 'APAC', 'LATAM', 'North America'].flatMap(countries);
    const inhabited = countryCodes
      .map(([code]) => code)
      .filter((code) => !uninhabited.includes(code));
    expect(all.toSorted()).toEqual(inhabited.toSorted());
  });

  it.each([
    ['Europe', ['DACH', 'Benelux', 'Nordics', 'Baltics', 'UK & Ireland', 'Iberia', 'CEE', 'EU']],
    ['Europe', ['Southern Europe']],
    ['EMEA', ['Europe', 'MENA', 'GCC', 'Sub-Saharan Africa']],
    ['APAC', ['ANZ', 'ASEAN', 'Greater China', 'Japan & Korea', 'India']],
    ['LATAM', ['Caribbean']],
    ['MENA', ['GCC']],
    ['Southern Europe', ['Iberia']],
  ])('%s holds %s', (whole, parts) => {
    for (const part of parts) {
      expect([part, countries(part).filter((one) => !countries(whole).includes(one))]).toEqual([
        part,
        [],
      ]);
    }
  });

  it('know the EU of 27, the GCC of six, the ASEAN of eleven', () => {
    expect(countries('EU')).toHaveLength(27);
    expect(countries('GCC')).toHaveLength(6);
    expect(countries('ASEAN')).toHaveLength(11);
    expect(countries('EU')).not.toContain('GB');
    expect(countries('DACH')).toEqual(expect.arrayContaining(['DE', 'AT', 'CH']));
  });

  it.each([
    ['Chicago', 'US', '60601', 'IL'],
    ['New York Metro', 'US', '11201', 'NY'],
    ['New York Metro', 'US', '07302', 'NJ'],
    ['Bay Area', 'US', '94612', 'CA'],
    ['Los Angeles', 'US', '90012', 'CA'],
    ['Boston', 'US', '02110', 'MA'],
    ['Seattle', 'US', '98101', 'WA'],
    ['Dallas', 'US', '75201', 'TX'],
    ['Houston', 'US', '77002', 'TX'],
    ['Atlanta', 'US', '30303', 'GA'],
    ['Washington DC', 'US', '20001', 'DC'],
    ['Washington DC', 'US', '22202', 'VA'],
    ['Denver', 'US', '80202', 'CO'],
    ['Miami', 'US', '33131', 'FL'],
    ['Philadelphia', 'US', '19104', 'PA'],
    ['Austin', 'US', '78701', 'TX'],
    ['Phoenix', 'US', '85004', 'AZ'],
    ['San Diego', 'US', '92101', 'CA'],
    ['Minneapolis', 'US', '55401', 'MN'],
    ['Detroit', 'US', '48226', 'MI'],
    ['Toronto', 'CA', 'M5V 3L9', 'ON'],
  ])('%s has %s %s', (name, country, zip, state) => {
    expect(isIn(name, country, zip)).toBe(true);
    expect(stateOfZip(zip, country)).toBe(state);
  });

  it('keep cities apart whose codes begin alike', () => {
    expect(isIn('London', 'GB', 'EC1A 1BB')).toBe(true);
    expect(isIn('London', 'GB', 'EH1 1YZ')).toBe(false);
    expect(isIn('Toronto', 'CA', 'L2E 3E3')).toBe(false);
    expect(isIn('Chicago', 'CA', '60601')).toBe(false);
  });

  it('give no American ZIP to two cities', () => {
    const zips = standardRegions.flatMap(({ places }) =>
      places.filter(({ country }) => country === 'US').flatMap((place) => place.zips ?? []),
    );
    expect(new Set(zips).size).toBe(zips.length);
    expect(zips.filter((zip) => zipOf(`${zip}01`, 'US') === undefined)).toEqual([]);
  });
});

function isIn(name: string, country: string, zip: string): boolean {
  return region(name).some(
    (place) =>
      place.country === country && (place.zips ?? []).some((start) => zip.startsWith(start)),
  );
}
