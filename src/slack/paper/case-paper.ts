import type { KnownBlock } from '@slack/types';
import type { DisputeCase } from '../../domain/dispute-case.ts';
import type { EvidenceLine } from '../../domain/dispute-evidence.ts';
import { caseBlocks } from '../views/dispute-card.ts';
import { topics } from '../views/dispute-words.ts';
import type { Paper, Part } from './page.ts';
import { printed } from './printed.ts';

/** A case as it stands at a moment, for somebody who is not in Slack: what is claimed, decided and known. */
export function casePaper(shown: DisputeCase, at: Date): Paper {
  const { number, dispute, evidence } = shown;
  const nameOf = namesIn(shown);
  const byTopic = Map.groupBy(evidence?.lines ?? [], ({ topic }) => topic);
  return {
    parts: [
      {
        kind: 'title',
        text: `Whose is ${dispute.account.name}?`,
        beneath: `Dispute ${number}, filed ${dayOf(dispute.filedAt)}`,
      },
      { kind: 'lines', lines: caseBlocks(shown).flatMap((block) => linesOf(block, nameOf)) },
      ...[...byTopic].flatMap(([topic, some]) => topicParts(topics[topic], some)),
      ...broughtParts(shown),
    ],
    foot: `Cadastre · as of ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    madeAt: at,
  };
}

/** Whoever is named in the case, by what Slack calls them. */
function namesIn(shown: DisputeCase): (slackUserId: string) => string {
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

function linesOf(block: KnownBlock, nameOf: (id: string) => string): { text: string }[] {
  if (block.type !== 'section' || !block.text) return [];
  const text = printed(block.text.text, nameOf);
  return text.split('\n').map((line) => ({ text: line }));
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
  const lines = dispute.submissions.map(({ by, text, link, files = [], at }) => {
    const beside = [...(link ? [link] : []), ...files.map((file) => `${file.name}: ${file.link}`)];
    return {
      text: beside.length > 0 ? `${text} (${beside.join(', ')})` : text,
      note: `${by.name}, ${dayOf(at)}`,
    };
  });
  return [
    { kind: 'heading', text: 'Brought by people' },
    { kind: 'lines', lines },
  ];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
