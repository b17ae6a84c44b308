import { Refusal } from '../domain/refusal.ts';
import {
  type Edition,
  findRules,
  lineOf,
  listRules,
  type RuleCard,
  type RuleRef,
  type RulesFound,
  type RulesListing,
} from '../domain/rules-listing.ts';
import type { Ports } from '../ports.ts';
import { readSeats } from '../store/seats.ts';
import { type Published, publishedRules } from './published-rules.ts';

type Needs = Pick<Ports, 'database'>;

const FOUND = 10;
const SUGGESTED = 50;

/** The rules that hold, a page at a time. */
export async function showRules(
  { database }: Needs,
  workspaceId: string,
  part: { layer?: number | undefined; page: number },
): Promise<RulesListing> {
  const published = await rulesInForce(database, workspaceId);
  const seats = await readSeats(database.prisma, workspaceId);
  return listRules(editionOf(published), published.compiled.rules, seats, part);
}

export async function searchRules(
  { database }: Needs,
  workspaceId: string,
  asked: string,
): Promise<RulesFound> {
  const published = await rulesInForce(database, workspaceId);
  const { rules } = published.compiled;
  const places = findRules(rules, asked);
  const [only] = places;
  if (only === undefined) throw new Refusal({ kind: 'unknown-rule', asked });
  const edition = editionOf(published);
  const seats = await readSeats(database.prisma, workspaceId);
  const lines = places.slice(0, FOUND).flatMap((place) => {
    const rule = rules[place];
    return rule ? [lineOf(place, rule, seats)] : [];
  });
  const [first] = lines;
  if (places.length === 1 && first) {
    return { kind: 'rule', card: { ...first, edition, total: rules.length } };
  }
  return { kind: 'several', asked, edition, lines, more: places.length - lines.length };
}

/** One rule, as long as the edition it was seen in still holds. */
export async function showRule(
  { database }: Needs,
  workspaceId: string,
  { edition, place }: RuleRef,
): Promise<RuleCard> {
  const published = await rulesInForce(database, workspaceId);
  const { rules } = published.compiled;
  const rule = rules[place];
  if (published.number !== edition || !rule) throw new Refusal({ kind: 'rules-have-changed' });
  const seats = await readSeats(database.prisma, workspaceId);
  return { ...lineOf(place, rule, seats), edition: editionOf(published), total: rules.length };
}

/** Rules that fit what has been typed so far; all of them where nothing has. */
export async function suggestRules(
  { database }: Needs,
  workspaceId: string,
  typed: string,
): Promise<{ ref: RuleRef; name: string; layer: string }[]> {
  const { number, compiled } = await rulesInForce(database, workspaceId);
  return findRules(compiled.rules, typed)
    .slice(0, SUGGESTED)
    .flatMap((place) => {
      const rule = compiled.rules[place];
      const ref = { edition: number, place };
      return rule ? [{ ref, name: rule.name, layer: rule.layer }] : [];
    });
}

async function rulesInForce(database: Needs['database'], workspaceId: string): Promise<Published> {
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  return published;
}

export function editionOf({ number, ruleSet, publishedAt, by, note }: Published): Edition {
  return { number, name: ruleSet.name, publishedAt, note, ...(by && { by }) };
}
