import { describe, expect, it } from 'vitest';
import { readAttributes } from '../../../src/domain/reading/attributes.ts';
import { standardCatalogue } from '../../../src/domain/rules/attribute.ts';

type Place = { country?: string; state?: string; zip?: string };

/** As imports, forms and people leave them: country, state and postal code, and what somebody who knows would write. */
const places: [Place, Place][] = [
  [
    { country: 'U.S.A.', state: 'calif', zip: '94105-1234' },
    { country: 'US', state: 'CA', zip: '94105' },
  ],
  [
    { country: 'United States of America', state: 'N.Y.', zip: '10001 ' },
    { country: 'US', state: 'NY', zip: '10001' },
  ],
  [
    { country: 'us', state: 'TEXAS', zip: '75001' },
    { country: 'US', state: 'TX', zip: '75001' },
  ],
  [
    { country: 'UNITED STATES', state: 'Massachusets', zip: '2139' },
    { country: 'US', state: 'MA', zip: '02139' },
  ],
  [
    { country: 'Estados Unidos', state: 'Florida' },
    { country: 'US', state: 'FL' },
  ],
  [
    { country: 'The United States', state: 'Wash.' },
    { country: 'US', state: 'WA' },
  ],
  [
    { country: 'America', state: 'D.C.' },
    { country: 'US', state: 'DC' },
  ],
  [
    { country: 'USA - United States', state: 'IL - Illinois' },
    { country: 'US', state: 'IL' },
  ],
  [{ country: 'Puerto Rico' }, { country: 'PR' }],
  [
    { country: 'UK', state: 'Greater Manchester', zip: 'm12ab' },
    { country: 'GB', state: 'ENG', zip: 'M1 2AB' },
  ],
  [
    { country: 'England', zip: 'EC1A1BB' },
    { country: 'GB', zip: 'EC1A 1BB' },
  ],
  [
    { country: 'Great Britain', state: 'Scotland' },
    { country: 'GB', state: 'SCT' },
  ],
  [{ country: 'U.K.' }, { country: 'GB' }],
  [{ country: 'Northern Ireland' }, { country: 'GB' }],
  [{ country: 'Wales' }, { country: 'GB' }],
  [
    { country: 'Republic of Ireland', zip: 'd02x285' },
    { country: 'IE', zip: 'D02 X285' },
  ],
  [{ country: 'Eire' }, { country: 'IE' }],
  [
    { country: 'Deutschland', state: 'NRW', zip: 'D-50667' },
    { country: 'DE', state: 'NW', zip: '50667' },
  ],
  [
    { country: 'GERMANY', state: 'Bavaria', zip: '80331' },
    { country: 'DE', state: 'BY', zip: '80331' },
  ],
  [
    { country: 'Allemagne', state: 'Hessen', zip: '60311' },
    { country: 'DE', state: 'HE', zip: '60311' },
  ],
  [
    { country: 'BRD', zip: '1067' },
    { country: 'DE', zip: '01067' },
  ],
  [
    { country: 'Österreich', state: 'Wien', zip: 'A-1010' },
    { country: 'AT', state: '9', zip: '1010' },
  ],
  [
    { country: 'Oesterreich', state: 'Tirol' },
    { country: 'AT', state: '7' },
  ],
  [
    { country: 'Schweiz', state: 'Zürich', zip: 'CH-8001' },
    { country: 'CH', state: 'ZH', zip: '8001' },
  ],
  [
    { country: 'Suisse', state: 'Genève' },
    { country: 'CH', state: 'GE' },
  ],
  [
    { country: 'Svizzera', state: 'Ticino' },
    { country: 'CH', state: 'TI' },
  ],
  [
    { country: 'Holland', zip: '1012ab' },
    { country: 'NL', zip: '1012 AB' },
  ],
  [
    { country: 'The Netherlands', zip: 'NL-1012 AB' },
    { country: 'NL', zip: '1012 AB' },
  ],
  [
    { country: 'Nederland', state: 'Noord-Holland' },
    { country: 'NL', state: 'NH' },
  ],
  [{ country: 'Belgique' }, { country: 'BE' }],
  [
    { country: 'België', zip: 'B-1000' },
    { country: 'BE', zip: '1000' },
  ],
  [
    { country: 'FRANCE', state: 'Ile-de-France', zip: '75008' },
    { country: 'FR', state: 'IDF', zip: '75008' },
  ],
  [
    { country: 'Frankreich', zip: '6000' },
    { country: 'FR', zip: '06000' },
  ],
  [
    { country: 'España', state: 'Cataluña', zip: '8001' },
    { country: 'ES', state: 'CT', zip: '08001' },
  ],
  [
    { country: 'Italia', state: 'Lombardia', zip: '20121' },
    { country: 'IT', state: '25', zip: '20121' },
  ],
  [
    { country: 'Sverige', zip: 'SE-111 22' },
    { country: 'SE', zip: '111 22' },
  ],
  [
    { country: 'Norge', zip: '150' },
    { country: 'NO', zip: '0150' },
  ],
  [
    { country: 'Danmark', zip: 'DK-1050' },
    { country: 'DK', zip: '1050' },
  ],
  [
    { country: 'Suomi', zip: '00100' },
    { country: 'FI', zip: '00100' },
  ],
  [
    { country: 'Polska', zip: '00001' },
    { country: 'PL', zip: '00-001' },
  ],
  [
    { country: 'Czech Republic', zip: '11000' },
    { country: 'CZ', zip: '110 00' },
  ],
  [{ country: 'Česko' }, { country: 'CZ' }],
  [{ country: 'Türkiye' }, { country: 'TR' }],
  [{ country: 'Turkey' }, { country: 'TR' }],
  [{ country: 'Russia' }, { country: 'RU' }],
  [{ country: 'Russian Federation' }, { country: 'RU' }],
  [{ country: 'Россия' }, { country: 'RU' }],
  [{ country: 'Ελλάδα' }, { country: 'GR' }],
  [
    { country: 'Canada', state: 'Ont.', zip: 'm5v3l9' },
    { country: 'CA', state: 'ON', zip: 'M5V 3L9' },
  ],
  [
    { country: 'CA', state: 'Québec' },
    { country: 'CA', state: 'QC' },
  ],
  [
    { country: 'CAN', state: 'B.C.' },
    { country: 'CA', state: 'BC' },
  ],
  [
    { country: 'México', state: 'CDMX', zip: '6000' },
    { country: 'MX', state: 'CMX', zip: '06000' },
  ],
  [
    { country: 'Brasil', state: 'Sao Paulo', zip: '01310100' },
    { country: 'BR', state: 'SP', zip: '01310-100' },
  ],
  [
    { country: 'Australia', state: 'New South Wales', zip: '2000' },
    { country: 'AU', state: 'NSW', zip: '2000' },
  ],
  [
    { country: 'AUS', state: 'Vic' },
    { country: 'AU', state: 'VIC' },
  ],
  [{ country: 'Aotearoa New Zealand' }, { country: 'NZ' }],
  [
    { country: 'NZ', zip: '610' },
    { country: 'NZ', zip: '0610' },
  ],
  [
    { country: 'India', state: 'Karnataka', zip: '560001' },
    { country: 'IN', state: 'KA', zip: '560001' },
  ],
  [{ country: 'Bharat' }, { country: 'IN' }],
  [
    { country: 'Japan', state: 'Tokyo-to', zip: '1050011' },
    { country: 'JP', state: '13', zip: '105-0011' },
  ],
  [
    { country: '日本', state: '大阪府' },
    { country: 'JP', state: '27' },
  ],
  [{ country: 'Nippon' }, { country: 'JP' }],
  [{ country: '中国' }, { country: 'CN' }],
  [{ country: 'P.R. China' }, { country: 'CN' }],
  [{ country: "People's Republic of China" }, { country: 'CN' }],
  [{ country: 'PRC' }, { country: 'CN' }],
  [{ country: 'Hong Kong SAR' }, { country: 'HK' }],
  [{ country: 'Taiwan, Province of China' }, { country: 'TW' }],
  [{ country: 'South Korea' }, { country: 'KR' }],
  [{ country: 'Korea, Republic of' }, { country: 'KR' }],
  [{ country: '대한민국' }, { country: 'KR' }],
  [{ country: 'Korea' }, { country: 'KR' }],
  [{ country: 'Viet Nam' }, { country: 'VN' }],
  [{ country: 'UAE' }, { country: 'AE' }],
  [{ country: 'Dubai, UAE' }, { country: 'AE' }],
  [{ country: 'KSA' }, { country: 'SA' }],
  [{ country: 'Kingdom of Saudi Arabia' }, { country: 'SA' }],
  [{ country: 'ישראל' }, { country: 'IL' }],
  [{ country: 'Ivory Coast' }, { country: 'CI' }],
  [{ country: 'Côte d’Ivoire' }, { country: 'CI' }],
  [{ country: 'Macedonia' }, { country: 'MK' }],
  [{ country: 'Burma' }, { country: 'MM' }],
  [{ country: 'Swaziland' }, { country: 'SZ' }],
  [{ country: 'DR Congo' }, { country: 'CD' }],
  [
    { country: 'South Africa', zip: '2000' },
    { country: 'ZA', zip: '2000' },
  ],
  [{ country: 'RSA' }, { country: 'ZA' }],
  [{ country: 'Georgia' }, { country: 'GE' }],
  // Nobody can say what these mean.
  [{ country: 'Europe' }, {}],
  [{ country: 'EMEA' }, {}],
  [{ country: 'Congo Line' }, {}],
  [{ country: 'n/a', state: 'Limburg' }, {}],
  [{ country: 'US', zip: '00000' }, { country: 'US' }],
];

describe('a place as imports, forms and people leave it', () => {
  it.each(places)('reads %o as %o', (typed, meant) => {
    const at = new Date('2026-11-01');
    const stored = Object.entries(typed).map(([key, value]) => [key, { value, source: 'CRM', at }]);
    const { facts } = readAttributes(Object.fromEntries(stored), standardCatalogue);
    const { country, state, zip } = facts;
    // A postal code may say the state as well.
    const said = { country, zip, state: typed.state || meant.state ? state : undefined };
    expect(said).toEqual({ country: undefined, state: undefined, zip: undefined, ...meant });
  });
});
