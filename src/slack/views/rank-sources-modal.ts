import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type BuiltIn, nameOf, type Ranking } from '../../domain/source.ts';
import { viewIds } from '../ids.ts';
import { context, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { count } from './words.ts';

export const sourceNames: Record<BuiltIn, string> = {
  rules: 'what rules read',
  corrected: 'what a person last had corrected',
  'postal-code': 'the postal code',
  contacts: 'what most of its contacts say',
  family: 'the head of its family',
};

/** One source a line, the best one first. */
export function rankSourcesModal(ranking: Ranking | undefined): ModalView {
  const lines = ranking?.sources.map(nameOf).join('\n');
  return {
    type: 'modal',
    callback_id: viewIds.rankSources,
    title: { type: 'plain_text', text: 'Rank sources' },
    submit: { type: 'plain_text', text: 'Rank' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      section(
        'Several sources may say the same of an account. Evidence of a dispute shows what each says; a source above `rules` corrects what rules read, where somebody disputes it.',
      ),
      {
        type: 'input',
        block_id: 'attribute',
        label: { type: 'plain_text', text: 'Which field of accounts?' },
        hint: { type: 'plain_text', text: 'As rules call it, such as employees or country.' },
        element: {
          type: 'plain_text_input',
          action_id: 'attribute',
          max_length: 60,
          ...(ranking && { initial_value: ranking.attribute }),
        },
      },
      {
        type: 'input',
        block_id: 'sources',
        optional: true,
        label: { type: 'plain_text', text: 'Its sources, one a line, the best one first' },
        hint: {
          type: 'plain_text',
          text: 'A property of the CRM by either of its names, or rules, corrected, contacts, family, postal-code. Left empty, nothing is ranked any more.',
        },
        element: {
          type: 'plain_text_input',
          action_id: 'sources',
          multiline: true,
          max_length: 2000,
          ...(lines && { initial_value: lines }),
        },
      },
      context(wordBuiltIn()),
    ],
  };
}

function wordBuiltIn(): string {
  const words = Object.entries(sourceNames).map(([name, words]) => `\`${name}\`: ${words}`);
  return words.join(' · ');
}

const submitted = z.object({
  attribute: z.object({ attribute: z.object({ value: z.string() }) }),
  sources: z.object({ sources: z.object({ value: z.string().nullish() }) }),
});

export function readRanking({ state: { values } }: { state: { values: unknown } }) {
  const { attribute, sources } = submitted.parse(values);
  return {
    attribute: attribute.attribute.value,
    lines: (sources.sources.value ?? '').split('\n'),
  };
}

type Ranked = { ranking: Ranking; reading: number };

export function sourcesRanked({ ranking: { attribute, sources }, reading }: Ranked): Picture {
  const named = bare(attribute);
  const done =
    sources.length > 0
      ? `The sources of ${named} are ranked.`
      : `The sources of ${named} are not ranked any more: what rules read holds.`;
  const more =
    reading > 0
      ? ` ${count(reading, 'record')} will be read again from the CRM, in the background: until then a new source says nothing of them.`
      : '';
  const text = `${done}${more}`;
  return { text, blocks: [section(text)] };
}
