import type { Finding } from '../domain/dispute-event.ts';
import type { Known } from '../domain/facts.ts';
import { houseStyleOf } from '../domain/quality/house-style.ts';
import { textIn } from '../domain/reading/value.ts';
import {
  type Catalogue,
  derivedAttributes,
  extended,
  standardCatalogue,
} from '../domain/rules/attribute.ts';
import { usualSources } from '../domain/source.ts';
import { betterWord, isNews, type SourceWord, textOf, wordsOf } from '../domain/source-word.ts';
import type { Ports } from '../ports.ts';
import { readFacts } from '../store/facts.ts';
import { findCleanValue } from '../store/fixes.ts';
import { countSpellings } from '../store/quality-book.ts';
import { readRankings } from '../store/rankings.ts';
import { readSayings } from '../store/sayings.ts';
import { ownAttributes } from './sound-fields.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type Heard = {
  known: Known;
  catalogue: Catalogue;
  words: Map<string, SourceWord[]>;
  /** Of which attributes ops have put the sources in order. */
  ranked: ReadonlySet<string>;
};

/** What each source says of these attributes of an account, the best source first; undefined where the account is gone. */
export async function hearSources(
  { database: { prisma }, clock }: Needs,
  workspaceId: string,
  accountId: string,
  attributes: readonly string[],
): Promise<Heard | undefined> {
  const asked = attributes.filter((key) => !derivedAttributes.has(key));
  const known = (await readFacts(prisma, workspaceId, [accountId])).get(accountId);
  const sayings = await readSayings(prisma, workspaceId, accountId, asked);
  if (!known || !sayings) return undefined;
  const rankings = await readRankings(prisma, workspaceId);
  const ranked = new Map(rankings.map(({ attribute, sources }) => [attribute, sources]));
  const catalogue = extended(standardCatalogue, await ownAttributes(prisma, workspaceId));
  const reading = { known, catalogue, at: clock.now() };
  const words = asked.map((key): [string, SourceWord[]] => [
    key,
    wordsOf(key, ranked.get(key) ?? usualSources(key), sayings, reading),
  ]);
  return { known, catalogue, words: new Map(words), ranked: new Set(ranked.keys()) };
}

type Better = Pick<Extract<Finding, { kind: 'data-wrong' }>, 'is' | 'source' | 'ranked'>;

/** What a better source than the one that rules read says of an attribute, as the CRM would get it. */
export async function findBetterValue(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  attribute: string,
): Promise<Better | undefined> {
  const heard = await hearSources(ports, workspaceId, accountId, [attribute]);
  const words = heard?.words.get(attribute) ?? [];
  const better = betterWord(words);
  if (!heard || !better) return undefined;
  const style = houseStyleOf(await countSpellings(ports.database.prisma, workspaceId));
  const type = heard.catalogue.get(attribute)?.type;
  const country = textIn(heard.known.facts.country);
  const is = textOf(better, { attribute, type, style, country });
  if (!heard.ranked.has(attribute)) return { is, source: better.by };
  const read = words.find(({ source }) => source.kind === 'rules');
  const over = read && { source: read.by, place: words.indexOf(read) };
  const ranked = { place: words.indexOf(better), ...(over && { over }) };
  return { is, source: better.by, ranked };
}

/** A clean value that is known and is another fact than the one that stands there, not the same one written better. */
export async function findRightValue(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  attribute: string,
): Promise<{ was: string; is: string } | undefined> {
  const { prisma } = ports.database;
  const clean = await findCleanValue(prisma, workspaceId, accountId, attribute);
  const heard = clean && (await hearSources(ports, workspaceId, accountId, [attribute]));
  if (!clean || !heard) return undefined;
  const right = { was: clean.previous, is: clean.proposed };
  return isNews(attribute, right, heard) ? right : undefined;
}
