import type { KnownBlock } from '@slack/types';
import { rungs } from '../../domain/dispute-bench.ts';
import type { Ledger, LedgerFigures, LedgerLine } from '../../domain/dispute-case.ts';
import { isOpenDispute } from '../../domain/dispute-state.ts';
import { disputeIds } from '../dispute-ids.ts';
import { actions, bold, button, clip, context, header, plain, section } from './blocks.ts';
import { claimWords, rungWords, wordOutcome, wordStatus } from './dispute-words.ts';
import type { Picture } from './owner-card.ts';
import { count, day, mention, moment } from './words.ts';

/** Every case of the workspace, for everybody: those that are open with rung and clock, those that are closed with outcome and reason. */
export function disputesList(ledger: Ledger): Picture {
  const { lines, page, pages, open, total } = ledger;
  const text =
    total === 0
      ? 'No account was ever disputed here.'
      : `${open === 0 ? 'No dispute is' : count(open, 'dispute is', 'disputes are')} open, of ${total}`;
  return {
    text,
    blocks: [
      header('Disputes'),
      section(
        total === 0
          ? `${text} Whoever thinks that an owner is wrong can say \`/dispute acme\`.`
          : `*${text}*`,
      ),
      ...figures(ledger),
      ...lines.map((line) => section(wordLine(line, ledger), opener(line))),
      ...actions(
        page > 0 ? button('Newer', { id: disputeIds.newer, value: String(page - 1) }) : undefined,
        page + 1 < pages
          ? button('Older', { id: disputeIds.older, value: String(page + 1) })
          : undefined,
      ),
    ],
  };
}

function opener({ id, account }: LedgerLine) {
  return button('Open', { id: disputeIds.show, value: id, spoken: `Open: ${account.name}` });
}

/** A case that is open, where it is one of several. */
export function openDisputeRow(line: LedgerLine): KnownBlock {
  const row = section(`${wordHead(line)}\n${wordOpen(line)}`, opener(line));
  // The same row keeps its id when it is drawn again, so a click in that moment is not lost.
  return { ...row, block_id: `dispute-${line.id}` };
}

function wordHead({ number, account, by, claim }: LedgerLine): string {
  return `*Dispute ${number}* · ${bold(clip(account.name, 100))} · ${mention(by)}: ${claimWords[claim]}`;
}

function wordOpen({ status, dueAt, raisedAt }: LedgerLine): string {
  const due = dueAt ? ` until ${moment(dueAt)}` : '';
  return `:hourglass_flowing_sand: *Open*, ${wordStatus({ status })}${due}, since ${day(raisedAt)}`;
}

function wordLine(line: LedgerLine, { reasons }: Ledger): string {
  const { status, decision } = line;
  const head = wordHead(line);
  if (isOpenDispute({ status })) return `${head}\n${wordOpen(line)}`;
  const stands = `*${wordEnd(status)}* ${day(line.movedAt)}`;
  if (!decision) return `${head}\n${stands}`;
  const code = decision.verdict.kind === 'ruled' ? reasons[decision.verdict.code] : undefined;
  const because = {
    agreed: 'both sides agreed',
    lapsed: 'nobody decided in time',
    'in-band': 'it lies near the rule’s line',
    ruled: code ?? 'a verdict',
  };
  return `${head}\n${stands}: ${wordOutcome(decision.ruling.outcome)} — ${because[decision.verdict.kind]}`;
}

function wordEnd(status: LedgerLine['status']): string {
  switch (status) {
    case 'withdrawn':
      return 'Withdrawn';
    case 'merged':
      return 'Part of another case since';
    case 'data-fix':
      return 'Data was wrong';
    default:
      return 'Closed';
  }
}

/** How disputes go here. */
function figures({ figures: found }: Ledger): KnownBlock[] {
  if (!found || found.closed === 0) return [];
  const { closed, upheld, overturned, appealed, hours, byRule, byTerritory, repeaters } = found;
  const parts = [
    `${count(closed, 'closed case')}, ${upheld === 0 ? 'none' : upheld} with a change`,
    appealed > 0 ? `${overturned} of ${count(appealed, 'appeal')} overturned` : undefined,
    hours.length > 0 ? `usual time: ${wordTimes(hours)}` : undefined,
    ranked('by rule', byRule),
    ranked('by territory', byTerritory),
    ranked('filed most', repeaters),
  ];
  return [context(parts.filter((part) => part !== undefined).join(' · '))];
}

/** From the first rung to the last. */
function wordTimes(hours: LedgerFigures['hours']): string {
  return hours
    .toSorted((one, other) => rungs.indexOf(one.rung) - rungs.indexOf(other.rung))
    .map(({ rung, hours: of }) => `${wordHours(of)} before ${rungWords[rung]}`)
    .join(', ');
}

function wordHours(hours: number): string {
  return hours < 1 ? 'under an hour' : count(hours, 'hour');
}

function ranked(title: string, most: LedgerFigures['repeaters']): string | undefined {
  if (most.length === 0) return undefined;
  const named = most.map(({ name, cases }) => `${plain(clip(name, 60))} (${cases})`);
  return `${title}: ${named.join(', ')}`;
}
