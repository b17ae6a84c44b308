import type { Button, StaticSelect } from '@slack/types';
import type { Rule } from '../../domain/rules/rule-set.ts';
import { rulePieces } from '../../domain/rules/text/print-rule.ts';
import { pageOf, type RuleCard } from '../../domain/rules-listing.ts';
import { actionIds, partRef, rulesPart } from '../ids.ts';
import { actions, button, clip, context, header, plain, section, select } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { wordBeside, wordCondition, wordLead, wordNamed } from './rule-words.ts';
import { wordEdition } from './rules-list.ts';

const LONGEST_TEXT = 2600;

/** One rule, in words and as it is written. */
export function ruleCard(card: RuleCard): Picture {
  const { edition, place, rule, lead } = card;
  const { name, sentence, condition } = rule;
  const then = [wordLead(lead), ...wordBeside(card)].join(' · ');
  const back = { id: actionIds.rulesBack, value: rulesPart({ page: pageOf(place) }) };
  return {
    text: `Rule “${clip(name, 200)}”`,
    blocks: [
      header(name),
      ...(sentence ? [section(plain(sentence))] : []),
      context(factsOf(card).join(' · ')),
      section(`*When* ${clip(wordCondition(condition), 900)}\n*Then* it ${clip(then, 900)}`),
      section(asWritten(rule)),
      ...actions(button('All rules', back), partLink(card)),
      context(`Version ${edition.number}. ${wordEdition(edition)}`),
    ],
  };
}

/** To what it names: a button to the one, or a choice among several. */
function partLink({ parts, edition }: RuleCard): Button | StaticSelect | undefined {
  const options = parts.map((part) => ({
    text: `${part.kind === 'pool' ? 'Pool' : part.kind === 'list' ? 'List' : 'Region'} ${part.name}`,
    value: partRef(edition.number, part),
  }));
  const [only, ...others] = options;
  if (!only) return undefined;
  if (others.length > 0) return select('Show what it names', actionIds.showPart, options);
  return button(only.text, { id: actionIds.showPart, value: only.value });
}

function factsOf({ rule, place, total, people }: RuleCard): string[] {
  const { layer, priority, owner, from, until } = rule;
  return [
    `Rule ${place + 1} of ${total}`,
    `${plain(clip(layer, 80))}, priority ${priority}`,
    ...(owner ? [`${wordNamed(owner, people)} answers for it`] : []),
    ...(from ? [`from ${from}`] : []),
    ...(until ? [`until ${until}`] : []),
  ];
}

/** Three backticks would end the frame early. */
function asWritten(rule: Rule): string {
  const lines = rulePieces(rule).flatMap((piece) => piece.lines);
  const text = plain(lines.join('\n').replaceAll('```', 'ˋˋˋ'));
  return `\`\`\`${clipLines(text)}\`\`\``;
}

function clipLines(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const cut = text.slice(0, text.lastIndexOf('\n', LONGEST_TEXT));
  const shown = cut === '' ? clip(text, LONGEST_TEXT) : cut;
  return `${shown}\n… (the rest is in the rule file)`;
}
