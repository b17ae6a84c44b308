import { type BlockElement, elementsOf } from './blocks.ts';
import type { Block } from './page-contract.ts';

/** What a person has entered, by block and by action, as Slack writes it. */
export type SurfaceState = Record<string, Record<string, Record<string, unknown>>>;

type Stateful = { field: string; initial: string; empty: unknown };

const text = { field: 'value', initial: 'initial_value', empty: null };
const option = { field: 'selected_option', initial: 'initial_option', empty: null };
const options = { field: 'selected_options', initial: 'initial_options', empty: [] };

const stateful: Record<string, Stateful> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: { ...text, field: 'rich_text_value' },
  static_select: option,
  external_select: option,
  radio_buttons: option,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: { field: 'selected_user', initial: 'initial_user', empty: null },
  conversations_select: {
    field: 'selected_conversation',
    initial: 'initial_conversation',
    empty: null,
  },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', empty: [] },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    empty: [],
  },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', empty: [] },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: null },
  file_input: { field: 'files', initial: 'initial_files', empty: [] },
};

export function enteredValue(
  element: BlockElement,
  entered: Record<string, unknown> | undefined,
): unknown {
  const kind = stateful[element.type];
  return kind && entered?.[kind.field];
}

/** The full state of a surface: what was entered, else what it began with, else nothing. */
export function surfaceState(
  blocks: Block[],
  entered: Record<string, Record<string, unknown>> = {},
): SurfaceState {
  const state: SurfaceState = {};
  for (const { block, element } of elementsOf(blocks)) {
    const kind = stateful[element.type];
    if (!kind || !block.block_id || !element.action_id) continue;
    const given = entered[block.block_id]?.[element.action_id];
    const inBlock = state[block.block_id] ?? {};
    inBlock[element.action_id] = { type: element.type, [kind.field]: chosen(kind, element, given) };
    state[block.block_id] = inBlock;
  }
  return state;
}

function chosen(kind: Stateful, element: BlockElement, given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return element[kind.initial] ?? kind.empty;
  const value = (given as Record<string, unknown>)[kind.field];
  return value === undefined || value === '' ? kind.empty : value;
}

/** The fields of an action that say what was chosen; anything else the page sends is dropped. */
export function chosenFields(element: BlockElement, chosenByPage: Record<string, unknown>) {
  if (element.type === 'overflow') return { selected_option: chosenByPage.selected_option };
  const kind = stateful[element.type];
  return kind ? { [kind.field]: chosenByPage[kind.field] ?? kind.empty } : {};
}
