import type { Block } from '../../slack/page-contract.ts';
import { asShown, type ShownBlock, type ShownElement } from '../blocks/shapes.ts';

/** What a person has chosen or typed, in the fields Slack has for the element's type. */
export type Value = { type: string } & Record<string, unknown>;
export type Values = Record<string, Record<string, unknown>>;
type Placed = { blockId: string; element: ShownElement };

/** Where Slack keeps the value, and where the bot may have put a first one. */
const fields: Record<string, [field: string, initial: string, empty: unknown]> = {
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  checkboxes: ['selected_options', 'initial_options', []],
  radio_buttons: ['selected_option', 'initial_option', null],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  file_input: ['files', 'initial_files', []],
};

export function fieldOf(type: string): string {
  return fields[type]?.[0] ?? 'value';
}

export function actionIdOf(element: ShownElement): string {
  return ('action_id' in element && element.action_id) || element.type;
}

export function chosenIn(type: string, chosen: unknown): Value {
  return { type, [fieldOf(type)]: chosen };
}

export function initialValue(element: ShownElement): Value {
  const [field, initial, empty] = fields[element.type] ?? ['value', 'initial_value', null];
  const given = (element as unknown as Record<string, unknown>)[initial];
  return { type: element.type, [field]: given ?? empty };
}

/** Every element of a surface that holds a value, with the block it answers for. */
function statefulElements(blocks: Block[]): Placed[] {
  return blocks
    .map(asShown)
    .flatMap(innerBlocks)
    .flatMap((block) =>
      elementsOf(block)
        .filter(({ type }) => type in fields)
        .map((element) => ({ blockId: block.block_id ?? '', element })),
    );
}

export function inputBlocks(blocks: Block[]) {
  return blocks
    .map(asShown)
    .flatMap(innerBlocks)
    .flatMap((block) => (block.type === 'input' ? [block] : []));
}

/** What goes with every click and submission: the value of each element, first values included. */
export function collectValues(blocks: Block[], known: Values, local: Values): Values {
  const all: Values = {};
  for (const { blockId, element } of statefulElements(blocks)) {
    const id = actionIdOf(element);
    const value = local[blockId]?.[id] ?? known[blockId]?.[id] ?? initialValue(element);
    all[blockId] = { ...all[blockId], [id]: value };
  }
  return all;
}

function innerBlocks(block: ShownBlock): ShownBlock[] {
  return block.type === 'container' ? block.child_blocks : [block];
}

function elementsOf(block: ShownBlock): ShownElement[] {
  switch (block.type) {
    case 'actions':
      return block.elements;
    case 'section':
      return block.accessory ? [block.accessory] : [];
    case 'input':
      return [block.element];
    default:
      return [];
  }
}
