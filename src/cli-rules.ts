export const RULES_USAGE = `  cadastre rules check FILE         read a rule file and name every problem in it; people,
                                    territories and accounts only where there is a registry
  cadastre rules test FILE ACCOUNT [--expect "RULE or OWNER"]
                                    what they make of one account, test by test; with --expect,
                                    fail where something else comes out. Instead of an account,
                                    --facts FILE takes its facts as JSON, and needs no database
  cadastre rules simulate FILE [--csv OUT] [--most N]
                                    compare it with the published rules over all accounts and
                                    leads; with --most, fail where more than N would fare otherwise
  cadastre rules publish FILE --because TEXT
                                    make these the rules that hold
  cadastre rules show               the published file, as it was written
  cadastre rules from-table CSV     a territory table (country, state, zip, territory, owner) as rules
  cadastre rules to-table FILE      the rules of a file that are such a table, as CSV`;

/** Each loads what it needs: a file that is too large is refused before anything else. */
const verbs: Record<string, (words: string[]) => Promise<number>> = {
  check: async (words) => (await import('./cli-rule-check.ts')).check(words),
  test: async (words) => (await import('./cli-rule-test.ts')).test(words),
  simulate: async (words) => (await import('./cli-simulation.ts')).simulate(words),
  publish: async (words) => (await import('./cli-publication.ts')).publish(words),
  show: async () => (await import('./cli-publication.ts')).show(),
  'from-table': async (words) => (await import('./cli-table.ts')).fromTable(words),
  'to-table': async (words) => (await import('./cli-table.ts')).toTable(words),
};

/** What `cadastre rules …` does; resolves to the exit code. */
export async function rules([verb = '', ...words]: string[]): Promise<number> {
  const chosen = verbs[verb];
  if (!chosen) throw new Error(`Say what to do with rules:\n${RULES_USAGE}`);
  return chosen(words);
}
