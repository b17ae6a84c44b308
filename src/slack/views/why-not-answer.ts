import type { KnownBlock } from '@slack/types';
import type { Ground } from '../../domain/rule-grounds.ts';
import type { RuleLine } from '../../domain/rules-listing.ts';
import type { WayToRep, WhyNotAnswer } from '../../domain/why-not.ts';
import { bold, clip, context, plain, section } from './blocks.ts';
import { groundLines, needLines } from './ground-words.ts';
import { bare } from './rule-words.ts';
import { mention } from './words.ts';

type AboutRule = Extract<WhyNotAnswer, { kind: 'rule' }>;
type AboutRep = Extract<WhyNotAnswer, { kind: 'rep' }>;

export function whyNotRuleBlocks({ line, reason }: AboutRule): KnownBlock[] {
  const { sentence } = line.rule;
  const says = sentence ? [context(plain(clip(sentence, 300)))] : [];
  const name = capital(nameOf(line));
  switch (reason.kind) {
    case 'won':
      return [section(`${name} is the rule that decides here.`), ...says];
    case 'not-in-force':
      return [section(`${name} is not in force: ${wordDays(reason)}.`), ...says];
    case 'not-met': {
      const verdict =
        reason.answer === 'no' ? 'does not fit.' : 'may fit: it hangs on facts that are not known.';
      const lines = groundLines(reason.grounds);
      return [section([`${name} ${verdict}`, ...lines].join('\n')), ...says];
    }
    case 'beaten': {
      const first = `${nameOf(reason.by)} comes first: ${wordThrough(line, reason)}`;
      return [section(`${name} fits as well, but ${first}.`), ...says];
    }
  }
}

function wordDays({ from, until }: { from?: string; until?: string }): string {
  if (from && until) return `it holds from ${from} until ${until}`;
  return from ? `it holds from ${from} on` : `it held until ${until}`;
}

type Beaten = Extract<AboutRule['reason'], { kind: 'beaten' }>;

function wordThrough({ rule }: RuleLine, { by, through }: Beaten): string {
  switch (through) {
    case 'layer':
      return `the layer “${bare(by.rule.layer)}” comes before “${bare(rule.layer)}”`;
    case 'priority':
      return `in its layer it has priority ${by.rule.priority}, this one ${rule.priority}`;
    case 'most-specific':
      return 'of equal rules the one that asks for more wins';
    case 'smallest-territory':
      return 'of equal rules the one with the smaller territory wins';
    case 'least-loaded':
      return 'of equal rules the one whose rep has fewer accounts wins';
    case 'oldest':
      return 'of equal rules the older one wins';
    case 'place':
      return 'they are equal in everything, and it stands first in the file: a conflict for ops to settle';
  }
}

export function whyNotRepBlocks({ rep, now, isWanted, ways }: AboutRep): KnownBlock[] {
  const decides = now ? ` ${capital(nameOf(now))} decides here.` : '';
  if (isWanted) {
    return [section(`The rules do lead to ${mention(rep)}.${decides}`)];
  }
  if (ways.length === 0) {
    return [
      section(
        `No rule in force leads to ${mention(rep)}, whatever the account were like.${decides}`,
      ),
    ];
  }
  const title =
    ways.length === 1 ? 'One rule leads' : `${ways.length} rules come nearest to leading`;
  return [
    section(`${title} to ${mention(rep)}.${decides}`),
    ...ways.map((way) => section(wordWay(way))),
  ];
}

function wordWay({ line, changes, ahead, aheadCount }: WayToRep): string {
  const [first = [], ...others] = changes;
  const name = capital(nameOf(line));
  const head = first.length === 0 ? `${name} fits already.` : `${name} would need:`;
  return [
    head,
    ...needLines(first),
    ...others.map(wordOther),
    ...wordAhead(ahead, aheadCount),
  ].join('\n');
}

function wordOther(change: Ground[]): string {
  return `or\n${needLines(change).join('\n')}`;
}

/** Rules that fit too and come first: none of them might. */
function wordAhead(ahead: RuleLine[], count: number): string[] {
  if (count === 0) return [];
  const shown = ahead.slice(0, 3).map(nameOf).join(', ');
  const more = count > 3 ? ` and ${count - 3} more` : '';
  return [`But ${shown}${more} ${count === 1 ? 'fits and comes' : 'fit and come'} first.`];
}

function nameOf({ place, rule }: RuleLine): string {
  return `rule ${place + 1} ${bold(clip(rule.name, 100))}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
