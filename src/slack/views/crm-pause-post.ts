import type { CrmStandstill } from '../../domain/crm-pause.ts';
import type { Owned } from '../../domain/ownership.ts';
import { clip, context, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count, moment } from './words.ts';

const owners: Record<Owned['kind'], [one: string, many: string]> = {
  account: ['owner of an account', 'owners of accounts'],
  lead: ['owner of a lead', 'owners of leads'],
  deal: ['owner of a deal', 'owners of deals'],
};

/** For ops: since when the CRM takes no new owners, and why; at last, that it does again. */
export function crmPausePost({ crm, pauses }: CrmStandstill): Picture {
  const name = plain(clip(crm, 80));
  const [first] = pauses;
  if (!first) {
    const text = `${name} takes new owners again: all that waited goes there by itself.`;
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  const text = `${name} takes no new owners at present`;
  const rows = pauses.map(({ kind, waiting, problem, until }) => {
    const waits = count(waiting, ...owners[kind]);
    const why = plain(clip(problem.replaceAll(/\s+/g, ' '), 500));
    return `• *${waits}*: ${why} Next try ${moment(until)}.`;
  });
  return {
    text,
    blocks: [
      section([`:warning: *${text}*, since ${moment(first.since)}`, ...rows].join('\n')),
      context('Nothing is lost: what was decided stands, waits, and goes there by itself.'),
    ],
  };
}
