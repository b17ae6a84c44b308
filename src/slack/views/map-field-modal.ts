import type { ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { type CrmField, field } from '../../domain/field.ts';
import { actionIds, viewIds } from '../ids.ts';
import { option, select } from './blocks.ts';

const records = [
  { text: 'Accounts', value: 'account' },
  { text: 'Leads', value: 'lead' },
] as const;
type Kind = (typeof records)[number]['value'];

export function recordIn(value: unknown): Kind {
  return field.shape.record.parse(value);
}

/** A property of the CRM, and what rules are to call it. */
export function mapFieldModal(record: Kind): ModalView {
  const chosen = records.find(({ value }) => value === record) ?? records[0];
  return {
    type: 'modal',
    callback_id: viewIds.mapField,
    private_metadata: record,
    title: { type: 'plain_text', text: 'Map a field' },
    submit: { type: 'plain_text', text: 'Map' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'section',
        block_id: 'record',
        text: { type: 'mrkdwn', text: '*Of which records?*' },
        accessory: {
          ...select('Choose', actionIds.fieldRecord, [...records]),
          initial_option: option(chosen),
        },
      },
      {
        type: 'input',
        // Another list of properties is another field, lest a property of the others stays chosen.
        block_id: `property-${record}`,
        label: { type: 'plain_text', text: 'Which property of the CRM?' },
        element: {
          type: 'external_select',
          action_id: actionIds.fieldProperty,
          min_query_length: 0,
          placeholder: { type: 'plain_text', text: 'Start typing' },
        },
      },
      {
        type: 'input',
        block_id: 'attribute',
        optional: true,
        label: { type: 'plain_text', text: 'What should rules call it?' },
        hint: {
          type: 'plain_text',
          text: 'Such as health_score. Left empty, it is called as the CRM calls it; the name of a usual attribute takes its place.',
        },
        element: { type: 'plain_text_input', action_id: 'attribute', max_length: 60 },
      },
    ],
  };
}

const types = {
  ...{ text: 'text', number: 'number', boolean: 'yes or no', date: 'day', set: 'several words' },
  rep: 'person',
} as const;

export function propertyOptions(properties: CrmField[]): PlainTextOption[] {
  return properties.map(({ name, label, type }) =>
    option({ text: label, value: name, description: `${name} · ${types[type]}` }),
  );
}

const chosen = z.object({
  [actionIds.fieldProperty]: z.object({ selected_option: z.object({ value: z.string() }) }),
});
const named = z.object({ attribute: z.object({ value: z.string().nullish() }) });

type Submitted = {
  private_metadata: string;
  state: { values: Record<string, Record<string, unknown>> };
};

export function readMapping({ private_metadata, state: { values } }: Submitted) {
  const record = recordIn(private_metadata);
  const { [actionIds.fieldProperty]: property } = chosen.parse(values[`property-${record}`]);
  const { attribute } = named.parse(values.attribute);
  return { record, property: property.selected_option.value, attribute: attribute.value ?? '' };
}
