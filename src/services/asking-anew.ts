import type { Subject } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import { findAskedByOthers } from '../store/proposals.ts';
import { routeAll } from './intake.ts';
import { routeAllLeads } from './lead-intake.ts';
import { publishedRules } from './published-rules.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

const BATCH = 200;

/** What was asked by rules that hold no longer is asked by those that do: of whom they name, or of nobody any more. */
export async function askByRules(ports: Needs, workspaceId: string): Promise<void> {
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) return;
  const { id: ruleSetId, number } = published;
  let after: string | undefined;
  for (;;) {
    const part = { after, most: BATCH };
    const found = await findAskedByOthers(ports.database.prisma, workspaceId, ruleSetId, part);
    const at = ports.clock.now();
    const asked = found.map(({ id, subject }) => ({ subject, at, key: `rules:${number}:${id}` }));
    await routeAnew(ports, workspaceId, asked);
    after = found.at(-1)?.id;
    if (found.length < BATCH) return;
  }
}

/** By the rules and facts of this moment, each whatever it is about. */
export async function routeAnew(
  ports: Needs,
  workspaceId: string,
  asked: { subject: Subject; at: Date; key: string }[],
): Promise<void> {
  const of = (kind: Subject['kind']) => asked.filter(({ subject }) => subject.kind === kind);
  const accounts = of('account').map(({ subject, ...rest }) => ({
    accountId: subject.id,
    ...rest,
  }));
  await routeAll(ports, workspaceId, accounts);
  const leads = of('lead').map(({ subject, ...rest }) => ({ leadId: subject.id, ...rest }));
  await routeAllLeads(ports, workspaceId, leads);
}
