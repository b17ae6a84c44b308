import type { KnownBlock } from '@slack/types';
import { type Comparison, changedIn, type Part, type Tally } from '../../domain/comparison.ts';
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
  { accounts, leads }: Comparison,
  findings: readonly string[],
): Picture {
  const title = `Simulation of ${clip(name, 80)}`;
  const changed = changedIn(accounts) + changedIn(leads);
  const compared = 'Compared with what the published rules would do, one after the other.';
  const file = 'Each account and lead that would fare otherwise is in the file below.';
  return {
    text: `${title}: ${changed} would fare otherwise`,
    blocks: [
      header(title),
      ...partBlocks('account', accounts),
      ...partBlocks('lead', leads),
      ...findingBlocks(findings),
      divider,
      context(`${compared} ${changed === 0 ? '' : `${file} `}Nothing was changed.`),
    ],
  };
}

function partBlocks(what: string, part: Part): KnownBlock[] {
  if (part.count === 0) return [];
  return [
    section(verdictOf(what, part)),
    ...table('By owner, now and then', part.byOwner),
    ...table('By territory, published and then', part.byTerritory),
    ...table('By rule, published and then', part.byRule),
  ];
}

function verdictOf(what: string, part: Part): string {
  const { count: all, goes, waits, stays } = part;
  const changed = changedIn(part);
  if (changed === 0) return `None of ${count(all, what)} would fare otherwise.`;
  const fates = [
    ...(goes > 0 ? [`${number(goes)} would go to somebody else`] : []),
    ...(waits > 0 ? [`${number(waits)} would wait for a person`] : []),
    ...(stays > 0 ? [`${number(stays)} would stay that the published rules move`] : []),
  ];
  const share = percent((changed / all) * 100);
  return `*${count(changed, what)}* of ${number(all)} would fare otherwise (${share}): ${fates.join(', ')}.`;
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
  const head = `${''.padEnd(NAME)}${['before', 'then', 'in', 'out'].map(column).join('')}`;
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
