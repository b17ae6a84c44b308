import type { KnownBlock } from '@slack/types';
import type { RuleLine } from '../../domain/rules-listing.ts';
import type {
  PoolPlace,
  RepPlace,
  TryForRep,
  WayToRep,
  WhyNotAnswer,
} from '../../domain/why-not.ts';
import { bold, clip, context, plain, section } from './blocks.ts';
import { wordFlag } from './flag-words.ts';
import { groundLines } from './ground-words.ts';
import { bare } from './rule-words.ts';
import { day, mention } from './words.ts';

type AboutRule = Extract<WhyNotAnswer, { kind: 'rule' }>;
type AboutRep = Extract<WhyNotAnswer, { kind: 'rep' }>;

export function whyNotRuleBlocks({ line, reason }: AboutRule): KnownBlock[] {
  const { sentence } = line.rule;
  const says = sentence ? [context(plain(clip(sentence, 300)))] : [];
  const name = capital(nameOf(line));
  switch (reason.kind) {
    case 'won':
      return [section(wordWon(name, reason.rival)), ...says];
    case 'tied': {
      const other = nameOf(reason.with);
      return [
        section(
          `${name} fits, and ties with ${other}: they want different things, so a person decides.`,
        ),
        ...says,
      ];
    }
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

function wordWon(name: string, rival: RuleLine | undefined): string {
  return rival
    ? `${name} fits, and ties with ${nameOf(rival)}: they want different things, so a person decides.`
    : `${name} is the rule that decides here.`;
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
      return 'they are equal in everything, and it stands first in the file';
  }
}

export function whyNotRepBlocks(answer: AboutRep): KnownBlock[] {
  const { rep, place, ways } = answer;
  const stands = section([...wordPlace(rep, place), wordNow(answer)].join('\n'));
  if (place.kind === 'owner' || place.kind === 'led') return [stands];
  if (ways.length === 0) {
    const none = `No ${place.kind === 'elsewhere' ? '' : 'other '}rule in force leads to ${mention(rep)}, whatever the account were like.`;
    return [stands, section(none)];
  }
  const title =
    ways.length === 1
      ? `*One rule could lead to* ${mention(rep)}`
      : `*${ways.length} rules come nearest to leading to* ${mention(rep)}`;
  return [stands, section(title), ...ways.map((way) => section(wordWay(way)))];
}

function wordNow({ now, rival }: AboutRep): string {
  if (!now) return 'No rule fits here.';
  if (!rival) return `${capital(nameOf(now))} decides here.`;
  return `${capital(nameOf(now))} and ${nameOf(rival)} tie and want different things: a person decides.`;
}

function wordPlace(rep: AboutRep['rep'], place: RepPlace): string[] {
  const who = mention(rep);
  switch (place.kind) {
    case 'owner':
      return [`${who} owns it, and the rules say the same.`];
    case 'led':
      return place.waits
        ? [`The rules do lead to ${who}. A person decides, because`, ...flagLines(place)]
        : [
            `The rules do lead to ${who}, and nothing speaks against it: they get it when it is routed next.`,
          ];
    case 'pooled':
      return [
        `The rules lead to the pool ${bold(clip(place.pool.pool, 100))}, and ${who} is one of its members. ${wordTurn(place.pool)}`,
        ...(place.waits ? ['A person decides first, because', ...flagLines(place)] : []),
      ];
    case 'kept':
      return [
        `The rules lead to the pool ${bold(clip(place.pool, 100))}, and ${who} is one of its members. So is its owner ${mention(place.owner)}, and a pool leaves an account with the member who has it.`,
      ];
    case 'tied':
      return [`One of two rules that tie leads to ${who}.`];
    case 'elsewhere':
      return [`The rules do not lead to ${who}.`];
  }
}

function flagLines({
  flags,
  people,
}: Pick<Extract<RepPlace, { kind: 'led' }>, 'flags' | 'people'>) {
  return flags.map((flag) => `• ${wordFlag(flag, people)}`);
}

/** Whether a turn would go to them. */
function wordTurn({ method, verdict, next }: PoolPlace): string {
  switch (verdict.kind) {
    case 'full':
      return `They are full: ${verdict.load} of ${verdict.capacity} accounts.`;
    case 'off':
      return 'They are not at work now.';
    case 'away':
      return `They are away until ${day(verdict.until)}.`;
    case 'left':
      return 'They have left.';
    case 'lacks':
      return `They lack the ${verdict.gift} ${bare(verdict.word)} that it requires.`;
    case 'chosen':
    case 'waits':
      if (method === 'claim') return 'It belongs to whichever member claims it first.';
      if (method === 'best-fit') return wordFit(verdict.kind === 'chosen', next);
      if (verdict.kind === 'chosen') return 'The next turn is theirs.';
      return next ? `The next turn is ${mention(next)}’s.` : 'The next turn is not theirs.';
  }
}

function wordFit(isTheirs: boolean, next: PoolPlace['next']): string {
  if (isTheirs) return 'They fit it best of those who can be asked now.';
  return next ? `${mention(next)} fits it best now.` : 'Somebody else fits it better now.';
}

function wordWay({ line, tries, pool }: WayToRep): string {
  const name = capital(nameOf(line));
  const leads = pool ? [`→ the pool ${bold(clip(pool.pool, 100))}. ${wordTurn(pool)}`] : [];
  const fits = tries.some(({ lacking }) => lacking.length === 0);
  const ways = tries.map(wordTry).join('\nor\n');
  return [fits ? `${name} fits already.` : `${name} would need:`, ways, ...leads].join('\n');
}

function wordTry({ lacking, outcome }: TryForRep): string {
  return [...groundLines(lacking), ...wordAfter(outcome, lacking.length === 0)].join('\n');
}

/** What comes first all the same: none of these might fit. */
function wordAfter(outcome: TryForRep['outcome'], fitsNow: boolean): string[] {
  switch (outcome.kind) {
    case 'wins':
      return [];
    case 'unclear':
      return ['Whether it would then come first cannot be told.'];
    case 'behind': {
      const { ahead, count } = outcome;
      const shown = ahead.slice(0, 3).map(nameOf).join(', ');
      const more = count > 3 ? ` and ${count - 3} more` : '';
      const then = fitsNow ? '' : ' then';
      return [
        `But ${shown}${more}${then} ${count === 1 ? 'fits too and comes' : 'fit too and come'} first.`,
      ];
    }
  }
}

function nameOf({ place, rule }: RuleLine): string {
  return `rule ${place + 1} ${bold(clip(rule.name, 100))}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
