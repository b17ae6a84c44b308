import type { KnownBlock } from '@slack/types';
import type { Field, FieldState } from '../../domain/field.ts';
import {
  type RelatedCause,
  type RelatedKind,
  type RelatedPolicy,
  relatedCauses,
} from '../../domain/related-policy.ts';
import type { Ranking, Source } from '../../domain/source.ts';
import type { WriteBack, WriteBackPart } from '../../domain/write-back.ts';
import { actionIds, fieldRef } from '../ids.ts';
import {
  actions,
  button,
  clip,
  context,
  divider,
  header,
  keepTo,
  plain,
  section,
} from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { sourceNames } from './rank-sources-modal.ts';
import { bare } from './rule-words.ts';
import { count, day } from './words.ts';
import { writeBackNames } from './write-back-modal.ts';

export type FieldsShown = {
  fields: Shown[];
  rankings: Ranking[];
  writeBack: WriteBack;
  related: RelatedPolicy;
};
type Shown = Field & { state: FieldState; checkedAt: Date };

/** Which properties of the CRM are kept as attributes, and what has become of each. */
export function fieldsPicture({ fields, rankings, writeBack, related }: FieldsShown): Picture {
  const blocks: KnownBlock[] = [
    header('Fields of the CRM'),
    section(
      'Rules may ask for these beside the usual attributes. A field that is out of order is not read: what hangs on it is not known, and waits for a person.',
    ),
    ...(fields.length === 0 ? [section('_No field is mapped yet._')] : fields.map(fieldRow)),
    divider,
    ...rankedBlocks(rankings),
    divider,
    section(wordWriteBack(writeBack)),
    ...actions(
      button('Map a field…', { id: actionIds.mapField, style: 'primary' }),
      button('Rank sources…', { id: actionIds.rankSources }),
      button('Write back…', { id: actionIds.writeBack }),
    ),
    divider,
    section(wordRelated(related)),
    context('Each is looked at in the CRM every hour.'),
  ];
  const more = 'There are more than fit here.';
  return {
    text: `${count(fields.length, 'field')} of the CRM`,
    blocks: keepTo(blocks, 'message', more),
  };
}

function wordWriteBack(chosen: WriteBack): string {
  const written = Object.entries(chosen).map(([part, property]) => {
    return `${writeBackNames[part as WriteBackPart]} (\`${bare(property)}\`)`;
  });
  return written.length === 0
    ? '*Written into the CRM* The owner, and nothing else.'
    : `*Written into the CRM with each new owner* ${written.join(', ')}`;
}

/** One line for each cause; what is not named stays with whoever has it. */
function wordRelated(related: RelatedPolicy): string {
  const lines = relatedCauses.map((cause) => {
    const going = related[cause].map((kind) => relatedNames[kind]).join(', ');
    return `• ${causeNames[cause]}: ${going || '_everything stays_'}`;
  });
  const head =
    '*What goes with an account to its new owner*, where its former owner has it (`related` in the roster file)';
  return [head, ...lines, '• import, and owners that the CRM copies: _everything stays_'].join(
    '\n',
  );
}

const relatedNames: Record<RelatedKind, string> = {
  ...{ leads: 'leads', 'open-deals': 'open deals', 'closed-deals': 'closed deals' },
};
const causeNames: Record<RelatedCause, string> = {
  routing: 'routing by the rules',
  approval: 'an approved proposal',
  dispute: 'a decided dispute',
  realignment: 'a realignment',
  handover: 'a handover, or a former owner who has left',
  'crm-edit': 'an edit in the CRM',
  operator: 'the operator’s word',
  undo: 'an undone change, of what went with it',
};

function fieldRow(field: Shown): KnownBlock {
  const { record, attribute, property, type } = field;
  const text = `*${bare(attribute)}* of ${records[record]}: ${fieldTypes[type]}\nfrom \`${bare(clip(property, 100))}\` · ${wordState(field)}`;
  const remove = {
    id: actionIds.unmapField,
    value: fieldRef(field),
    spoken: `Remove ${attribute}`,
  };
  return section(text, button('Remove', remove));
}

const rankedHead =
  '*Who is right about an account*, the best source first. Where somebody disputes a value, a better source corrects what rules read.';

/** So many fit into one message beside everything else. */
const RANKED = 8;
const BEST = 5;

function rankedBlocks(rankings: Ranking[]): KnownBlock[] {
  if (rankings.length === 0) {
    const none = '_Nothing is ranked: no other source corrects what rules read._';
    return [section(`${rankedHead}\n${none}`)];
  }
  const left = rankings.length - RANKED;
  const more = `${left} more are ranked: *Rank sources…* with the name of the field changes one.`;
  return [
    section(rankedHead),
    ...rankings.slice(0, RANKED).map(rankingRow),
    ...(left > 0 ? [context(more)] : []),
  ];
}

function rankingRow({ attribute, sources }: Ranking): KnownBlock {
  const best = sources.slice(0, BEST).map((one, nth) => `${nth + 1}. ${wordSource(one)}`);
  const left = sources.length - best.length;
  const lines = left > 0 ? [...best, `and ${left} more`] : best;
  const change = {
    id: actionIds.rankSources,
    value: attribute,
    spoken: `Change the sources of ${attribute}`,
  };
  return section([`*${bare(attribute)}*`, ...lines].join('\n'), button('Change…', change));
}

function wordSource(one: Source): string {
  if (one.kind !== 'property') return sourceNames[one.kind];
  const { label, property, state } = one;
  const named = `${plain(clip(label, 40))} (\`${bare(clip(property, 60))}\`)`;
  return state === 'sound'
    ? named
    : `${named} · :warning: *${state} in the CRM*, so it says nothing`;
}

const records = { account: 'accounts', lead: 'leads' } as const;
export const fieldTypes = {
  ...{ text: 'text', number: 'a number', boolean: 'yes or no', date: 'a day' },
  ...{ set: 'several words', rep: 'a person' },
} as const;

function wordState({ state, checkedAt }: Shown): string {
  const since = `looked at ${day(checkedAt)}`;
  switch (state.kind) {
    case 'sound':
      return `:white_check_mark: in order, ${since}`;
    case 'gone':
      return `:warning: *the CRM has no such property any more*, ${since}. Map another, or remove it.`;
    case 'archived':
      return `:warning: *archived in the CRM*, ${since}. Restore it there, or map another.`;
    case 'retyped':
      return `:warning: *it holds ${fieldTypes[state.now]} now*, ${since}. Map it again to read it so.`;
  }
}

export function fieldMapped({ field, reading }: { field: Field; reading: number }): Picture {
  const { attribute, record } = field;
  const text = `Rules may ask for ${attribute} of ${records[record]} now. ${count(reading, 'record')} will be read again from the CRM, in the background: until then it is not known of them.`;
  return {
    text,
    blocks: [section(text), context(`In a rule: \`when ${attribute} ${example(field)}\``)],
  };
}

function example({ type }: Field): string {
  switch (type) {
    case 'number':
      return '>= 50';
    case 'boolean':
      return '= yes';
    case 'date':
      return 'within 30 days';
    case 'text':
    case 'set':
    case 'rep':
      return 'exists';
  }
}
