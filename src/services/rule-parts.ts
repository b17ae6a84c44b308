import { openPool } from '../domain/pool-state.ts';
import { Refusal } from '../domain/refusal.ts';
import {
  type Outlook,
  outlookOf,
  type PartCard,
  type PartRef,
  type PartsListing,
  partsIn,
  partsOf,
  type RulePart,
} from '../domain/rule-part.ts';
import type { Facts } from '../domain/rules/attribute.ts';
import { lineOf, type RuleLine } from '../domain/rules-listing.ts';
import type { Ports } from '../ports.ts';
import { readLoads, readRecords } from '../store/pool-loads.ts';
import { readPool } from '../store/pools.ts';
import { readSeats } from '../store/seats.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { editionOf } from './rules-listing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

const PAGE = 12;

/** The pools, lists and regions of the rules that hold, a page at a time. */
export async function showParts(
  { database }: Pick<Needs, 'database'>,
  workspaceId: string,
  page: number,
): Promise<PartsListing> {
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const parts = partsOf(published.ruleSet);
  const pages = Math.max(1, Math.ceil(parts.length / PAGE));
  const present = Math.min(page, pages - 1);
  return {
    ...{ edition: editionOf(published), total: parts.length, page: present, pages },
    parts: parts.slice(present * PAGE, (present + 1) * PAGE),
  };
}

/** One of them, as long as the version it was seen in still holds. */
export async function showPart(
  ports: Needs,
  workspaceId: string,
  { edition, kind, nth }: PartRef,
  page: number,
): Promise<PartCard> {
  const published = await publishedRules(ports.database, workspaceId);
  const parts = published ? partsOf(published.ruleSet) : [];
  const part = parts.find((one) => one.kind === kind && one.nth === nth);
  if (!published || !part || published.number !== edition) {
    throw new Refusal({ kind: 'rules-have-changed' });
  }
  return readPartCard(ports, workspaceId, published, part, page);
}

export async function readPartCard(
  ports: Needs,
  workspaceId: string,
  published: Published,
  part: RulePart,
  page = 0,
): Promise<PartCard> {
  const outlook =
    part.kind === 'pool' ? await readOutlook(ports, workspaceId, part.name) : undefined;
  const rules = await readNaming(ports, workspaceId, published, part);
  return { edition: editionOf(published), part, page, rules, ...(outlook && { outlook }) };
}

async function readNaming(
  { database }: Needs,
  workspaceId: string,
  { compiled, ruleSet }: Published,
  { kind, nth }: RulePart,
): Promise<RuleLine[]> {
  const seats = await readSeats(database.prisma, workspaceId);
  return [...compiled.rules.entries()]
    .filter(([, rule]) =>
      partsIn(rule, ruleSet).some((one) => one.kind === kind && one.nth === nth),
    )
    .map(([place, rule]) => lineOf(place, rule, seats));
}

/** `account`: the one that would be dealt. */
export async function readOutlook(
  { database, clock }: Needs,
  workspaceId: string,
  name: string,
  account?: Facts,
): Promise<Outlook | undefined> {
  const at = clock.now();
  const pool = await readPool(database.prisma, workspaceId, name, at);
  if (!pool) return undefined;
  const repIds = pool.members.map(({ rep }) => rep.id);
  const loads = await readLoads(database.prisma, workspaceId, repIds, pool.method);
  const records = await readRecords(database.prisma, workspaceId, repIds, pool.method);
  return outlookOf(openPool({ ...pool, records }, at), loads, account);
}
