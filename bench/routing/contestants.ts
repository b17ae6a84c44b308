import { columnsOf, decideAll } from '../../src/domain/rules/columns.ts';
import type { Compiled } from '../../src/domain/rules/compiled.ts';
import { decide } from '../../src/domain/rules/decide.ts';
import type { Decision } from '../../src/domain/rules/decision.ts';
import type { BenchAccount } from './accounts.ts';
import { closuresOf } from './closures.ts';
import { jsonRulesOf } from './json-rules.ts';
import { zenOf } from './zen.ts';

/** The moment of all decisions. */
export const AT = Date.UTC(2026, 5, 1);

/** A way to find the winners of some accounts; slow ones are given few of them. */
export type Contestant = {
  name: string;
  accounts: readonly BenchAccount[];
  run: () => Promise<void> | void;
  /** What it found for one account. */
  winnerOf: (place: number) => number;
};

/** From plain objects; every decision is kept, since it is what explanations start from. */
export function objects(compiled: Compiled, accounts: readonly BenchAccount[]): Contestant {
  const decisions: Decision[] = Array.from({ length: accounts.length });
  return {
    name: `objects, ${rulesOf(compiled)} rules`,
    accounts,
    run: () => {
      for (let place = 0; place < accounts.length; place++) {
        const account = accounts[place];
        if (account) decisions[place] = decide(compiled, account, AT);
      }
    },
    winnerOf: (place) => decisions[place]?.winner ?? -1,
  };
}

/** From columns that were encoded before. */
export function batch(compiled: Compiled, accounts: readonly BenchAccount[]): Contestant {
  const columns = columnsOf(compiled, accounts, AT);
  const winners = new Int32Array(accounts.length);
  return {
    name: `batch, ${rulesOf(compiled)} rules`,
    accounts,
    run: () => decideAll(compiled, columns, winners, (place) => accounts[place] ?? {}),
    winnerOf: (place) => winners[place] ?? -1,
  };
}

function rulesOf({ ruleSet }: Compiled): string {
  return ruleSet.rules.length.toLocaleString('en');
}

export function rivals({ rules }: Compiled, accounts: readonly BenchAccount[]): Contestant[] {
  const conditions = rules.map(({ condition }) => condition);
  return [
    rival('closures, one by one', closuresOf(conditions), accounts.slice(0, 5000)),
    rival('zen-engine 0.54', zenOf(conditions), accounts.slice(0, 500)),
    rival('json-rules-engine 7.3.1', jsonRulesOf(conditions), accounts.slice(0, 40)),
  ];
}

function rival(
  name: string,
  winnerOf: (account: BenchAccount) => Promise<number> | number,
  accounts: readonly BenchAccount[],
): Contestant {
  const winners = new Int32Array(accounts.length);
  return {
    name,
    accounts,
    run: async () => {
      for (const [place, account] of accounts.entries()) {
        const winner = winnerOf(account);
        // Waiting for what is there already would be held against the closures.
        winners[place] = typeof winner === 'number' ? winner : await winner;
      }
    },
    winnerOf: (place) => winners[place] ?? -1,
  };
}
