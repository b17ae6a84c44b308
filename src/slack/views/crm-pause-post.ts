import type { CrmStandstill, CrmUnread } from '../../domain/crm-pause.ts';
import type { Owned } from '../../domain/ownership.ts';
import { clip, context, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count, moment } from './words.ts';

const owners: Record<Owned['kind'], [one: string, many: string]> = {
  account: ['owner of an account', 'owners of accounts'],
  lead: ['owner of a lead', 'owners of leads'],
  deal: ['owner of a deal', 'owners of deals'],
};

const records: Record<Owned['kind'], string> = {
  account: 'Accounts',
  lead: 'Leads',
  deal: 'Deals',
};

/** For ops: since when the CRM takes no new owners or is not to be read, and why; at last, that it serves again. */
export function crmPausePost({ crm, pauses, unread }: CrmStandstill): Picture {
  const name = plain(clip(crm, 80));
  if (pauses.length === 0 && unread.length === 0) {
    const text = `${name} serves again: what waited goes there, and what was changed there is read, by itself.`;
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  const text = `${name} ${troubleOf(pauses.length > 0, unread.length > 0)} at present`;
  const since = Math.min(...[...pauses, ...unread].map((one) => one.since.getTime()));
  const rows = pauseRows(pauses, 500);
  const head = `:warning: *${text}*, since ${moment(new Date(since))}`;
  return {
    text,
    blocks: [
      section([head, ...rows].join('\n')),
      ...(unread.length > 0 ? [section(unreadRows(unread, 500).join('\n'))] : []),
      context(
        'Nothing is lost: what was decided stands, waits, and goes there by itself; what changes there is read then.',
      ),
    ],
  };
}

function troubleOf(isPaused: boolean, isUnread: boolean): string {
  if (isPaused && isUnread) return 'does not serve';
  return isPaused ? 'takes no new owners' : 'cannot be read';
}

/** For ops, wherever they look: new owners that wait until the CRM takes them. */
export function pauseRows(pauses: CrmStandstill['pauses'], most: number): string[] {
  return pauses.map(({ kind, waiting, problem, until }) => {
    const waits = count(waiting, ...owners[kind]);
    return `• *${waits}*: ${whyOf(problem, most)} Next try ${moment(until)}.`;
  });
}

/** The same of what it does not let us read. */
export function unreadRows(unread: CrmUnread[], most: number): string[] {
  return unread.map(
    ({ kind, since, problem, until }) =>
      `• *${records[kind]} cannot be read* since ${moment(since)}: ${whyOf(problem, most)}${until ? ` Next try ${moment(until)}.` : ''}`,
  );
}

function whyOf(problem: string, most: number): string {
  return plain(clip(problem.replaceAll(/\s+/g, ' '), most));
}
