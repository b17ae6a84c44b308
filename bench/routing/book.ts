import os from 'node:os';
import { columnsOf, decideAll } from '../../src/domain/rules/columns.ts';
import { compileRules } from '../../src/domain/rules/compiled.ts';
import { openRerouter } from '../../src/jobs/reroute.ts';
import { type Figure, figure } from '../figure.ts';
import { accountsOf } from './accounts.ts';
import { AT } from './contestants.ts';
import { median } from './race.ts';
import { ruleSetOf } from './rules.ts';

const WARM_UPS = 3;

/** A whole book decided anew: by two threads, by one, and in the thread that asks. */
export async function rerouteBook(
  size: number,
  rules: number,
  rounds: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  say(`making a book of ${size} accounts`);
  const accounts = accountsOf(size);
  const compiled = compileRules(ruleSetOf(rules, size));
  const start = performance.now();
  const columns = columnsOf(compiled, accounts, AT);
  const encoding = performance.now() - start;
  const factsOf = (place: number) => accounts[place] ?? {};
  const rerouting = { compiled, columns, factsOf };
  const [one, two] = [openRerouter(1), openRerouter(2)];
  const times = { one: [] as number[], two: [] as number[] };
  const expected = new Int32Array(size);
  decideAll(compiled, columns, expected, factsOf);
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const [name, rerouter] of Object.entries({ one, two })) {
      const begun = performance.now();
      const winners = await rerouter.reroute(rerouting);
      if (round >= 0) times[name as keyof typeof times].push(performance.now() - begun);
      if (winners.some((winner, place) => winner !== expected[place])) {
        throw new Error('threads find other winners');
      }
    }
  }
  say(`the book is decided, load ${os.loadavg()[0]?.toFixed(1)}`);
  await Promise.all([one.close(), two.close()]);
  const what = `${size.toLocaleString('en')} accounts x ${rules.toLocaleString('en')} rules`;
  return [
    figure(`whole re-route, two threads, ${what}`, median(times.two), 'ms', { atMost: 100 }),
    figure(`whole re-route, one thread, ${what}`, median(times.one), 'ms'),
    figure('encoding an account', (encoding * 1000) / size, 'us'),
  ];
}
