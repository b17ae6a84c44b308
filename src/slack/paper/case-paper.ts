import type { KnownBlock } from '@slack/types';
import type { DisputeCase } from '../../domain/dispute-case.ts';
import type { Submission } from '../../domain/dispute-event.ts';
import type { EvidenceLine } from '../../domain/dispute-evidence.ts';
import type { Dispute } from '../../domain/dispute-state.ts';
import { clip, section } from '../views/blocks.ts';
import { saidBlocks, standing, wordAsked, wordWhose } from '../views/dispute-card.ts';
import { topics } from '../views/dispute-words.ts';
import type { Line, Paper, Part } from './page.ts';
import { printed } from './printed.ts';

type NameOf = (slackUserId: string) => string;

/** A case as it stands at a moment, for somebody who is not in Slack: what is claimed, decided and known. */
export function casePaper(shown: DisputeCase, at: Date): Paper {
  const { number, dispute, evidence } = shown;
  const nameOf = namesIn(shown);
  const byTopic = Map.groupBy(evidence?.lines ?? [], ({ topic }) => topic);
  const head = [section(standing(shown)), ...saidBlocks(shown), section(wordWhose(shown))];
  return {
    parts: [
      {
        kind: 'title',
        text: `Whose is ${clip(dispute.account.name, 120)}?`,
        beneath: `Dispute ${number}, filed ${dayOf(dispute.filedAt)}`,
      },
      { kind: 'lines', lines: head.flatMap((block) => linesOf(block, nameOf)) },
      { kind: 'heading', text: 'What is claimed' },
      { kind: 'lines', lines: dispute.claims.flatMap((one) => claimLines(one, nameOf)) },
      ...[...byTopic].flatMap(([topic, some]) => topicParts(topics[topic], some)),
      ...broughtParts(shown),
    ],
    foot: `Cadastre · as of ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    madeAt: at,
  };
}

/** Whoever is named in the case, by what Slack calls them. */
function namesIn(shown: DisputeCase): NameOf {
  const names = new Map<string, string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('slackUserId' in value && 'name' in value) {
      names.set(String(value.slackUserId), String(value.name));
    }
    for (const inner of Object.values(value)) look(inner);
  };
  look(shown);
  return (id) => names.get(id) ?? 'somebody';
}

function linesOf(block: KnownBlock, nameOf: NameOf): Line[] {
  if (block.type !== 'section' || !block.text) return [];
  const lines = block.text.text.split('\n').filter((line) => !/^>?\s*$/.test(line));
  return lines.map((line) => ({
    text: printed(line.replace(/^>/, ''), nameOf),
    ...(line.startsWith('>') && { isQuoted: true }),
  }));
}

/** In full: a card has room for the beginning only. */
function claimLines(one: Dispute['claims'][number], nameOf: NameOf): Line[] {
  const { reason, links } = one.claim;
  return [
    { text: printed(wordAsked(one, Number.POSITIVE_INFINITY), nameOf) },
    ...quoted(reason),
    ...links.map((link, nth) => ({ text: `Link ${nth + 1}`, link })),
  ];
}

/** As people have written it, line by line. */
function quoted(written: string): Line[] {
  const lines = written.split('\n').filter((line) => line.trim() !== '');
  return lines.map((text) => ({ text, isQuoted: true }));
}

function topicParts(heading: string, lines: EvidenceLine[]): Part[] {
  const told = lines.map(({ text, source, at }) => ({ text, note: `${source}, ${dayOf(at)}` }));
  return [
    { kind: 'heading', text: heading },
    { kind: 'lines', lines: told },
  ];
}

function broughtParts({ dispute }: DisputeCase): Part[] {
  if (dispute.submissions.length === 0) return [];
  return [
    { kind: 'heading', text: 'Brought by people' },
    { kind: 'lines', lines: dispute.submissions.flatMap(pieceLines) },
  ];
}

function pieceLines({ by, at, text, link, files = [] }: Submission): Line[] {
  return [
    { text: `${by.name}, ${dayOf(at)}:` },
    ...quoted(text),
    ...(link ? [{ text: 'Link', link }] : []),
    ...files.map((file) => ({ text: file.name, link: file.link })),
  ];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
