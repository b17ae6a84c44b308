import type { KnownBlock } from '@slack/types';
import type { Comparison, Tally } from '../../domain/comparison.ts';
import { clip, context, divider, header, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { type Problems, problemBlocks } from './simulate-modal.ts';
import { count } from './words.ts';

const ROWS = 10;
const FINDINGS = 6;
const NAME = 34;

/** What other rules would change: counts here, account by account in the file below. */
export function simulationPost(
  name: string,
  comparison: Comparison,
  findings: readonly string[],
): Picture {
  const { accounts, moved, byRep, byTerritory, byRule } = comparison;
  const title = `Simulation of ${clip(name, 80)}`;
  const share = accounts === 0 ? 0 : (moved.length / accounts) * 100;
  const verdict =
    moved.length === 0
      ? `None of ${count(accounts, 'account')} would go elsewhere.`
      : `*${count(moved.length, 'account')}* of ${count(accounts, 'account').replace(/ .*/, '')} would go elsewhere (${percent(share)}).`;
  return {
    text: `${title}: ${count(moved.length, 'account')} would go elsewhere`,
    blocks: [
      header(title),
      section(verdict),
      ...table('By owner', byRep),
      ...table('By territory', byTerritory),
      ...table('By rule', byRule),
      ...findingBlocks(findings),
      divider,
      context(
        moved.length === 0
          ? 'Compared with the published rules. Nothing was changed.'
          : 'Compared with the published rules. Every account that would go elsewhere is in the file below. Nothing was changed.',
      ),
    ],
  };
}

export function problemsPost(found: Problems): Picture {
  const text = `${count(found.problems.length, 'problem')} in ${found.name}`;
  return { text, blocks: problemBlocks(found) };
}

/** What the check found and does not find of the published rules, errors first. */
function findingBlocks(findings: readonly string[]): KnownBlock[] {
  if (findings.length === 0) return [];
  const lines = findings.slice(0, FINDINGS).map((words) => `• ${plain(clip(words, 300))}`);
  const more = findings.length - FINDINGS;
  const rest = more > 0 ? [`… and ${more} more: \`cadastre rules check\` lists them all.`] : [];
  return [section(['*New beside the published rules*', ...lines, ...rest].join('\n'))];
}

function percent(share: number): string {
  return share > 0 && share < 0.1 ? 'less than 0.1 %' : `${share.toFixed(1)} %`;
}

/** Only what changes; in a frame, where figures stand below each other. */
function table(title: string, tallies: readonly Tally[]): KnownBlock[] {
  const changed = tallies.filter(({ gained, lost }) => gained + lost > 0);
  if (changed.length === 0) return [context(`*${title}* nothing changes.`)];
  const rows = changed.slice(0, ROWS).map(row);
  const head = `${''.padEnd(NAME)}${['now', 'then', 'in', 'out'].map(column).join('')}`;
  const more = changed.length - ROWS;
  return [
    section(`*${title}*\n\`\`\`${[head, ...rows].join('\n')}\`\`\``),
    ...(more > 0 ? [context(`… and ${more} more with fewer changes.`)] : []),
  ];
}

function row({ name, before, after, gained, lost }: Tally): string {
  const shown = plain(clip(name, NAME - 1).replaceAll('`', 'ˋ'));
  const width = NAME + shown.length - clip(name, NAME - 1).length;
  const figures = [number(before), number(after), signed('+', gained), signed('−', lost)];
  return `${shown.padEnd(width)}${figures.map(column).join('')}`;
}

function column(text: string): string {
  return text.padStart(9);
}

function number(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

function signed(sign: '+' | '−', value: number): string {
  return value === 0 ? '' : `${sign}${number(value)}`;
}
