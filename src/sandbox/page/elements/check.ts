import type { Block } from '../../slack/page-contract.ts';
import { actionIdOf, fieldOf, inputBlocks, type Values } from './values.ts';

/** What Slack itself refuses before the bot hears of a submission, by block. */
export function checkInputs(blocks: Block[], values: Values): Record<string, string> {
  const complaints = inputBlocks(blocks).flatMap((block) => {
    const value = values[block.block_id ?? '']?.[actionIdOf(block.element)] as
      | Record<string, unknown>
      | undefined;
    const complaint = complaintAbout(
      block.element as unknown as Record<string, unknown>,
      value?.[fieldOf(block.element.type)],
      block.optional === true,
    );
    return complaint ? [[block.block_id ?? '', complaint]] : [];
  });
  return Object.fromEntries(complaints);
}

function complaintAbout(
  element: Record<string, unknown>,
  given: unknown,
  optional: boolean,
): string | undefined {
  if (isEmpty(given)) return optional ? undefined : 'Please complete this required field.';
  const text = typeof given === 'string' ? given : '';
  switch (element.type) {
    case 'plain_text_input':
      return lengthComplaint(element, text);
    case 'number_input':
      return numberComplaint(element, text);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.';
  }
}

function lengthComplaint(element: Record<string, unknown>, text: string): string | undefined {
  const least = Number(element.min_length ?? 0);
  const most = Number(element.max_length ?? 3000);
  if (text.length < least) return `Please enter at least ${least} characters.`;
  if (text.length > most) return `Please enter no more than ${most} characters.`;
}

function numberComplaint(element: Record<string, unknown>, text: string): string | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (element.is_decimal_allowed === false && !Number.isInteger(number))
    return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`;
}

function isEmpty(given: unknown): boolean {
  if (given === null || given === undefined) return true;
  if (Array.isArray(given)) return given.length === 0;
  return typeof given === 'string' && given.trim() === '';
}
