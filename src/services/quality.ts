import { subDays } from 'date-fns/subDays';
import { flawCsvHead, flawCsvLine } from '../domain/quality/csv.ts';
import {
  type AccountSeen,
  accountFlaws,
  leadFlaws,
  type Measure,
} from '../domain/quality/flaws.ts';
import { houseStyleOf } from '../domain/quality/house-style.ts';
import { createTally } from '../domain/quality/tally.ts';
import type { Finding, Flaw, FlawedRecord, QualityRun } from '../domain/quality.ts';
import { extended, standardCatalogue } from '../domain/rules/attribute.ts';
import { attributesOf } from '../domain/rules/attributes-of.ts';
import { decide } from '../domain/rules/decide.ts';
import { isInForce } from '../domain/rules/in-force.ts';
import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { readFacts } from '../store/facts.ts';
import {
  type BookLine,
  countSpellings,
  readBookPage,
  readLeadPage,
} from '../store/quality-book.ts';
import { saveRun } from '../store/quality-runs.ts';
import { readRankings } from '../store/rankings.ts';
import { readFlagPolicy, readWorkspaces } from '../store/workspaces.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { ownAttributes } from './sound-fields.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** Small enough that whoever asks meanwhile waits for no more than a page's worth of deciding. */
const PAGE = 500;
const REMEMBER_DAYS = 400;

/** A record and what is wrong with it; nothing where it is as it should be. */
export type Checked = { record: FlawedRecord; flaws: Flaw[] };

/** Every account and lead, a page at a time: no more than a page of the book is held. */
export async function* checkBook(ports: Needs, workspaceId: string): AsyncGenerator<Checked[]> {
  const { prisma } = ports.database;
  const published = await publishedRules(ports.database, workspaceId);
  const measure = await measureFor(ports, workspaceId, published);
  let page: BookLine[] = [];
  do {
    page = await readBookPage(prisma, workspaceId, page.at(-1)?.record.id, PAGE);
    const accounts = await seeAccounts(ports, workspaceId, page, published);
    yield accounts.map((one) => ({ record: one.record, flaws: accountFlaws(one, measure) }));
  } while (page.length === PAGE);
  let last: string | undefined;
  for (;;) {
    const leads = await readLeadPage(prisma, workspaceId, last, PAGE);
    yield leads.map((one) => ({ record: one.record, flaws: leadFlaws(one, measure) }));
    last = leads.at(-1)?.record.id;
    if (leads.length < PAGE) return;
  }
}

async function measureFor(
  { database, clock }: Needs,
  workspaceId: string,
  published: Published | undefined,
): Promise<Measure> {
  const at = clock.now();
  const rules = published?.compiled.rules.filter((rule) => isInForce(rule, at.getTime())) ?? [];
  const { staleDays } = await readFlagPolicy(database.prisma, workspaceId);
  return {
    ...{ at, staleDays },
    style: houseStyleOf(await countSpellings(database.prisma, workspaceId)),
    asked: new Set(rules.flatMap(({ condition }) => attributesOf(condition))),
    rankings: await readRankings(database.prisma, workspaceId),
    catalogue: extended(standardCatalogue, await ownAttributes(database.prisma, workspaceId)),
  };
}

async function seeAccounts(
  ports: Needs,
  workspaceId: string,
  page: BookLine[],
  published: Published | undefined,
): Promise<AccountSeen[]> {
  const at = ports.clock.now();
  const ids = page.map(({ record }) => record.id);
  const facts = await readFacts(ports.database.prisma, workspaceId, ids);
  const standing = published && (await standingFor(ports, workspaceId, published));
  return page.flatMap((line) => {
    const known = facts.get(line.record.id);
    if (!known) return [];
    const decision = published && decide(published.compiled, known.facts, at, standing);
    return [{ ...line, known, decision }];
  });
}

/** Looks through the whole book, and keeps what was found; `tell` hears of each page of flaws. */
export async function runQuality(
  ports: Needs,
  workspaceId: string,
  tell: (findings: Finding[]) => Promise<void> = async () => undefined,
): Promise<QualityRun> {
  const at = ports.clock.now();
  const tally = createTally();
  const records = { account: 0, lead: 0 };
  for await (const page of checkBook(ports, workspaceId)) {
    for (const { record, flaws } of page) {
      records[record.kind] += 1;
      tally.add(record, flaws);
    }
    await tell(findingsOf(page));
  }
  const run = { at, accounts: records.account, leads: records.lead, counts: tally.counts() };
  await inTransaction(ports.database, (tx) =>
    saveRun(tx, workspaceId, run, tally.samples(), subDays(at, REMEMBER_DAYS)),
  );
  return run;
}

function findingsOf(page: Checked[]): Finding[] {
  return page.flatMap(({ record, flaws }) => flaws.map((flaw) => ({ record, flaw })));
}

/** The same as lines of a CSV file, the heading first. */
export async function runQualityCsv(
  ports: Needs,
  workspaceId: string,
  write: (text: string) => Promise<void>,
): Promise<QualityRun> {
  await write(flawCsvHead);
  return runQuality(ports, workspaceId, (findings) => write(findings.map(flawCsvLine).join('')));
}

/** The nightly look at every workspace. */
export async function runQualityEverywhere(ports: Needs & Pick<Ports, 'log'>): Promise<void> {
  for (const { id } of await readWorkspaces(ports.database.prisma)) {
    const started = ports.clock.now();
    const { accounts, leads } = await runQuality(ports, id);
    const ms = ports.clock.now().getTime() - started.getTime();
    ports.log.info({ workspace: id, accounts, leads, ms }, 'quality of the book checked');
  }
}
