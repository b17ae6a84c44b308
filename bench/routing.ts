import os from 'node:os';
import { parseArgs } from 'node:util';
import { compileRules } from '../src/domain/rules/compiled.ts';
import { decide } from '../src/domain/rules/decide.ts';
import { why } from '../src/domain/rules/explain.ts';
import { type Bench, type Figure, figure } from './figure.ts';
import { accountsOf, type BenchAccount } from './routing/accounts.ts';
import { rerouteBook } from './routing/book.ts';
import { AT, batch, objects, rivals } from './routing/contestants.ts';
import { megabytesOf } from './routing/footprint.ts';
import { intakeFigures } from './routing/intake.ts';
import { median, of, race, ratio, type Times } from './routing/race.ts';
import { ruleSetOf } from './routing/rules.ts';

const FEW = 100;
const SOME = 1000;
const MANY = 10_000;

/**
 * Deciding who gets an account, beside other ways to ask the same rules. All contestants first have to find the same
 * winners; then they run in turn, and every figure is a median over the rounds. Rates of one thread are of one core;
 * the rivals are asked one account at a time, as the engine is.
 */
export const bench: Bench = async ({ say, args }) => {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '100000' },
      book: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '9' },
      arrivals: { type: 'string', default: '100000' },
    },
  });
  const rounds = Number(values.rounds);
  say(`load ${os.loadavg()[0]?.toFixed(1)} at the start`);
  const accounts = accountsOf(Number(values.accounts));
  const index = measureIndex(accounts, rounds, say);
  const groups = [FEW, SOME, MANY].map((count) => {
    const compiled = compileRules(ruleSetOf(count, accounts.length));
    const own = [objects(compiled, accounts), batch(compiled, accounts)];
    return count === SOME ? [...own, ...rivals(compiled, accounts)] : own;
  });
  const times = await race(groups, rounds, say);
  const book = await rerouteBook(Number(values.book), MANY, rounds, say);
  const intake = await intakeFigures({ accounts: Number(values.arrivals), runs: 5 }, say);
  return [...speeds(times), ...ratios(times), ...growth(times), ...book, ...index, ...intake];
};

function speeds(times: Times): Figure[] {
  const millions = (name: string) => median(of(times, name)) / 1e6;
  const a = 'M accounts/s';
  return [
    figure('objects, 1,000 rules', millions('objects, 1,000 rules'), a, { atLeast: 1 }),
    figure('objects, 10,000 rules', millions('objects, 10,000 rules'), a, { atLeast: 0.7 }),
    figure('batch, 1,000 rules', millions('batch, 1,000 rules'), a),
    figure('batch, 10,000 rules', millions('batch, 10,000 rules'), a, { atLeast: 10 }),
  ];
}

function ratios(times: Times): Figure[] {
  const least: [string, number][] = [
    ['closures, one by one', 20],
    ['zen-engine 0.54', 300],
    ['json-rules-engine 7.3.1', 1000],
  ];
  return least.flatMap(([rival, atLeast]) => {
    const times_ = ratio(times, 'objects, 1,000 rules', rival);
    return [
      figure(`objects, times as fast as ${rival}`, times_, 'x', { atLeast }),
      figure(`${rival}, 1,000 rules`, median(of(times, rival)), 'accounts/s'),
    ];
  });
}

function growth(times: Times): Figure[] {
  const slower = (what: string) => ratio(times, `${what}, 100 rules`, `${what}, 10,000 rules`);
  const name = 'time from 100 to 10,000 rules';
  return [
    figure(`objects, ${name}`, slower('objects'), 'x', { atMost: 3 }),
    figure(`batch, ${name}`, slower('batch'), 'x', { atMost: 5 }),
  ];
}

function measureIndex(
  accounts: readonly BenchAccount[],
  rounds: number,
  say: (line: string) => void,
): Figure[] {
  const ruleSet = ruleSetOf(MANY, accounts.length);
  const builds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    compileRules(ruleSet);
    return performance.now() - start;
  });
  const { made, megabytes } = megabytesOf(() => {
    const compiled = compileRules(ruleSet);
    for (const account of accounts) decide(compiled, account, AT);
    return compiled;
  });
  const explained = accounts.slice(0, MANY).map((account) => decide(made, account, AT));
  const start = performance.now();
  for (const decision of explained) why(decision);
  const each = ((performance.now() - start) * 1000) / explained.length;
  say('the index is built');
  return [
    figure('index of 10,000 rules, the first build', builds[0] ?? Number.NaN, 'ms'),
    figure('index of 10,000 rules', median(builds), 'ms', { atMost: 300 }),
    figure('index of 10,000 rules after all accounts', megabytes, 'MB', { atMost: 32 }),
    figure('why the winner won', each, 'us'),
  ];
}
