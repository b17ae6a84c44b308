import { Refusal } from '../domain/refusal.ts';
import { findParts } from '../domain/rule-part.ts';
import { fold } from '../domain/rules/fold.ts';
import { findRules, lineOf, type RulesFound } from '../domain/rules-listing.ts';
import type { Ports } from '../ports.ts';
import { readSeats } from '../store/seats.ts';
import { readPartCard } from './rule-parts.ts';
import { cardOf, editionOf, rulesInForce } from './rules-listing.ts';

const FOUND = 10;

/** Rules with these words, and the pools, lists and regions that go by them. */
export async function searchRules(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  asked: string,
): Promise<RulesFound> {
  const { database } = ports;
  const published = await rulesInForce(database, workspaceId);
  const { rules } = published.compiled;
  const places = findRules(rules, asked);
  const [only] = places;
  const isRule = fold(rules[only ?? -1]?.name ?? '') === fold(asked);
  // A rule often has the name of its list: it is the rule that is asked for, and it leads to the list.
  const parts = isRule ? [] : findParts(published.ruleSet, asked);
  const [part] = parts;
  const isNamed = part !== undefined && fold(part.name) === fold(asked);
  if (part && (isNamed || (only === undefined && parts.length === 1))) {
    return { kind: 'part', card: await readPartCard(ports, workspaceId, published, part) };
  }
  if (only === undefined && parts.length === 0) throw new Refusal({ kind: 'unknown-rule', asked });
  const seats = await readSeats(database.prisma, workspaceId);
  const lines = places.slice(0, FOUND).flatMap((place) => {
    const rule = rules[place];
    return rule ? [lineOf(place, rule, seats)] : [];
  });
  const [first] = lines;
  if (places.length === 1 && parts.length === 0 && first) {
    return { kind: 'rule', card: cardOf(first, published) };
  }
  const more = places.length - lines.length;
  const edition = editionOf(published);
  return { kind: 'several', asked, edition, parts: parts.slice(0, FOUND), lines, more };
}
