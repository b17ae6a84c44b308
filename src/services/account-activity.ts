import { subDays } from 'date-fns/subDays';
import { type Effort, effortOf, mostDays } from '../domain/activity.ts';
import { someCrm } from '../domain/crm-place.ts';
import type { LastActivity } from '../domain/notice.ts';
import type { Person } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import { findCrmId } from '../store/accounts.ts';
import { readRepsByCrmOwner } from '../store/roster.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'crm' | 'log'>;

/** What people did for an account lately, as the CRM has it, or why that is not known. */
export type Efforts<Who> =
  | { kind: 'told'; crm: string; efforts: { who: Who; effort: Effort }[] }
  | { kind: 'untold'; because: string };

/** Asked of the CRM at this moment: nobody keeps a copy of what people write to each other. */
export async function readEfforts<Who extends Pick<Person, 'id'>>(
  { database: { prisma }, clock, crm, log }: Needs,
  workspaceId: string,
  accountId: string,
  people: readonly Who[],
): Promise<Efforts<Who>> {
  const { name = someCrm, activities } = crm(workspaceId) ?? {};
  const crmId = await findCrmId(prisma, workspaceId, accountId);
  if (!activities || crmId === undefined) {
    return {
      kind: 'untold',
      because: 'no CRM is connected that keeps e-mails, calls and meetings',
    };
  }
  const until = clock.now();
  try {
    const done = await activities(crmId, { since: subDays(until, mostDays), until });
    const reps = await readRepsByCrmOwner(prisma, workspaceId);
    const known = done.map(({ ownerId = '', ...what }) => {
      const by = reps.get(ownerId)?.id;
      return { ...what, ...(by && { by }) };
    });
    const efforts = people.map((who) => ({ who, effort: effortOf(known, who.id, until) }));
    return { kind: 'told', crm: name, efforts };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    log.warn({ accountId, error: because }, 'activity could not be read');
    return { kind: 'untold', because };
  }
}

/** What anybody did for an account last; undefined where nobody did anything lately, or the CRM does not say. */
export async function readLastActivity(
  { database: { prisma }, clock, crm, log }: Needs,
  workspaceId: string,
  accountId: string,
): Promise<LastActivity | undefined> {
  const { activities } = crm(workspaceId) ?? {};
  const crmId = activities && (await findCrmId(prisma, workspaceId, accountId));
  if (!activities || crmId === undefined) return undefined;
  const until = clock.now();
  try {
    const done = await activities(crmId, { since: subDays(until, mostDays), until });
    const [last] = done.toSorted((one, other) => other.at.getTime() - one.at.getTime());
    if (!last) return undefined;
    const by = (await readRepsByCrmOwner(prisma, workspaceId)).get(last.ownerId ?? '');
    return { kind: last.kind, at: last.at, ...(by && { by }) };
  } catch (error) {
    log.warn({ accountId, error: String(error) }, 'activity could not be read');
    return undefined;
  }
}
