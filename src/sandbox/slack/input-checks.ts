import type { BlockElement } from './blocks.ts';
import { enteredValue } from './element-state.ts';
import type { View } from './views.ts';

/** What Slack's client asks of inputs before the bot hears of a submission. */
export function inputErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.draft.blocks.filter((each) => each.type === 'input')) {
    const element = block.element as BlockElement;
    const { block_id: blockId = '' } = block;
    const value = enteredValue(element, view.state[blockId]?.[element.action_id ?? '']);
    const error = isEmpty(value) ? missing(block.optional === true) : wrong(element, value);
    if (error) errors[blockId] = error;
  }
  return errors;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function missing(optional: boolean): string | undefined {
  return optional ? undefined : 'Please complete this required field.';
}

function wrong(element: BlockElement, value: unknown): string | undefined {
  if (typeof value !== 'string') return tooMany(element, value);
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(element, value);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return wrongNumber(element, value);
    default:
      return undefined;
  }
}

function tooMany(element: BlockElement, value: unknown): string | undefined {
  const { max_selected_items: items, max_files: files } = element;
  const most = Number(items ?? files ?? Number.POSITIVE_INFINITY);
  if (!Array.isArray(value) || value.length <= most) return undefined;
  return `Please select no more than ${most}.`;
}

function wrongLength(element: BlockElement, value: string): string | undefined {
  const least = Number(element.min_length ?? 0);
  const most = Number(element.max_length ?? 3000);
  if (value.length < least) return `Please enter at least ${least} characters.`;
  if (value.length > most) return `Please enter no more than ${most} characters.`;
  return undefined;
}

function wrongNumber(element: BlockElement, value: string): string | undefined {
  const number = Number(value);
  if (Number.isNaN(number)) return 'Please enter a number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) {
    return 'Please enter a whole number.';
  }
  const least = Number(element.min_value ?? Number.NEGATIVE_INFINITY);
  const most = Number(element.max_value ?? Number.POSITIVE_INFINITY);
  if (number < least) return `Please enter a number of at least ${least}.`;
  if (number > most) return `Please enter a number of at most ${most}.`;
  return undefined;
}
