import type { ModalView } from '@slack/types';
import type { Finding, FlawKind } from '../../domain/quality.ts';
import { actionIds, flawsPart, viewIds } from '../ids.ts';
import { actions, bold, button, clip, context, divider, plain, section } from './blocks.ts';
import { flawLine, flawTitle } from './flaw-words.ts';
import { count, day } from './words.ts';

export type FlawsShown = {
  kind: FlawKind;
  records: number;
  at: Date;
  findings: Finding[];
  crmUrl?: string;
};

const ROWS = 10;

/** Some of the records with flaws of one kind, a page at a time. */
export function flawsModal(shown: FlawsShown, page: number): ModalView {
  const { kind, records, at, findings } = shown;
  const pages = Math.max(1, Math.ceil(findings.length / ROWS));
  const rows = findings.slice(page * ROWS, (page + 1) * ROWS);
  const turns = [
    page > 0
      ? button('Previous page', { id: actionIds.flawsEarlier, value: flawsPart(kind, page - 1) })
      : undefined,
    page < pages - 1
      ? button('Next page', { id: actionIds.flawsLater, value: flawsPart(kind, page + 1) })
      : undefined,
  ];
  return {
    type: 'modal',
    callback_id: viewIds.flaws,
    title: { type: 'plain_text', text: flawTitle(kind) },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      context(wordShown(findings.length, records, at)),
      ...rows.map((finding) => section(row(finding, shown.crmUrl))),
      ...(rows.length === 0 ? [section('Nothing to show: look again with *Check again*.')] : []),
      divider,
      ...actions(...turns),
      context(`${pages > 1 ? `Page ${page + 1} of ${pages}. ` : ''}Every one is in the CSV.`),
    ],
  };
}

function wordShown(shown: number, records: number, at: Date): string {
  const all = count(records, 'record');
  const some = shown < records ? `${shown} samples of ${all}` : all;
  return `${some}, as of ${day(at)}. What was mended since is still here until the next look.`;
}

function row({ record, flaw }: Finding, crmUrl: string | undefined): string {
  const name = clip(record.name, 120);
  const url = record.kind === 'account' ? crmUrl?.replace('{id}', record.crmId) : undefined;
  const title = url ? `*<${url}|${plain(name).replaceAll(/[*|]/g, ' ')}>*` : bold(name);
  const lead = record.kind === 'lead' ? ' (lead)' : '';
  return `${title}${lead}\n${flawLine(flaw)}`;
}
