import { splitLegalForm } from './legal-forms.ts';
import type { Match, MatchReason, NameKind } from './match.ts';
import { type SearchForm, searchForm } from './search-form.ts';
import { editDistance, tolerance } from './spelling.ts';

/** A name of the registry that may be meant. */
export type NameRow = {
  accountId: string;
  kind: NameKind;
  name: string;
  norm: string;
  sortKey: string;
};

/** How many names hold a word; a word that nobody holds is not in it. */
export type Frequencies = Map<string, number>;

/** A little less for what an account is called beside its name. */
const kindCost: Record<NameKind, number> = { name: 0, short: 0.005, alias: 0.005, former: 0.02 };

/** The best match of each account, best first. */
export function rankNames(asked: string, rows: NameRow[], frequencies: Frequencies): Match[] {
  const form = searchForm(asked);
  const best = new Map<string, Match>();
  for (const row of rows) {
    const { score, reason } = compare(form, row, frequencies);
    const cost = kindCost[row.kind];
    const match = { accountId: row.accountId, reason, score: score - cost };
    const known = best.get(row.accountId);
    if (!known || known.score < match.score) best.set(row.accountId, match);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

type Compared = { score: number; reason: MatchReason };

function compare(asked: SearchForm, row: NameRow, frequencies: Frequencies): Compared {
  const told = { nameKind: row.kind, name: row.name };
  const core = coreOf(asked.sortKey);
  const rowCore = coreOf(row.sortKey);
  if (rowCore === core) {
    const whole = row.norm === asked.norm ? 1 : 0.985;
    return { score: whole, reason: { kind: 'name', ...told } };
  }
  const rowWords = splitLegalForm(row.norm.split(' ')).core;
  const alike = Math.max(
    alignment(asked.words, rowWords, frequencies),
    wholeSimilarity(core, rowCore),
  );
  if (rowCore.startsWith(core)) {
    const share = core.length / rowCore.length;
    const score = Math.max(0.7 + 0.2 * share, alike * 0.95);
    return { score, reason: { kind: 'beginning', ...told } };
  }
  const holdsAll = asked.words.every((word) => rowWords.includes(word));
  return { score: alike * 0.95, reason: { kind: holdsAll ? 'words' : 'spelling', ...told } };
}

function coreOf(sortKey: string): string {
  return sortKey.split(' ')[0] ?? '';
}

/** Spaces do not count here, so joined and split words compare well. */
function wholeSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  const most = Math.floor(longer * 0.35);
  const distance = editDistance(a, b, most);
  return distance > most ? 0 : 1 - distance / longer;
}

/** How well the rarer words of the question are found in the name, and the name's in the question. */
function alignment(asked: string[], held: string[], frequencies: Frequencies): number {
  let wanted = 0;
  let found = 0;
  const used = new Set<string>();
  asked.forEach((word, at) => {
    const weight = weightOf(word, frequencies);
    wanted += weight;
    const [partner, likeness] = bestPartner(word, held, at === asked.length - 1);
    if (!partner) return;
    found += weight * likeness;
    used.add(partner);
  });
  const total = held.reduce((sum, word) => sum + weightOf(word, frequencies), 0);
  const covered = held.reduce(
    (sum, word) => sum + (used.has(word) ? weightOf(word, frequencies) : 0),
    0,
  );
  if (wanted === 0 || total === 0) return 0;
  return 0.75 * (found / wanted) + 0.25 * (covered / total);
}

function bestPartner(word: string, held: string[], last: boolean): [string | undefined, number] {
  let best: [string | undefined, number] = [undefined, 0];
  for (const other of held) {
    const likeness = wordLikeness(word, other, last);
    if (likeness > best[1]) best = [other, likeness];
  }
  return best;
}

/** The last word of a question may be cut short. */
function wordLikeness(word: string, other: string, last: boolean): number {
  if (word === other) return 1;
  if (last && word.length >= 2 && other.startsWith(word)) {
    return 0.75 + (0.2 * word.length) / other.length;
  }
  const longer = Math.max(word.length, other.length);
  const most = Math.max(tolerance(word.length), longer >= 9 ? 3 : 0);
  const distance = editDistance(word, other, most);
  return distance > most ? 0 : 1 - (0.8 * distance) / longer;
}

/** Rare words tell companies apart; every tenth one is called "group". */
export function weightOf(word: string, frequencies: Frequencies): number {
  return 1 / (1 + Math.log10(1 + (frequencies.get(word) ?? 0)));
}
