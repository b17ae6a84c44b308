import { type Comparison, createComparison, leadOf } from '../domain/comparison.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Compiled } from '../domain/rules/compiled.ts';
import { readRules } from '../domain/rules/readable-rules.ts';
import type { Ports } from '../ports.ts';
import { type Listed, readAccountPage } from '../store/accounts.ts';
import { readFacts } from '../store/facts.ts';
import { readSeats } from '../store/seats.ts';
import { permit } from './permission.ts';
import { publishedRules } from './published-rules.ts';
import { type Case, considerEach } from './routing.ts';
import { compile } from './rules.ts';
import { standingFor } from './standing.ts';

const PAGE = 2000;

/** Refuses whoever may not simulate, and where there is nothing to compare with. */
export async function prepareSimulation(
  ports: Pick<Ports, 'database'>,
  asker: { workspaceId: string; userId: string },
): Promise<void> {
  await permit(ports, asker, 'simulate rules');
  const published = await publishedRules(ports.database, asker.workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
}

/** Another rule file beside the published rules, over every account: who would get what. Nothing is written. */
export async function simulateRules(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  text: string,
): Promise<Comparison> {
  const other = compile(readRules(text));
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const { prisma } = database;
  const seats = await readSeats(prisma, workspaceId);
  const comparison = createComparison();
  const lead = async (compiled: Compiled, asked: Parameters<typeof considerEach>[0]) => {
    const standing = await standingFor({ database, clock }, workspaceId, { compiled });
    return considerEach(asked, { compiled, standing }, seats, clock.now()).map(leadOfCase);
  };
  let page: Listed[] = [];
  do {
    page = await readAccountPage(prisma, workspaceId, page.at(-1)?.id, PAGE);
    const facts = await readFacts(
      prisma,
      workspaceId,
      page.map(({ id }) => id),
    );
    const known = page.flatMap(({ id, name, crmId }) => {
      const found = facts.get(id);
      return found ? [{ subjectId: id, known: found, pin: undefined, account: name, crmId }] : [];
    });
    const now = await lead(published.compiled, known);
    const then = await lead(other, known);
    known.forEach(({ account, crmId }, nth) => {
      const [before, afterwards] = [now[nth], then[nth]];
      if (before && afterwards) comparison.add({ account, crmId }, before, afterwards);
    });
  } while (page.length === PAGE);
  return comparison.result();
}

function leadOfCase({ target, findings, present }: Case) {
  return leadOf(target, findings.rule?.name, present?.name);
}
