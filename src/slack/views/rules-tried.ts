import type { KnownBlock, ModalView } from '@slack/types';
import type { RulesTried, TriedRow } from '../../domain/dry-run.ts';
import { actionIds, triedPart, viewIds } from '../ids.ts';
import { actions, bold, button, clip, context, divider, section } from './blocks.ts';
import { groundLines } from './ground-words.ts';
import { count } from './words.ts';

/** Every rule before the winner, a page at a time, each with what kept it from the account. */
export function rulesTriedModal(tried: RulesTried): ModalView {
  const { account, page, pages, rows } = tried;
  const to = (nth: number) => triedPart(account.id, nth);
  const turns = [
    page > 0
      ? button('Previous page', { id: actionIds.triedEarlier, value: to(page - 1) })
      : undefined,
    page < pages - 1
      ? button('Next page', { id: actionIds.triedLater, value: to(page + 1) })
      : undefined,
  ];
  return {
    type: 'modal',
    callback_id: viewIds.rulesTried,
    title: { type: 'plain_text', text: 'All rules tried' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      section(`${bold(clip(account.name, 200))}\n${wordTotal(tried)}`),
      ...rows.flatMap((row, nth) => rowBlocks(row, rows[nth - 1])),
      divider,
      ...actions(...turns),
      ...(pages > 1 ? [context(`Page ${page + 1} of ${pages}.`)] : []),
    ],
  };
}

function wordTotal({ total, winner, edition }: RulesTried): string {
  const end = winner
    ? `before rule ${winner.place + 1} ${bold(clip(winner.rule.name, 100))} wins`
    : 'and none fits';
  return `${count(total, 'rule')} of version ${edition.number} ${total === 1 ? 'is' : 'are'} tried, ${end}.`;
}

/** A line where a layer begins. */
function rowBlocks(row: TriedRow, before: TriedRow | undefined): KnownBlock[] {
  const { layer } = row.line.rule;
  const begins = before?.line.rule.layer !== layer;
  return [...(begins ? [context(bold(clip(layer, 80)))] : []), section(wordRow(row))];
}

function wordRow(row: TriedRow): string {
  const { place, rule } = row.line;
  return [`${place + 1}. ${bold(clip(rule.name, 100))}`, ...wordWhy(row)].join('\n');
}

function wordWhy(row: TriedRow): string[] {
  switch (row.kind) {
    case 'not-in-force':
      return ['It is not in force.'];
    case 'tied':
      return ['It fits as well: what decides between equal rules chose another.'];
    case 'lacks':
      return row.lacking.length > 0 ? groundLines(row.lacking) : ['No account is as it demands.'];
  }
}
