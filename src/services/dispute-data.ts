import { type EvidenceLine, lineOf } from '../domain/dispute-evidence.ts';
import type { Known } from '../domain/facts.ts';
import { wordValue } from '../domain/past.ts';
import { wordSources } from '../domain/source-word.ts';
import type { Ports } from '../ports.ts';
import type { Judged } from './account-case.ts';
import { hearSources } from './source-words.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Case = { accountId: string; contested: readonly string[]; judged: Judged | undefined };

/** The facts on which the rules rest and those that are said to be wrong, each with what every source says of it. */
export async function dataLines(
  ports: Needs,
  workspaceId: string,
  { accountId, contested, judged }: Case,
  at: Date,
): Promise<EvidenceLine[]> {
  const rested = judged?.one.findings.restsOn ?? [];
  const keys = [...new Set([...contested, ...rested])];
  const heard = await hearSources(ports, workspaceId, accountId, keys);
  if (!heard) return [];
  return keys.flatMap((key) => {
    const words = heard.words.get(key) ?? [];
    const isOneVoice = words.every(({ source }) => source.kind === 'rules');
    if (isOneVoice) return [factLine(key, heard.known, judged, at)];
    const order = { attribute: key, isRanked: heard.ranked.has(key) };
    return wordSources(words, order).map(({ text, by, at: since }) =>
      lineOf('data', by ?? 'registry', since ?? at)(text),
    );
  });
}

/** Owners by name: the facts know them by their addresses. */
function factLine(
  key: string,
  { facts, origins }: Known,
  judged: Judged | undefined,
  at: Date,
): EvidenceLine {
  const { source = 'registry', at: since = at } = origins[key] ?? {};
  const value = wordValue(facts[key]);
  const name = judged?.seats.byEmail.get(value.toLowerCase())?.name ?? value;
  const text = `${key.replaceAll('_', ' ')}: ${name}`;
  return lineOf('data', source, since)(text);
}
