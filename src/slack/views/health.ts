import type { KnownBlock } from '@slack/types';
import { type Health, isLate } from '../../domain/health.ts';
import { failureActions } from '../failure-ids.ts';
import { button, clip, divider, plain, section } from './blocks.ts';
import { pauseRows, unreadRows } from './crm-pause-post.ts';
import { wordStepOf } from './import-post.ts';
import { count, day, moment, wordActor } from './words.ts';

/** What ops look after: the way to the CRM, what waits to be done, the rules, the log. */
export function healthRows(health: Health | undefined, at: Date): KnownBlock[] {
  if (!health) return [];
  const lines = [
    ...syncLines(health, at),
    tasksLine(health),
    rulesLine(health),
    ...importLine(health),
    ...recordsLine(health),
    ...auditLine(health),
  ];
  const look = button('Look…', {
    id: failureActions.lookGivenUp,
    spoken: 'Look at what was given up',
  });
  const text = ['*Health of the registry*', ...lines].join('\n');
  return [divider, section(text, health.tasks.dead > 0 ? look : undefined)];
}

function syncLines({ sync }: Health, at: Date): string[] {
  const { askedAt, toldAt, unread, pauses, found, waiting, stuck } = sync;
  if (!askedAt) return ['*CRM* Nothing was imported yet.'];
  const asked = isLate(sync, at)
    ? `:warning: *The CRM was asked last ${moment(askedAt)}*: is a worker running?`
    : `*CRM* Asked last ${moment(askedAt)} what was touched`;
  const told = toldAt ? `, and it told last ${moment(toldAt)}` : '';
  const left = waiting > 0 ? `; ${count(waiting, 'change')} to be read` : '';
  const given =
    stuck > 0
      ? [
          `:warning: *${count(stuck, 'change')} of the CRM could not be read*, and the log says why.`,
        ]
      : [];
  const healed =
    found > 0
      ? ` Asking has brought ${count(found, 'change')} ${toldAt ? 'of which it had not told' : 'in all'}.`
      : '';
  const blind =
    unread.length > 0 ? [':warning: *The CRM does not serve*', ...unreadRows(unread, 250)] : [];
  const paused =
    pauses.length > 0
      ? [
          ':warning: *The CRM takes no new owners at present*: they wait, and go there by themselves.',
          ...pauseRows(pauses, 250),
        ]
      : [];
  return [`${asked}${told}${left}.${healed}`, ...paused, ...blind, ...given];
}

function tasksLine({ tasks: { due, retrying, dead } }: Health): string {
  const parts = [
    due > 0 ? `${count(due, 'effect')} to be done` : undefined,
    retrying > 0 ? `${retrying} to be tried again` : undefined,
  ].filter((part) => part !== undefined);
  const waits = `*Queues* ${parts.length > 0 ? parts.join(', ') : 'Nothing waits to be done'}.`;
  if (dead === 0) return waits;
  return `${waits}\n:warning: *${count(dead, 'effect was', 'effects were')} given up*: look why, and try again.`;
}

function rulesLine({ rules }: Health): string {
  if (!rules) return ':warning: *No rules are published*: everything waits for a person.';
  const { number, name, publishedAt, by } = rules;
  const hand = by ? ` by ${wordActor(by)}` : '';
  return `*Rules* Version ${number} “${plain(clip(name, 80))}”, published ${day(publishedAt)}${hand}.`;
}

function importLine({ import: running }: Health): string[] {
  if (!running) return [];
  const { step, startedAt, problem } = running;
  const stands = problem ? `\n:warning: *It stands still*: ${plain(clip(problem, 300))}` : '';
  return [`*Import* Under way since ${moment(startedAt)}: ${wordStepOf(step)}.${stands}`];
}

function recordsLine({ records }: Health): string[] {
  if (!records) return [];
  const { accounts, leads, at } = records;
  return [
    `*Records* ${count(accounts, 'account')} and ${count(leads, 'lead')}, looked through ${day(at)}: \`/territory quality\`.`,
  ];
}

function auditLine({ audit }: Health): string[] {
  if (!audit) return [];
  const { at, lines, breaks } = audit;
  if (breaks.length === 0) return [`*Log* ${count(lines, 'line')}, followed ${day(at)}: unbroken.`];
  return [`:warning: *The log was tampered with*: \`cadastre audit verify\` names the lines.`];
}
