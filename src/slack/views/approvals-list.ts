import type { KnownBlock, StaticSelect } from '@slack/types';
import type { Waiting, WaitingFilter, WaitingLine, WaitingPage } from '../../domain/book.ts';
import { failureActions } from '../failure-ids.ts';
import { actionIds, approvalsPart } from '../ids.ts';
import { actions, bold, button, clip, context, header, plain, section, select } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import {
  reasonsToWait,
  wordReasons,
  wordRefused,
  wordTaker,
  wordTwins,
  wordWaiting,
} from './waiting-words.ts';
import { count, day, mention, moment } from './words.ts';

/** What waits for a person, the oldest first; each opens where it can be decided. */
export function approvalsList(listing: WaitingPage): Picture {
  const { total, lines, page, pages, among } = listing;
  const text = total === 0 ? 'No decision waits for a person.' : wordWaiting(listing);
  if (total === 0) {
    return { text, blocks: [section(`:white_check_mark: ${text}`), ...refusedRow(listing)] };
  }
  const earlier = { id: actionIds.approvalsEarlier, value: part(listing, { page: page - 1 }) };
  const later = { id: actionIds.approvalsLater, value: part(listing, { page: page + 1 }) };
  const several = { id: actionIds.approveSeveral, value: part(listing, { page: 0 }) };
  return {
    text,
    blocks: [
      header(text),
      ...actions(reasonSelect(listing), territorySelect(listing), ageSelect(listing)),
      ...(lines.length > 0 ? lines.map(waitingRow) : [context('None of them is left.')]),
      ...actions(
        page > 0 ? button('Previous page', earlier) : undefined,
        page + 1 < pages ? button('Next page', later) : undefined,
        among > 1 ? button('Approve several…', several) : undefined,
      ),
      ...refusedRow(listing),
      context(`${wordFilter(listing)} · page ${page + 1} of ${pages}`),
    ],
  };
}

/** Beside the decisions: owners who were decided, and whom the CRM does not take. */
export function refusedRow({ refused }: Pick<Waiting, 'refused'>): KnownBlock[] {
  if (refused === 0) return [];
  const look = { id: failureActions.lookRefused, spoken: 'Look at the refused owners' };
  return [
    section(`*${wordRefused({ refused })}*: write them again, or undo`, button('Look', look)),
  ];
}

/** The same list, but for what is said here. */
function part({ filter }: WaitingPage, changed: WaitingFilter & { page: number }): string {
  return approvalsPart({ ...filter, ...changed });
}

function wordFilter({ filter, byTerritory, among }: WaitingPage): string {
  const { flag, territory, age } = filter;
  const place = byTerritory.find(({ id }) => id === territory);
  const words = [
    ...(flag ? [reasonsToWait[flag]] : []),
    ...(territory
      ? [`in ${plain(clip(place?.name ?? 'that territory', 100))}${below(place)}`]
      : []),
    ...(age ? [`for more than a ${age}`] : []),
  ];
  if (words.length === 0) return 'The oldest first';
  return `${count(among, 'decision')} ${among === 1 ? 'waits' : 'wait'} ${words.join(', ')}`;
}

type Place = WaitingPage['byTerritory'][number];

/** Whoever chooses a territory sees what lies below it as well. */
function below(place: Pick<Place, 'below'> | undefined): string {
  return place && place.below > 0 ? ' and below it' : '';
}

function reasonSelect(listing: WaitingPage): StaticSelect {
  const { byFlag, total, filter } = listing;
  const { flag: _, ...others } = filter;
  const all = { text: `All reasons (${total})`, value: approvalsPart({ ...others, page: 0 }) };
  const each = byFlag.map(({ kind, decisions }) => ({
    text: `${decisions} ${reasonsToWait[kind]}`,
    value: part(listing, { page: 0, flag: kind }),
  }));
  return chosen(select('For a reason …', actionIds.approvalsFlag, [all, ...each]), listing);
}

function territorySelect(listing: WaitingPage): StaticSelect | undefined {
  const { byTerritory, filter } = listing;
  if (byTerritory.length === 0) return undefined;
  const { territory: _, ...others } = filter;
  const all = { text: 'All territories', value: approvalsPart({ ...others, page: 0 }) };
  const each = byTerritory.map(({ id, name, decisions, ...rest }) => ({
    text: `${clip(name, 45)}${below(rest)} (${decisions})`,
    value: part(listing, { page: 0, territory: id }),
  }));
  return chosen(select('In a territory …', actionIds.approvalsTerritory, [all, ...each]), listing);
}

function ageSelect(listing: WaitingPage): StaticSelect {
  const { age: _, ...others } = listing.filter;
  const ages = [
    { text: 'Whenever it was asked', value: approvalsPart({ ...others, page: 0 }) },
    { text: 'For more than a day', value: part(listing, { page: 0, age: 'day' }) },
    { text: 'For more than a week', value: part(listing, { page: 0, age: 'week' }) },
  ];
  return chosen(select('Since when …', actionIds.approvalsAge, ages), listing);
}

/** What is filtered by stays to be seen. */
function chosen(offered: StaticSelect, listing: WaitingPage): StaticSelect {
  const now = part(listing, { page: 0 });
  const initial = offered.options?.find(({ value }) => value === now);
  return initial ? { ...offered, initial_option: initial } : offered;
}

export function waitingRow({
  proposalId,
  kind,
  name,
  flags,
  since,
  present,
  proposed,
  pool,
  dueAt,
}: WaitingLine): KnownBlock {
  const why = [...new Set(flags.map((flag) => reasonsToWait[flag.kind]))].join(', ');
  const move = `${present ? mention(present) : 'nobody'} → ${wordTaker({ proposed, pool })}`;
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
        ...(refused > 0
          ? [
              button('Look at the refused', { id: failureActions.lookRefused }),
              button('Retry many…', { id: failureActions.lookGivenUp }),
            ]
          : []),
      ),
    ],
  };
}
