const units: Readonly<Record<string, number>> = {
  ...{ k: 1e3, t: 1e3, tsd: 1e3, thousand: 1e3 },
  ...{ m: 1e6, mn: 1e6, mm: 1e6, mio: 1e6, mil: 1e6, mill: 1e6, million: 1e6, millions: 1e6 },
  ...{ b: 1e9, bn: 1e9, mrd: 1e9, billion: 1e9, billions: 1e9, tn: 1e12, trillion: 1e12 },
  ...{ lakh: 1e5, cr: 1e7, crore: 1e7 },
};

/** What is written around a number and says nothing about how large it is. */
const around =
  /\b(?:usd|eur|gbp|chf|cad|aud|jpy|inr|approx|about|around|circa|ca|employees|people|staff|fte|ftes)\b\.?|[$€£¥₹~≈]/giu;

/**
 * The number that a text means: "1,200", "50M", "$1.2bn", "1.200.000,50". Of a range, and of "500+", it is the lower end:
 * an account is never taken for larger than what somebody knows. "<50" has no lower end, and "1.200" may be either of two
 * numbers: neither is read.
 */
export function amountOf(text: string): number | undefined {
  const bare = text.replaceAll(around, ' ').trim();
  const [from = '', to, ...more] = bare.split(/\s*(?:[–—]|\bto\b|(?<=[\da-z])\s*-)\s*/i);
  if (more.length > 0) return undefined;
  if (to === undefined) return oneAmount(bare.replace(/^>=?\s*|\s*\+$/g, ''));
  const upper = oneAmount(to);
  // "10-50M": the unit at the end is that of both.
  const shared = unitOf(from) === '' ? unitOf(to) : '';
  const lower = oneAmount(from + shared);
  return upper !== undefined && lower !== undefined && lower <= upper ? lower : undefined;
}

function oneAmount(text: string): number | undefined {
  const [, sign = '', digits = '', unit = ''] =
    /^(-?)\s*(\d[\d.,'’\s]*?)\s*([a-z]*)\.?$/i.exec(text) ?? [];
  const factor = unit === '' ? 1 : units[unit.toLowerCase()];
  const number = decimal(digits, unit !== '');
  if (factor === undefined || number === undefined) return undefined;
  // Not times: 1.1 * 1e6 is 1,100,000.0000000002.
  const value = Number(`${number}e${Math.round(Math.log10(factor))}`);
  return sign === '-' ? -value : value;
}

function unitOf(text: string): string {
  return /[a-z]+$/i.exec(text)?.[0] ?? '';
}

/** The same number as a program writes it. Three digits behind a single point are thousands or thousandths. */
function decimal(digits: string, hasUnit: boolean): string | undefined {
  const bare = digits.replaceAll(/['’\s]/g, '');
  if (/^\d+$/.test(bare)) return bare;
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)) return bare.replaceAll(',', '');
  if (/^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|^\d{1,3}\.\d{3},\d+$/.test(bare)) {
    return bare.replaceAll('.', '').replace(',', '.');
  }
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(bare)) return hasUnit ? bare : undefined;
  if (/^\d+[.,]\d+$/.test(bare)) return bare.replace(',', '.');
  return undefined;
}
