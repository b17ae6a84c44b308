import type { KnownBlock } from '@slack/types';
import { methodName, type PartsListing, type RulePart } from '../../domain/rule-part.ts';
import { actionIds, partRef, rulesPart } from '../ids.ts';
import { actions, bold, button, clip, context, divider, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { count } from './words.ts';

/** The pools, lists and regions that the rules name. */
export function partsList({ edition, parts, total, page, pages }: PartsListing): Picture {
  const text = `Pools, lists and regions of version ${edition.number}`;
  return {
    text,
    blocks: [
      section(
        total === 0 ? `*${text}*\nThe rules name none.` : `*${text}*\n${count(total, 'name')}`,
      ),
      ...parts.map((part) => partRow(part, edition.number)),
      divider,
      ...actions(
        button('All rules', { id: actionIds.rulesBack, value: rulesPart({ page: 0 }) }),
        page > 0
          ? button('Previous page', { id: actionIds.partsEarlier, value: String(page - 1) })
          : undefined,
        page < pages - 1
          ? button('Next page', { id: actionIds.partsLater, value: String(page + 1) })
          : undefined,
      ),
      ...(pages > 1 ? [context(`Page ${page + 1} of ${pages}.`)] : []),
    ],
  };
}

export function partRow(part: RulePart, edition: number): KnownBlock {
  const spoken = `Show ${part.kind} ${part.name}`;
  const show = button('Show', { id: actionIds.showPart, value: partRef(edition, part), spoken });
  return section(`${bold(clip(part.name, 120))}\n${wordPart(part)}`, show);
}

function wordPart(part: RulePart): string {
  switch (part.kind) {
    case 'pool': {
      const { members, overflow } = part.pool;
      const next = overflow === undefined ? '' : `, overflows to ${bare(clip(overflow, 80))}`;
      return `Pool · ${methodName(part.pool)} · ${count(members.length, 'member')}${next}`;
    }
    case 'list':
      return `List · ${count(part.values.length, 'value')}`;
    case 'region':
      return `Region · ${part.places.map(({ country }) => bare(country)).join(', ')}`;
  }
}
