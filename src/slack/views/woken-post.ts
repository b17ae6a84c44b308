import type { Woken, WokenLine } from '../../domain/woken.ts';
import { actionIds, approvalsPart } from '../ids.ts';
import { waitingRow } from './approvals-list.ts';
import { actions, button, context, keepTo, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count } from './words.ts';

/** What is new before somebody, what still waits for them, and what came to them since others did not answer. */
export function wokenPost({ lines, total }: Woken): Picture {
  const text = wordWoken(lines, total);
  const more = total - lines.length;
  const all = { id: actionIds.approvals, value: approvalsPart({ page: 0 }) };
  const blocks = [
    section(`:alarm_clock: *${text}*`),
    ...lines.map(waitingRow),
    ...(more > 0 ? [context(`and ${more} more`)] : []),
    ...actions(button('Look at all that waits', all)),
  ];
  return { text, blocks: keepTo(blocks, 'message', 'More is in the list.') };
}

function wordWoken(lines: WokenLine[], total: number): string {
  const all = (how: WokenLine['how']) => lines.every((one) => one.how === how);
  const decisions = count(total, 'decision');
  if (all('came-up')) {
    return `${decisions} ${total === 1 ? 'has' : 'have'} come up to you: nobody answered in time`;
  }
  if (all('new')) return `${decisions} ${total === 1 ? 'has' : 'have'} come to you for an answer`;
  const verb = total === 1 ? 'waits' : 'wait';
  return lines.some(({ how }) => how === 'new')
    ? `${decisions} ${verb} for an answer, some of them new`
    : `${decisions} still ${verb} for an answer`;
}
