import type { KnownBlock, TableBlock } from '@slack/types';
import type { Trend } from '../../domain/quality/trend.ts';
import { wordMatter } from '../../domain/quality/wording.ts';
import type { FlawCount, FlawKind, Matter, QualityRun } from '../../domain/quality.ts';
import { actionIds } from '../ids.ts';
import {
  actions,
  bold,
  button,
  clip,
  context,
  divider,
  header,
  keepTo,
  section,
} from './blocks.ts';
import { flawTitle, wordOfKind } from './flaw-words.ts';
import type { Picture } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { count, day } from './words.ts';

export type ReportShown = {
  run: QualityRun;
  since?: Date;
  trends: Trend[];
  staleDays: number;
  /** Not everybody who may read the report may route. */
  mayRoute: boolean;
};

const MATTERS = 4;

/** What misleads rules in the whole book: figures first, then each kind with what can be done about it. */
export function qualityReport(report: ReportShown): Picture {
  const { run, trends } = report;
  const found = run.counts.filter(({ records }) => records > 0);
  const order = new Map(trends.map(({ kind }, nth) => [kind, nth]));
  const inOrder = found.toSorted((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
  const blocks = [
    header('Quality of the book'),
    context(wordRun(report)),
    figures(report),
    ...(found.length === 0 ? [section('Nothing here misleads a rule.')] : []),
    ...inOrder.flatMap((one) => kindBlocks(one, report)),
    divider,
    ...actions(
      button('Check again', { id: actionIds.checkQuality }),
      button('All as CSV', { id: actionIds.qualityCsv }),
    ),
  ];
  return {
    text: `Quality of the book: ${found.map((one) => `${flawTitle(one.kind)} ${one.records}`).join(', ')}`,
    blocks: keepTo(blocks, 'message', 'The rest is in the CSV.'),
  };
}

function wordRun({ run, since }: ReportShown): string {
  const looked = `${count(run.accounts, 'account')} and ${count(run.leads, 'lead')} looked through ${day(run.at)}.`;
  const trend = since
    ? `Changes are since ${day(since)}.`
    : 'The first look: trends come with the next one.';
  return `${looked} ${trend} I look every night.`;
}

function figures({ trends }: ReportShown): TableBlock {
  const head = ['', 'Records', 'Change', 'Last looks'].map(cell);
  const rows = trends.map(({ kind, records, change, past }) => [
    cell(flawTitle(kind)),
    cell(number(records)),
    cell(wordChange(change)),
    cell(past.length > 1 ? bars(past) : '–'),
  ]);
  const right = { align: 'right' } as const;
  return {
    type: 'table',
    rows: [head, ...rows],
    column_settings: [{ align: 'left' }, right, right, { align: 'left' }],
  };
}

function cell(text: string) {
  // Slack refuses an empty cell.
  return { type: 'raw_text' as const, text: text || ' ' };
}

function wordChange(change: number | undefined): string {
  if (change === undefined) return '–';
  if (change === 0) return '±0';
  return change > 0 ? `+${number(change)}` : `−${number(-change)}`;
}

const heights = [...'▁▂▃▄▅▆▇█'];

/** From nothing to the most there was. */
function bars(past: number[]): string {
  const most = Math.max(1, ...past);
  return past.map((value) => heights[Math.round((value / most) * 7)]).join('');
}

function kindBlocks(
  { kind, records, fixes, matters }: FlawCount,
  { staleDays, mayRoute }: ReportShown,
): KnownBlock[] {
  const lines = [
    `${bold(flawTitle(kind))} · ${count(records, 'record')}`,
    wordOfKind(kind, staleDays),
    ...wordMatters(kind, matters),
  ];
  const show = button('Show', {
    id: actionIds.showFlaws,
    value: kind,
    spoken: `Show ${flawTitle(kind)}`,
  });
  const canRoute = mayRoute && matters.some(({ name }) => name === 'no-owner');
  return [section(lines.join('\n'), show), ...actions(remedy(kind, fixes, canRoute))];
}

/** Blind rules have long names: there each matter has its line. */
function wordMatters(kind: FlawKind, matters: Matter[]): string[] {
  const named = matters.slice(0, MATTERS).map((one) => wordOne(kind, one));
  const more = matters.length - MATTERS;
  const all = more > 0 ? [...named, `and ${more} more`] : named;
  return kind === 'missing' ? all.map((words) => `• ${words}`) : [all.join(' · ')];
}

function wordOne(kind: FlawKind, { name, records, blind, rules: [worst] }: Matter): string {
  const others = blind > 1 ? ` and ${count(blind - 1, 'other rule')}` : '';
  const blinds = worst ? `: blinds “${bare(clip(worst.name, 60))}”${others}` : '';
  return `${bare(clip(wordMatter(kind, name), 60))} ${number(records)}${blinds}`;
}

function number(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

/** Only where it leads somewhere: a missing fact must be learnt, and no button knows it. */
function remedy(kind: FlawKind, fixes: number, canRoute: boolean) {
  switch (kind) {
    case 'impossible':
    case 'inconsistent':
      return fixes === 0
        ? undefined
        : button(`Propose fix (${number(fixes)})`, {
            ...{ id: actionIds.proposeFixes, value: kind },
            spoken: `Propose ${count(fixes, 'fix', 'fixes')} of ${flawTitle(kind)}`,
          });
    case 'orphan':
      return canRoute ? routeButton() : undefined;
    case 'unseen':
    case 'missing':
    case 'inactive-owner':
    case 'stale':
      return undefined;
  }
}

function routeButton() {
  return {
    ...button('Route those without an owner', { id: actionIds.routeUnowned }),
    confirm: {
      title: { type: 'plain_text', text: 'Route them by the rules?' },
      text: {
        type: 'plain_text',
        text: 'The published rules give the accounts that nobody owns to their owners, in the CRM too. What a machine should not decide alone waits for a person.',
      },
      confirm: { type: 'plain_text', text: 'Route' },
      deny: { type: 'plain_text', text: 'Leave them' },
    },
  } as const;
}

/** While a first look is under way. */
export function qualityOnItsWay(): Picture {
  const text = 'I am looking through the whole book. The report comes here as soon as I am done.';
  return { text, blocks: [section(`:hourglass_flowing_sand: ${text}`)] };
}

export function routedPicture({
  assigned,
  pending,
}: {
  assigned: number;
  pending: number;
}): Picture {
  const text =
    assigned + pending === 0
      ? 'Nothing to route: under the present rules each account without an owner has been through them, and waits for a person.'
      : `${count(assigned, 'account')} given to an owner; ${wordWaiting(pending)} for a person.`;
  return { text, blocks: [section(text)] };
}

function wordWaiting(pending: number): string {
  if (pending === 0) return 'none waits';
  return pending === 1 ? '1 waits' : `${number(pending)} wait`;
}
