import type { KnownBlock } from '@slack/types';
import type { Waiting, WaitingLine, WaitingPage } from '../../domain/book.ts';
import { actionIds, approvalsPart } from '../ids.ts';
import { actions, bold, button, clip, context, header, section, select } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import {
  reasonsToWait,
  wordReasons,
  wordRefused,
  wordTwins,
  wordWaiting,
} from './waiting-words.ts';
import { day, mention, moment } from './words.ts';

/** What waits for a person, the oldest first; each opens where it can be decided. */
export function approvalsList(listing: WaitingPage): Picture {
  const { total, lines, page, pages, flag } = listing;
  const text = total === 0 ? 'No decision waits for a person.' : wordWaiting(listing);
  if (total === 0) return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  const earlier = { id: actionIds.approvalsEarlier, value: part(listing, page - 1) };
  const later = { id: actionIds.approvalsLater, value: part(listing, page + 1) };
  return {
    text,
    blocks: [
      header(text),
      ...actions(reasonSelect(listing)),
      ...(lines.length > 0
        ? lines.map(waitingRow)
        : [context('None waits for that reason any more.')]),
      ...actions(
        page > 0 ? button('Earlier', earlier) : undefined,
        page + 1 < pages ? button('Later', later) : undefined,
      ),
      context(
        `${flag ? `Those ${reasonsToWait[flag]}` : 'The oldest first'} · page ${page + 1} of ${pages}`,
      ),
    ],
  };
}

function part({ flag }: WaitingPage, page: number): string {
  return approvalsPart({ page, ...(flag && { flag }) });
}

function reasonSelect({ byFlag, total }: WaitingPage) {
  const all = { text: `All reasons (${total})`, value: approvalsPart({ page: 0 }) };
  const each = byFlag.map(({ kind, decisions }) => ({
    text: `${decisions} ${reasonsToWait[kind]}`,
    value: approvalsPart({ page: 0, flag: kind }),
  }));
  return select('Only those …', actionIds.approvalsFlag, [all, ...each]);
}

export function waitingRow({
  proposalId,
  kind,
  name,
  flags,
  since,
  present,
  proposed,
  dueAt,
}: WaitingLine): KnownBlock {
  const why = [...new Set(flags.map((flag) => reasonsToWait[flag.kind]))].join(', ');
  const move = `${present ? mention(present) : 'nobody'} → ${proposed ? mention(proposed) : 'to be chosen'}`;
  const due = dueAt ? `, due ${moment(dueAt)}` : '';
  const title = `${bold(clip(name, 120))}${kind === 'lead' ? ' · a lead' : ''}`;
  const open = { id: actionIds.openProposal, value: proposalId, spoken: `Decide ${name}` };
  const row = section(
    `${title}\n${move} · since ${day(since)}${due}: ${why}`,
    button('Decide…', open),
  );
  // The same row keeps its id when it is drawn again, so a click in that moment is not lost.
  return { ...row, block_id: `waiting-${proposalId}` };
}

/** For ops, when more came at once than anybody reads one by one. */
export function waitingPost(waiting: Waiting): Picture {
  const { total, twins, refused } = waiting;
  const parts = [
    total > 0 ? wordWaiting(waiting) : '',
    twins > 0 ? wordTwins(waiting) : '',
    refused > 0 ? wordRefused(waiting) : '',
  ];
  const text = parts.filter((part) => part !== '').join('; ');
  const decisions = { id: actionIds.approvals, value: approvalsPart({ page: 0 }) };
  return {
    text,
    blocks: [
      section([`:hourglass_flowing_sand: *${text}*`, wordReasons(waiting)].join('\n')),
      ...actions(
        total > 0 ? button('Look at them', decisions) : undefined,
        twins > 0 ? button('Look at the pairs', { id: actionIds.duplicates }) : undefined,
      ),
    ],
  };
}
