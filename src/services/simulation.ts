import {
  type Compared,
  type Comparison,
  createComparison,
  isChanged,
} from '../domain/comparison.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { type Listed, readAccountPage, readListed } from '../store/accounts.ts';
import type { Db } from '../store/database.ts';
import { readLeadFacts } from '../store/facts.ts';
import { readLastLeadChanges } from '../store/lead-ownership.ts';
import { readLeadPage } from '../store/leads.ts';
import { askedAccounts } from './asked-accounts.ts';
import { leadOf, ownerOf, runCases, runOf } from './fates.ts';
import { permit } from './permission.ts';
import { publishedRules } from './published-rules.ts';
import type { Asked } from './routing.ts';
import { readRulesOf } from './rules.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

const PAGE = 2000;

/** Refuses whoever may not simulate, and where there is nothing to compare with. */
export async function prepareSimulation(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: { workspaceId: string; userId: string },
): Promise<void> {
  await permit(ports, asker, 'simulate rules');
  const published = await publishedRules(ports.database, asker.workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
}

/**
 * Another rule file beside the published rules: what would become of every account and lead under each, as if all came in
 * one after the other; or of some accounts alone. Nothing is written. What differs is told one by one and not kept.
 */
export async function simulateRules(
  ports: Needs,
  workspaceId: string,
  { text, of }: { text: string; of?: readonly string[] },
  tell: (changed: Compared) => void,
): Promise<Comparison> {
  const other = await readRulesOf(ports, workspaceId, text);
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const now = await runOf(ports, workspaceId, published.ruleSet);
  const then = await runOf(ports, workspaceId, other);
  const comparison = createComparison();
  for (const shelf of of ? [only(of)] : [accounts, leads]) {
    for await (const page of pagesOf(ports, workspaceId, shelf)) {
      const asked = page.map((one) => one.asked);
      const [before, after] = [runCases(asked, now), runCases(asked, then)];
      for (const [nth, { name, crmId }] of page.entries()) {
        const [was, is] = [before[nth], after[nth]];
        if (!was || !is) continue;
        const compared = {
          ...{ record: shelf.record, name, crmId, owner: ownerOf(is, now) },
          ...{ published: leadOf(was, now), other: leadOf(is, then) },
        };
        comparison.add(compared);
        if (isChanged(compared)) tell(compared);
      }
    }
  }
  return comparison.result();
}

/** Accounts and leads are kept apart and asked alike. */
type Shelf = {
  record: Compared['record'];
  page: (db: Db, workspaceId: string, after: string | undefined, size: number) => Promise<Listed[]>;
  ask: (db: Db, workspaceId: string, ids: string[], at: Date) => Promise<Asked[]>;
};

const accounts: Shelf = {
  record: 'account',
  page: readAccountPage,
  ask: askedAccounts,
};

/** In one page. */
function only(ids: readonly string[]): Shelf {
  return {
    ...accounts,
    page: async (db, workspaceId, after) =>
      after === undefined ? readListed(db, workspaceId, ids) : [],
  };
}

const leads: Shelf = {
  record: 'lead',
  page: readLeadPage,
  ask: async (db, workspaceId, ids) => {
    const facts = await readLeadFacts(db, workspaceId, ids);
    const changes = await readLastLeadChanges(db, workspaceId, ids);
    return [...facts].map(([subjectId, known]) => ({
      ...{ subjectId, known, lastChange: changes.get(subjectId) },
    }));
  },
};

async function* pagesOf({ database, clock }: Needs, workspaceId: string, shelf: Shelf) {
  const { prisma } = database;
  let page: Listed[] = [];
  do {
    page = await shelf.page(prisma, workspaceId, page.at(-1)?.id, PAGE);
    const ids = page.map(({ id }) => id);
    const all = await shelf.ask(prisma, workspaceId, ids, clock.now());
    const asked = new Map(all.map((one) => [one.subjectId, one]));
    yield page.flatMap(({ id, name, crmId }) => {
      const one = asked.get(id);
      return one ? [{ name, crmId, asked: one }] : [];
    });
  } while (page.length === PAGE);
}
