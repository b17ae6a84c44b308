import { POLICY_USAGE } from './cli-policy.ts';
import { RULES_USAGE } from './cli-rules.ts';
import { Refusal, wordRefusal } from './domain/refusal.ts';

const USAGE = `cadastre: the operator's shell

  cadastre import [--roster FILE]   take over the CRM's accounts; with a roster file also
                                    people, teams, territories and pins; one that broke off goes on where
                                    it was
  cadastre own ACCOUNT --to EMAIL --because TEXT
                                    give an account to somebody; ACCOUNT is anything that
                                    /whoowns understands
  cadastre sheet import|export accounts|leads|deals|owners FILE [--replace]
                                    where CRM=csv: take over a CSV file, with --replace also that
                                    rows are gone from it; or write one
  cadastre audit verify             prove that no line of the audit was touched
${RULES_USAGE}
${POLICY_USAGE}
  cadastre quality [--csv FILE]     look through the whole book for what misleads rules; with --csv
                                    also every flaw as a line of a file
  cadastre route                    give the accounts that nobody owns to whom the rules choose
  cadastre tasks [retry ID …]       outside effects that were given up; queue them again

Who says --as NAME is named so in the audit; else git's user.name or the login is taken, never root.
Settings come from the environment (see .env.example). On the embedded database, stop the bot first;
what works on a file alone needs neither.`;

/** Each loads what it needs and no more: a command that only reads a file opens no database. */
const commands: Record<string, (words: string[]) => Promise<number>> = {
  import: async (words) => (await import('./cli-import.ts')).importAll(words),
  own: async (words) => (await import('./cli-accounts.ts')).own(words),
  route: async () => (await import('./cli-accounts.ts')).route(),
  sheet: async (words) => (await import('./cli-sheet.ts')).sheet(words),
  audit: async (words) => (await import('./cli-care.ts')).audit(words),
  quality: async (words) => (await import('./cli-quality.ts')).quality(words),
  tasks: async (words) => (await import('./cli-care.ts')).tasks(words),
  rules: async (words) => (await import('./cli-rules.ts')).rules(words),
  policy: async (words) => (await import('./cli-policy.ts')).policy(words),
};

const [name = '', ...words] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.log(USAGE);
  process.exit(name === '' || name === 'help' || name === '--help' ? 0 : 2);
}
command(words).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text =
      error instanceof Refusal ? wordRefusal(error.reason) : String((error as Error).message);
    console.error(text);
    process.exit(1);
  },
);
