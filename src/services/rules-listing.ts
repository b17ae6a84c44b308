import { Refusal } from '../domain/refusal.ts';
import { partsIn } from '../domain/rule-part.ts';
import {
  type Edition,
  findRules,
  lineOf,
  listRules,
  type RuleCard,
  type RuleLine,
  type RuleRef,
  type RulesListing,
} from '../domain/rules-listing.ts';
import type { Ports } from '../ports.ts';
import { readSeats } from '../store/seats.ts';
import { type Published, publishedRules } from './published-rules.ts';

type Needs = Pick<Ports, 'database'>;

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

export function cardOf(line: RuleLine, published: Published): RuleCard {
  const { compiled, ruleSet } = published;
  const parts = partsIn(line.rule, ruleSet);
  return { ...line, edition: editionOf(published), total: compiled.rules.length, parts };
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
  return cardOf(lineOf(place, rule, seats), published);
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

export async function rulesInForce(
  database: Needs['database'],
  workspaceId: string,
): Promise<Published> {
  const published = await publishedRules(database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  return published;
}

export function editionOf({ number, ruleSet, publishedAt, by, note }: Published): Edition {
  return { number, name: ruleSet.name, publishedAt, note, ...(by && { by }) };
}
