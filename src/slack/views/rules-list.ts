import type { Button, KnownBlock, StaticSelect } from '@slack/types';
import type { Edition, RuleLine, RulesFound, RulesListing } from '../../domain/rules-listing.ts';
import { actionIds, ruleRef, rulesPart } from '../ids.ts';
import {
  actions,
  bold,
  button,
  clip,
  context,
  divider,
  keepTo,
  option,
  plain,
  section,
  select,
} from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { partRow } from './parts-list.ts';
import { wordBeside, wordCondition, wordLead } from './rule-words.ts';
import { count, day, wordActor } from './words.ts';

/** One page of the published rules, in the order in which they win. */
export function rulesList(listing: RulesListing): Picture {
  const { edition, total, lines } = listing;
  const blocks = [
    section(`${bold(title(edition))}\n${wordEdition(edition)} · ${count(total, 'rule')}`),
    ...ruleRows(lines, edition),
    divider,
    ...actions(layerSelect(listing), ...turns(listing), partsButton),
    context(wordPage(listing)),
  ];
  return {
    text: `${title(edition)}, ${count(total, 'rule')}`,
    blocks: keepTo(blocks, 'message', 'More rules: choose a layer.'),
  };
}

const partsButton = button('Pools and lists', { id: actionIds.showParts, value: '0' });

/** Rules that have the words somebody looked for, behind the pools and lists that go by them. */
export function rulesFound(found: Extract<RulesFound, { kind: 'several' }>): Picture {
  const { asked, edition, parts, lines, more } = found;
  const beside =
    parts.length > 0 ? `${count(parts.length, 'pool or list', 'pools and lists')} and ` : '';
  const text = `${beside}${count(lines.length + more, 'rule')} with “${clip(asked, 80)}”`;
  return {
    text,
    blocks: [
      section(`*${plain(text)}* in version ${edition.number}`),
      ...parts.map((part) => partRow(part, edition.number)),
      ...ruleRows(lines, edition),
      ...(more > 0 ? [context(`${more} more: add a word to narrow it down.`)] : []),
    ],
  };
}

function title({ number, name }: Edition): string {
  return `The rules, version ${number} “${clip(name, 80)}”`;
}

export function wordEdition({ publishedAt, by, note }: Edition): string {
  const hand = by ? ` by ${wordActor(by)}` : '';
  return `Published ${day(publishedAt)}${hand}${note ? `: ${plain(clip(note, 200))}` : ''}`;
}

/** A line where a layer begins, and a row for each rule. */
function ruleRows(lines: RuleLine[], edition: Edition): KnownBlock[] {
  return lines.flatMap((line, nth) => {
    const { layer } = line.rule;
    const begins = lines[nth - 1]?.rule.layer !== layer;
    return [...(begins ? [context(`*${plain(clip(layer, 80))}*`)] : []), ruleRow(line, edition)];
  });
}

function ruleRow(line: RuleLine, edition: Edition): KnownBlock {
  const { place, rule, lead } = line;
  const { name, sentence, condition } = rule;
  const said = sentence
    ? plain(clip(sentence, 240))
    : `When ${clip(wordCondition(condition), 240)}`;
  const then = [wordLead(lead), ...wordBeside(line)].join(' · ');
  const show = button('Show', {
    id: actionIds.showRule,
    value: ruleRef(edition.number, place),
    spoken: `Show rule ${place + 1}, ${name}`,
  });
  return section(`${place + 1}. ${bold(clip(name, 120))}\n${said}\n→ ${clip(then, 300)}`, show);
}

function layerSelect({ layers, layer, total }: RulesListing): StaticSelect {
  const all = { text: `All layers (${total})`, value: rulesPart({ page: 0 }) };
  const options = layers.slice(0, 99).map(({ name, rules }, nth) => ({
    text: `${clip(name, 60)} (${rules})`,
    value: rulesPart({ layer: nth, page: 0 }),
  }));
  const chosen = layer === undefined ? all : (options[layer] ?? all);
  return {
    ...select('Choose a layer', actionIds.rulesLayer, [all, ...options]),
    initial_option: option(chosen),
  };
}

function turns({ layer, page, pages }: RulesListing): (Button | undefined)[] {
  const to = (nth: number) => rulesPart({ page: nth, ...(layer !== undefined && { layer }) });
  return [
    page > 0
      ? button('Previous page', { id: actionIds.rulesEarlier, value: to(page - 1) })
      : undefined,
    page < pages - 1
      ? button('Next page', { id: actionIds.rulesLater, value: to(page + 1) })
      : undefined,
  ];
}

function wordPage({ page, pages }: RulesListing): string {
  const where = pages > 1 ? `Page ${page + 1} of ${pages}. ` : '';
  return `${where}Of several rules that fit an account, the first wins. Find one: \`/territory rules healthcare\`. Try an account: \`/territory test acme\`.`;
}
