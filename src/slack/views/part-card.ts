import type { KnownBlock } from '@slack/types';
import type { Why } from '../../domain/distribution.ts';
import type { Outlook, PartCard, RulePart } from '../../domain/rule-part.ts';
import type { Pool } from '../../domain/rules/pool.ts';
import { actionIds, partRef, ruleRef } from '../ids.ts';
import { actions, bold, button, clip, context, header, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { count, day, mention } from './words.ts';

const PAGE = 40;
const RULES_NAMED = 10;

/** A pool, a list or a region in full, with the rules that name it. */
export function partCard(card: PartCard): Picture {
  const { edition, part, page } = card;
  const contents = contentsOf(card);
  const pages = Math.max(1, Math.ceil(contents.length / PAGE));
  const present = Math.min(page, pages - 1);
  const shown = contents.slice(present * PAGE, (present + 1) * PAGE);
  const turn = (id: string, text: string, to: number) =>
    button(text, { id, value: partRef(edition.number, part, to) });
  return {
    text: `${kinds[part.kind]} “${clip(part.name, 200)}”`,
    blocks: [
      header(part.name),
      context(`${kinds[part.kind]} of version ${edition.number}`),
      ...aboutPart(card),
      ...(shown.length > 0 ? [section(shown.join(part.kind === 'pool' ? '\n' : ' · '))] : []),
      ...(pages > 1 ? [context(`Page ${present + 1} of ${pages}.`)] : []),
      ...ruleRows(card),
      ...actions(
        button('All pools and lists', { id: actionIds.showParts, value: '0' }),
        present > 0 ? turn(actionIds.partEarlier, 'Previous page', present - 1) : undefined,
        present < pages - 1 ? turn(actionIds.partLater, 'Next page', present + 1) : undefined,
      ),
    ],
  };
}

const kinds: Record<RulePart['kind'], string> = { pool: 'Pool', list: 'List', region: 'Region' };

function aboutPart({ part, outlook }: PartCard): KnownBlock[] {
  switch (part.kind) {
    case 'pool':
      return [
        section(
          [wordMethod(part.pool), ...wordTerms(part.pool), ...wordNext(part.pool, outlook)].join(
            '\n',
          ),
        ),
      ];
    case 'list':
      return [section(count(part.values.length, 'value'))];
    case 'region':
      return [];
  }
}

function wordMethod({ method, members }: Pool): string {
  const who = count(members.length, 'member');
  switch (method.kind) {
    case 'round-robin':
      return `*Round robin* Its ${who} are asked in turn.`;
    case 'weighted':
      return `*Weighted* Its ${who} are asked in turn, each as often as their weight says.`;
    case 'least-loaded':
      return `*Least loaded* Of its ${who}, whoever has ${least[method.by]} is asked.`;
    case 'best-fit': {
      const by = method.by.map((word) => word.replace('-', ' ')).join(', ');
      return `*Best fit* Of its ${who}, whoever fits best is asked, by ${by}.`;
    }
    case 'claim':
      return `*Claim* It belongs to whichever of its ${who} claims it first.`;
  }
}

const least = {
  count: 'the fewest accounts',
  value: 'the least in open deals',
  score: 'the lowest sum of scores',
} as const;

function wordTerms({ requires, overflow }: Pool): string[] {
  const asked = [
    ...requires.skills.map((word) => `skill ${word}`),
    ...requires.languages.map((word) => `language ${word}`),
    ...requires.certificates.map((word) => `certificate ${word}`),
  ];
  return [
    ...(asked.length > 0 ? [`*Requires* ${bare(clip(asked.join(', '), 300))}`] : []),
    ...(overflow === undefined
      ? []
      : [`*Overflow* ${bare(clip(overflow, 120))}, when all are away or full`]),
  ];
}

function wordNext({ method }: Pool, outlook: Outlook | undefined): string[] {
  if (!outlook) return [];
  if (!outlook.canBeAsked) return ['*Next* Nobody can be asked now.'];
  if (outlook.next) return [`*Next* ${mention(outlook.next)}`];
  return method.kind === 'best-fit' ? ['*Next* That depends on the account.'] : [];
}

/** Those who may be asked by name; the others as how many lack what. */
function contentsOf({ part, outlook }: PartCard): string[] {
  switch (part.kind) {
    case 'list':
      return part.values.map((value) => bare(clip(value, 60)));
    case 'region':
      return part.places.map(wordPlace);
    case 'pool':
      return outlook ? memberLines(part.pool, outlook) : [];
  }
}

function memberLines({ method, members }: Pool, { members: outlook }: Outlook): string[] {
  const weights = new Map(members.map(({ weight }, nth) => [nth, weight]));
  const lacking = new Map<string, number>();
  const lines = outlook.flatMap(({ rep, verdict }, nth) => {
    if (verdict.kind === 'lacks') {
      const lack = `the ${verdict.gift} ${bare(verdict.word)}`;
      lacking.set(lack, (lacking.get(lack) ?? 0) + 1);
      return [];
    }
    const weight = method.kind === 'weighted' ? ` · weight ${weights.get(nth) ?? 1}` : '';
    return [`• ${mention(rep)}${weight}${wordVerdict(verdict)}`];
  });
  const others = [...lacking].map(([lack, number]) => {
    return `_${count(number, 'member')} ${number === 1 ? 'lacks' : 'lack'} ${lack}._`;
  });
  return [...lines, ...others];
}

function wordVerdict(verdict: Exclude<Why[number]['verdict'], { kind: 'lacks' }>): string {
  switch (verdict.kind) {
    case 'chosen':
    case 'waits':
      return verdict.backup ? ` · away, ${mention(verdict.backup)} stands in` : '';
    case 'full':
      return ` · full, ${verdict.load} of ${verdict.capacity}`;
    case 'off':
      return ' · not at work now';
    case 'away':
      return ` · away until ${day(verdict.until)}`;
    case 'left':
      return ' · has left';
  }
}

function wordPlace({
  country,
  states = [],
  zips = [],
}: {
  country: string;
  states?: string[];
  zips?: string[];
}): string {
  const narrowed = [
    ...states,
    ...(zips.length > 0 ? [`postal codes from ${zips.join(', ')}`] : []),
  ].join(', ');
  return bare(clip(narrowed === '' ? country : `${country}: ${narrowed}`, 900));
}

function ruleRows({ rules, edition }: PartCard): KnownBlock[] {
  if (rules.length === 0) return [context('No rule names it.')];
  const more = rules.length - RULES_NAMED;
  return [
    section(`*${count(rules.length, 'rule')} ${rules.length === 1 ? 'names' : 'name'} it*`),
    ...rules.slice(0, RULES_NAMED).map(({ place, rule }) => {
      const show = {
        id: actionIds.showRule,
        value: ruleRef(edition.number, place),
        spoken: `Show rule ${place + 1}, ${rule.name}`,
      };
      return section(`${place + 1}. ${bold(clip(rule.name, 120))}`, button('Show', show));
    }),
    ...(more > 0 ? [context(`… and ${more} more`)] : []),
  ];
}
