import type { Actor } from './ownership.ts';
import type { Seats } from './routing.ts';
import { type People, type RuleLead, ruleLead } from './rule-lead.ts';
import type { PartCard, RulePart } from './rule-part.ts';
import { fold } from './rules/fold.ts';
import { printCondition } from './rules/print-condition.ts';
import type { Rule } from './rules/rule-set.ts';

/** Which published version of the rules is meant, and who is to be asked about it. */
export type Edition = {
  number: number;
  name: string;
  publishedAt: Date;
  by?: Actor;
  note: string;
};

/** A rule, by its place in the order in which rules win; 0 is the first. A place holds for one edition only. */
export type RuleLine = {
  place: number;
  rule: Rule;
  lead: RuleLead;
  /** Those whom it names beside the owner, and who answers for it. */
  people: People;
};
export type RuleRef = { edition: number; place: number };

export type RulesListing = {
  edition: Edition;
  /** Rules of the whole set. */
  total: number;
  layers: { name: string; rules: number }[];
  /** Only this layer is shown. */
  layer?: number;
  page: number;
  pages: number;
  lines: RuleLine[];
};

/** `parts`: the pools, lists and regions that it names. */
export type RuleCard = RuleLine & { edition: Edition; total: number; parts: RulePart[] };

/** What a search for rules found: the one, or several that have the words. */
export type RulesFound =
  | { kind: 'rule'; card: RuleCard }
  | { kind: 'part'; card: PartCard }
  | {
      kind: 'several';
      asked: string;
      edition: Edition;
      parts: RulePart[];
      lines: RuleLine[];
      more: number;
    };

const PAGE = 8;

/** One page of the rules in winning order. A layer or page that is not there shows the nearest that is. */
export function listRules(
  edition: Edition,
  rules: readonly Rule[],
  seats: Seats,
  { layer, page }: { layer?: number | undefined; page: number },
): RulesListing {
  const layers = layersOf(rules);
  const chosen = layer === undefined ? undefined : layers[layer];
  const shown = [...rules.entries()].filter(([, rule]) => !chosen || isIn(rule, chosen.name));
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const present = Math.min(Math.max(page, 0), pages - 1);
  return {
    ...{ edition, total: rules.length, layers, pages, page: present },
    ...(chosen && { layer }),
    lines: shown
      .slice(present * PAGE, (present + 1) * PAGE)
      .map(([place, rule]) => lineOf(place, rule, seats)),
  };
}

/** The page of the whole list that has this rule. */
export function pageOf(place: number): number {
  return Math.floor(place / PAGE);
}

export function lineOf(place: number, rule: Rule, seats: Seats): RuleLine {
  return { place, rule, lead: ruleLead(rule.outcome.to, seats), people: peopleIn(rule, seats) };
}

function peopleIn({ owner, outcome }: Rule, { byEmail }: Seats): People {
  const named = [owner, outcome.approval, ...Object.values(outcome.roles)];
  const emails = named.flatMap((name) => name?.toLowerCase() ?? []);
  return new Map(
    emails.flatMap((email) => {
      const person = byEmail.get(email);
      return person ? [[email, person]] : [];
    }),
  );
}

function isIn(rule: Rule, layer: string): boolean {
  return fold(rule.layer) === fold(layer);
}

/** In winning order, and only those that hold rules. */
function layersOf(rules: readonly Rule[]): RulesListing['layers'] {
  const layers = new Map<string, { name: string; rules: number }>();
  for (const { layer } of rules) {
    const known = layers.get(fold(layer)) ?? { name: layer, rules: 0 };
    known.rules += 1;
    layers.set(fold(layer), known);
  }
  return [...layers.values()];
}

/**
 * The rules that have all these words or beginnings of words, as places in winning order. The one that is named so exactly
 * is meant alone; words in the name count more than words in what the rule says or asks.
 */
export function findRules(rules: readonly Rule[], asked: string): number[] {
  const exact = rules.findIndex(({ name }) => fold(name) === fold(asked));
  if (exact >= 0) return [exact];
  const wanted = wordsIn(asked);
  const having = (text: (rule: Rule) => string) =>
    [...rules.entries()].flatMap(([place, rule]) => {
      const said = wordsIn(text(rule));
      const fits = wanted.every((word) => said.some((each) => each.startsWith(word)));
      return fits ? [place] : [];
    });
  return [...new Set([...having(({ name }) => name), ...having(allWordsOf)])];
}

function wordsIn(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function allWordsOf({ name, sentence, layer, condition, outcome, tags, owner = '' }: Rule): string {
  const leads = Object.values(outcome.to).join(' ');
  const roles = Object.values(outcome.roles).join(' ');
  const words = [name, sentence, layer, printCondition(condition), leads, roles, owner];
  return [...words, ...tags, ...outcome.tags].join(' ');
}
