/** A scale of round steps that holds every value and, for lengths to be honest, zero. */
export type Scale = { least: number; most: number; steps: number[] };

export function scaleFor(values: number[]): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = roundStep((high - low || 1) / 4);
  const least = Math.floor(low / step) * step;
  const most = Math.max(Math.ceil(high / step) * step, least + step);
  const count = Math.round((most - least) / step);
  const steps = Array.from({ length: count + 1 }, (_, index) => tidy(least + index * step));
  return { least, most, steps };
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export function shortNumber(value: number): string {
  return compact.format(value);
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
