import { parseArgs } from 'node:util';
import { parseQuestion } from '../src/domain/matching/question.ts';
import type { Company } from '../src/sandbox/company/company.ts';
import { searchAccounts } from '../src/store/account-search.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import type { Bench, Figure } from './figure.ts';
import { compare } from './lookup/comparison.ts';
import { type Listed, listAccounts } from './lookup/corpus.ts';
import { askBot } from './lookup/end-to-end.ts';
import { mixedQuestions } from './lookup/mix.ts';
import { type Kind, openPlace, type Place } from './lookup/place.ts';
import { askQuestions, type Question } from './lookup/questions.ts';
import { recallFigures, type Search, score } from './lookup/recall.ts';
import { fillRegistry } from './lookup/registry.ts';
import { rivalsOn } from './lookup/rivals.ts';
import { sampleCompany } from './lookup/sample-crm.ts';

type Say = (line: string) => void;
type Material = { company: Company; named: Map<string, Listed>; questions: Question[] };

/** How many of the questions the rivals are asked: some need a second for one. */
const COMPARED = 300;
/** How many questions the bot is asked over the wire. */
const TYPED = 4000;

/**
 * /whoowns on a whole registry, on both databases: how often the account that was meant is found, how fast beside
 * other ways to search, and how fast from a signed request to the answer. An answer is right where its account is
 * the one meant, has the same core name, or (for misspellings) a name at least as near to what was typed; of a name
 * cut short or with a word dropped, any of the at most three accounts that what is left still fits.
 */
export const bench: Bench = async ({ say, args }) => {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '1000000' },
      questions: { type: 'string', default: '10000' },
      on: { type: 'string', multiple: true, default: ['postgres', 'pglite'] },
    },
  });
  const company = sampleCompany(Number(values.accounts));
  say(`corrupting ${values.questions} names of ${values.accounts} accounts`);
  const listed = listAccounts(company);
  const questions = askQuestions(listed, Number(values.questions));
  const named = new Map(listed.map((account) => [account.id, account]));
  const figures: Figure[] = [];
  for (const kind of values.on as Kind[]) {
    figures.push(...(await measure(kind, { company, named, questions }, say)));
  }
  return figures;
};

async function measure(kind: Kind, material: Material, say: Say): Promise<Figure[]> {
  const { company } = material;
  const place = await openPlace(kind, company.accountCount);
  try {
    if (!place.isMade) {
      say(`${kind}: importing ${company.accountCount} accounts; they are kept for the next run`);
      await fillRegistry(company, place.settings, say);
      place.noteMade();
    }
    const found = await measureSearch(place, material, say);
    say(`${kind}: asking the bot`);
    const asker = { workspace: company.workspace, userId: company.reps[0]?.slackUserId ?? '' };
    const typed = mixedQuestions(company, TYPED);
    return [...found, ...(await askBot(kind, asker, place.env, typed))];
  } finally {
    await place.close();
  }
}

async function measureSearch(
  { kind, settings }: Place,
  { company, named, questions }: Material,
  say: Say,
): Promise<Figure[]> {
  const database = await openDatabase(settings, (error) => say(error.message));
  try {
    const crmIds = await readCrmIds(database);
    const ours: Search = async (asked) => {
      const question = parseQuestion(asked);
      const matches = await searchAccounts(database.prisma, company.workspace.id, question);
      return matches.map(({ accountId }) => crmIds.get(accountId) ?? '');
    };
    say(`${kind}: asking ${questions.length} corrupted names`);
    const recall = recallFigures(kind, await score(questions, named, ours));
    say(`${kind}: asking the rivals`);
    const rivals = (await rivalsOn(database.pool)).map(({ name, search }) => ({
      name,
      search: async (asked: string) =>
        (await search(asked)).map((accountId) => crmIds.get(accountId) ?? ''),
    }));
    const some = questions.slice(0, COMPARED);
    return [...recall, ...(await compare(kind, some, named, { ours, rivals }))];
  } finally {
    await database.close();
  }
}

async function readCrmIds({ pool }: Database): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; crmId: string }>(
    'SELECT id, crm_id AS "crmId" FROM accounts',
  );
  return new Map(rows.map(({ id, crmId }) => [id, crmId]));
}
