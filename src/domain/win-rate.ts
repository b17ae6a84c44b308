/** Closed deals of one rep in one segment. */
export type WinRecord = { rep: string; segment: string; won: number; closed: number };

/** `closed`: on how many deals an estimate rests. */
type WinRate = { rate: number; closed: number };
export type WinRates = { of: (rep: string, segment: string | undefined) => WinRate };

type Count = { won: number; closed: number };
/** How many deals a prior belief weighs, from nearly none to so many that no experience counts. */
const STRENGTHS = Array.from({ length: 25 }, (_, step) => 2 ** (step / 2));
/** Chance alone explains the deals as well as differences do, unless these are so much likelier (in nats). */
const LEAST_GAIN = 2;

/**
 * Win rates by empirical Bayes (a beta-binomial prior, its strength by maximum likelihood): reps are drawn towards the
 * pool's rate and segments as well, a rep in a segment towards what both say, so that one deal won of one is not 100 %.
 * Undefined where the deals do not tell reps apart: then nobody may be preferred for them.
 */
export function winRates(records: readonly WinRecord[]): WinRates | undefined {
  const total = sum(records);
  const base = (total.won + 1) / (total.closed + 2);
  const perRep = countBy(records, ({ rep }) => rep);
  const reps = shrink(perRep, () => base);
  const segments = shrink(
    countBy(records, ({ segment }) => segment),
    () => base,
  );
  const prior = (rep: string, segment: string) =>
    logistic(
      logit(reps.rates.get(rep) ?? base) + logit(segments.rates.get(segment) ?? base) - logit(base),
    );
  const priors = new Map(
    records.map(({ rep, segment }) => [cellKey(rep, segment), prior(rep, segment)]),
  );
  const cells = countBy(records, ({ rep, segment }) => cellKey(rep, segment));
  const both = shrink(cells, (key) => priors.get(key) ?? base);
  if (!reps.tells && !both.tells) return undefined;
  return {
    of: (rep, segment) => ({
      rate:
        segment === undefined
          ? (reps.rates.get(rep) ?? base)
          : (both.rates.get(cellKey(rep, segment)) ?? prior(rep, segment)),
      closed: perRep.get(rep)?.closed ?? 0,
    }),
  };
}

function shrink(counts: ReadonlyMap<string, Count>, priorOf: (key: string) => number) {
  const likelihoods = STRENGTHS.map((strength) =>
    [...counts].reduce((all, [key, count]) => all + likelihood(count, priorOf(key), strength), 0),
  );
  const chance = likelihoods.at(-1) ?? 0;
  const best = Math.max(...likelihoods);
  const tells = best - chance >= LEAST_GAIN;
  const strength = STRENGTHS[likelihoods.indexOf(best)] ?? 0;
  const rateOf = (key: string, { won, closed }: Count) => {
    const prior = priorOf(key);
    return tells ? (won + strength * prior) / (closed + strength) : prior;
  };
  return { tells, rates: new Map([...counts].map(([key, count]) => [key, rateOf(key, count)])) };
}

/** Of so many deals won in one order, in nats. */
function likelihood({ won, closed }: Count, prior: number, strength: number): number {
  return (
    rising(strength * prior, won) +
    rising(strength * (1 - prior), closed - won) -
    rising(strength, closed)
  );
}

/** The logarithm of start × (start + 1) × … with so many factors. */
function rising(start: number, factors: number): number {
  let logarithm = 0;
  for (let step = 0; step < factors; step += 1) logarithm += Math.log(start + step);
  return logarithm;
}

function countBy(
  records: readonly WinRecord[],
  keyOf: (record: WinRecord) => string,
): Map<string, Count> {
  const groups = Map.groupBy(records, keyOf);
  return new Map([...groups].map(([name, group]) => [name, sum(group)]));
}

function sum(records: readonly WinRecord[]): Count {
  return records.reduce(
    ({ won, closed }, record) => ({ won: won + record.won, closed: closed + record.closed }),
    { won: 0, closed: 0 },
  );
}

const cellKey = (rep: string, segment: string) => `${rep} ${segment}`;
const logit = (rate: number) => Math.log(rate / (1 - rate));
const logistic = (odds: number) => 1 / (1 + Math.exp(-odds));
