/**
 * How postal codes are written: # a digit, @ a letter, ? either. After the slash, how many digits are left when the zeros
 * at its beginning were lost, as spreadsheets lose them.
 */
const forms: Readonly<Record<string, string>> = {
  AT: '####',
  AU: '####/3',
  BE: '####',
  BG: '####',
  BR: '#####-###/7',
  CH: '####',
  CN: '######/5',
  CZ: '### ##',
  DE: '#####/4',
  DK: '####',
  EE: '#####',
  ES: '#####/4',
  FI: '#####/3',
  FR: '#####/4',
  GR: '### ##',
  HR: '#####',
  HU: '####',
  ID: '#####',
  IE: '?## ????',
  IL: '#####',
  IN: '######',
  IT: '#####/3',
  JP: '###-####/6',
  KR: '#####/4',
  KZ: '######/5',
  LT: '#####/4',
  LU: '####',
  MX: '#####/4',
  MY: '#####/4',
  NL: '#### @@',
  NO: '####/3',
  NZ: '####/3',
  PL: '##-###/3',
  PT: '####-###',
  RO: '######/5',
  SA: '#####',
  SE: '### ##',
  SG: '######/5',
  SI: '####',
  SK: '### ##/4',
  TR: '#####/4',
  UA: '#####/4',
  US: '#####/4',
  UZ: '######',
  ZA: '####/3',
};

/**
 * A postal code as its country writes it, so that a rule may ask how it begins. Of one in two halves the first is enough.
 * Where a country's form is not listed, what was typed stands, in capitals.
 */
export function zipOf(text: string, country?: string): string | undefined {
  const typed = text.trim().toUpperCase().replaceAll(/\s+/g, ' ');
  if (!/\d/.test(typed)) return undefined;
  switch (country) {
    case 'US':
      return americanZip(typed);
    case 'CA':
      return inHalves(typed, /^([ABCEGHJ-NPRSTVXY]\d[A-Z])(\d[A-Z]\d)?$/);
    case 'GB':
      return inHalves(typed, /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?$/);
    case undefined:
      return typed;
    default:
      return inForm(typed, country);
  }
}

/** The first five digits; none where no post office has such a code, as with 00000. */
function americanZip(typed: string): string | undefined {
  const five = /^(\d{4,5})(?:[ -]?\d{4})?$/.exec(typed)?.[1]?.padStart(5, '0');
  return five && stateOfZip(five, 'US') ? five : undefined;
}

function inHalves(typed: string, form: RegExp): string | undefined {
  const halves = form.exec(typed.replaceAll(/[^A-Z\d]/g, ''));
  if (!halves) return undefined;
  const [, first = '', second] = halves;
  return second ? `${first} ${second}` : first;
}

function inForm(typed: string, country: string): string | undefined {
  const [form, least] = forms[country]?.split('/') ?? [];
  if (!form) return typed;
  const signs = typed
    .replace(new RegExp(`^${country.charAt(0)}[A-Z]?[ -]`), '')
    .replaceAll(/\W/g, '');
  const places = form.replaceAll(/[ -]/g, '');
  const isShort = signs.length >= Number(least) && /^\d+$/.test(signs);
  const whole = isShort ? signs.padStart(places.length, '0') : signs;
  const half = form.split(/[ -]/)[0] ?? '';
  if (fits(whole, places)) return spaced(whole, form);
  return fits(whole, half) ? whole : undefined;
}

function fits(signs: string, places: string): boolean {
  const kinds: Record<string, RegExp> = { '#': /\d/, '@': /[A-Z]/, '?': /[A-Z\d]/ };
  const each = [...places].every((place, nth) => kinds[place]?.test(signs.charAt(nth)));
  return signs.length === places.length && each;
}

function spaced(signs: string, form: string): string {
  let nth = 0;
  return form.replaceAll(/[#@?]/g, () => signs.charAt(nth++));
}

/** First three digits of ZIP codes, from-to and whose they are: the areas of the postal service's sorting centres. */
const areaRows = `
005-005 NY;006-007 PR;008-008 VI;009-009 PR;010-027 MA;028-029 RI;030-038 NH;039-049 ME;050-054 VT;055-055 MA;056-059 VT;
060-069 CT;070-089 NJ;090-098 AE;100-149 NY;150-196 PA;197-199 DE;200-200 DC;201-201 VA;202-205 DC;206-219 MD;220-246 VA;
247-268 WV;270-289 NC;290-299 SC;300-319 GA;320-339 FL;340-340 AA;341-349 FL;350-369 AL;370-385 TN;386-397 MS;398-399 GA;
400-427 KY;430-459 OH;460-479 IN;480-499 MI;500-528 IA;530-549 WI;550-567 MN;569-569 DC;570-577 SD;580-588 ND;590-599 MT;
600-629 IL;630-658 MO;660-679 KS;680-693 NE;700-714 LA;716-729 AR;730-732 OK;733-733 TX;734-749 OK;750-799 TX;800-816 CO;
820-831 WY;832-838 ID;840-847 UT;850-865 AZ;870-884 NM;885-885 TX;889-898 NV;900-961 CA;962-966 AP;967-968 HI;969-969 GU;
970-979 OR;980-994 WA;995-999 AK`;

const areas = new Map(
  areaRows
    .trim()
    .split(/;\s*/)
    .flatMap((row) => {
      const [from = '', to = '', state = ''] = row.split(/[- ]/);
      const count = Number(to) - Number(from) + 1;
      return Array.from({ length: count }, (_, nth) => [Number(from) + nth, state] as const);
    }),
);

/** By first letter; X is shared by Nunavut and the Northwest Territories. */
const provinces: Readonly<Record<string, string>> = {
  ...{ A: 'NL', B: 'NS', C: 'PE', E: 'NB', G: 'QC', H: 'QC', J: 'QC', K: 'ON', L: 'ON', M: 'ON' },
  ...{ N: 'ON', P: 'ON', R: 'MB', S: 'SK', T: 'AB', V: 'BC', Y: 'YT' },
};

/** The state that a postal code, as `zipOf` writes it, lies in. */
export function stateOfZip(zip: string, country: string): string | undefined {
  switch (country) {
    case 'US':
      return areas.get(Number(zip.slice(0, 3)));
    case 'CA':
      return provinces[zip.charAt(0)];
    default:
      return undefined;
  }
}
