import type { Woken, WokenLine } from '../../domain/woken.ts';
import { actionIds, approvalsPart } from '../ids.ts';
import { waitingRow } from './approvals-list.ts';
import { actions, button, context, keepTo, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count } from './words.ts';

/** What still waits for somebody, and what came to them since others did not answer. */
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
  const cameUp = lines.every(({ how }) => how === 'came-up');
  const decisions = count(total, 'decision');
  if (!cameUp) return `${decisions} still ${total === 1 ? 'waits' : 'wait'} for an answer`;
  return `${decisions} ${total === 1 ? 'has' : 'have'} come up to you: nobody answered in time`;
}
