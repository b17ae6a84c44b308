import type { Button, KnownBlock } from '@slack/types';
import type { DryRun, DryRunOutcome } from '../../domain/dry-run.ts';
import type { RuleLine } from '../../domain/rules-listing.ts';
import { actionIds, ruleRef, triedPart } from '../ids.ts';
import {
  actions,
  bold,
  button,
  clip,
  context,
  divider,
  header,
  keepTo,
  plain,
  section,
} from './blocks.ts';
import { wordFlag } from './flag-words.ts';
import { groundLines } from './ground-words.ts';
import type { Picture } from './owner-card.ts';
import { bare, wordAttribute, wordBeside, wordLead } from './rule-words.ts';
import { count, mention } from './words.ts';

/** What the rules would do with an account, step by step. */
export function dryRunPicture(run: DryRun): Picture {
  const { account, edition, flags, people, winner } = run;
  const blocks = [
    header(`Dry run: ${account.name}`),
    section(wordOutcome(run)),
    ...winnerBlocks(run, winner && showRule(winner.line, edition.number)),
    ...(flags.length > 0
      ? [section(`*A person should know*\n${bullets(flags.map((flag) => wordFlag(flag, people)))}`)]
      : []),
    ...otherwiseBlocks(run),
    ...missedBlocks(run),
    divider,
    ...actions(
      button('Show the owner', { id: actionIds.showAccount, value: account.id }),
      run.tried + run.notInForce > 0
        ? button('All rules tried', { id: actionIds.showTried, value: triedPart(account.id, 0) })
        : undefined,
    ),
    context(`${wordTried(run)} Version ${edition.number}. Nothing was changed.`),
  ];
  return {
    text: `What the rules say of ${account.name}`,
    blocks: keepTo(blocks, 'message', 'See the rest with `/territory rules`.'),
  };
}

/** The same for a window, which has something else above and below. */
export function trailBlocks(run: DryRun): KnownBlock[] {
  return [
    section(wordOutcome(run)),
    ...winnerBlocks(run),
    ...otherwiseBlocks(run),
    ...missedBlocks(run),
    context(`${wordTried(run)} Version ${run.edition.number}.`),
  ];
}

function wordOutcome({ outcome, owner, rival }: DryRun): string {
  const now = owner ? `It is ${mention(owner)}’s now.` : 'Nobody owns it now.';
  const to = rival ? ' Two rules tie and want different things.' : wordTo(outcome);
  return `*${titleOf(outcome)}* ${now}${outcome.kind === 'stays' ? wordTo(outcome) : to}`;
}

function titleOf({ kind }: DryRunOutcome): string {
  switch (kind) {
    case 'stays':
      return 'It stays where it is.';
    case 'assigned':
      return 'It would change hands.';
    case 'dealt':
      return 'It would be dealt by a pool.';
    case 'claimed':
      return 'It would be there to be claimed.';
    case 'pending':
      return 'It would wait for a person.';
  }
}

function wordTo(outcome: DryRunOutcome): string {
  switch (outcome.kind) {
    case 'stays':
      return ' The rules choose the same.';
    case 'assigned': {
      const place = outcome.territory ? ` in ${bare(outcome.territory)}` : '';
      return ` It would be ${mention(outcome.to)}’s${place}.`;
    }
    case 'dealt':
      return ` The pool *${bare(outcome.pool)}* would choose among its members.`;
    case 'claimed':
      return ` Whoever of the pool *${bare(outcome.pool)}* claims it first gets it.`;
    case 'pending': {
      if (outcome.to) return ` The rules would give it to ${mention(outcome.to)}.`;
      return outcome.pool ? ` The rules lead to the pool *${bare(outcome.pool)}*.` : '';
    }
  }
}

function winnerBlocks({ winner, rival }: DryRun, show?: Button): KnownBlock[] {
  if (!winner) return [section('*No rule fits.*')];
  const { line, grounds } = winner;
  const { rule } = line;
  const tests = groundLines(grounds);
  const head = `*${rival ? 'First of two that tie' : 'Winner'}* ${nameOf(line)} in ${bare(clip(rule.layer, 80))}, priority ${rule.priority}`;
  const says = rule.sentence ? [plain(clip(rule.sentence, 400))] : [];
  return [
    section([head, ...says, `→ ${wordThen(line)}`].join('\n'), show),
    section(tests.length > 0 ? tests.join('\n') : 'It takes whatever comes to it.'),
  ];
}

function otherwiseBlocks({ rival, next, possible, possibleBeside }: DryRun): KnownBlock[] {
  const lines = [
    rival && `*Ties with it* ${nameOf(rival)} → ${wordThen(rival)}`,
    ...possible.map(({ line, attributes }) => {
      return `*If more were known* ${nameOf(line)} might win: ${wordUnknown(attributes)}`;
    }),
    possibleBeside > 0 && `… and ${count(possibleBeside, 'more rule')}`,
    next && next.place !== rival?.place && `*Next in line* ${nameOf(next)} → ${wordThen(next)}`,
  ].filter((line) => typeof line === 'string');
  return lines.length > 0 ? [section(lines.join('\n'))] : [];
}

function wordUnknown(attributes: string[]): string {
  const words = attributes.map(wordAttribute).join(', ');
  return attributes.length === 0 ? 'a fact is not known' : `${words} not known`;
}

function missedBlocks({ missed }: DryRun): KnownBlock[] {
  if (missed.length === 0) return [];
  const rows = missed.map(({ line, failing }) => {
    return `${nameOf(line)} → ${wordThen(line)}\n${groundLines(failing).join('\n')}`;
  });
  return [section(`*Earlier rules that came near*\n${rows.join('\n')}`)];
}

function wordTried({ tried, notInForce, total }: DryRun): string {
  const asleep = notInForce > 0 ? `; ${count(notInForce, 'rule')} before it not in force` : '';
  if (tried === 0) return `No rule of ${total} comes before it${asleep}.`;
  return `${count(tried, 'rule')} of ${total} tried before the winner${asleep}.`;
}

function nameOf({ place, rule }: RuleLine): string {
  return `${place + 1}. ${bold(clip(rule.name, 100))}`;
}

function wordThen(line: RuleLine): string {
  return clip([wordLead(line.lead), ...wordBeside(line)].join(' · '), 300);
}

function showRule({ place, rule }: RuleLine, edition: number) {
  const spoken = `Show rule ${place + 1}, ${rule.name}`;
  return button('Show', { id: actionIds.showRuleBeside, value: ruleRef(edition, place), spoken });
}

function bullets(texts: string[]): string {
  return texts.map((text) => `• ${text}`).join('\n');
}
