import { checkElements } from './element-rules.ts';
import { checkFigures } from './figure-rules.ts';
import {
  elementShapes,
  largestView,
  maxBlocks,
  messageLimits,
  type Surface,
  viewShapes,
} from './limits.ts';
import { checkPayload } from './payload-rules.ts';
import { error, isFields, type Problem, warning } from './problem.ts';
import { checkBlock, checkShape, type Place } from './shapes.ts';

export type { Surface } from './limits.ts';
export type { Problem } from './problem.ts';

export type MessageLike = { text?: unknown; blocks?: unknown; attachments?: unknown };

/** What Slack would say to a message's content. */
export function validateMessage(message: MessageLike): Problem[] {
  const { text, blocks, attachments } = message;
  return [
    ...checkWords(text, blocks),
    ...(blocks === undefined ? [] : validateBlocks(blocks, 'message')),
    ...(attachments === undefined ? [] : checkAttachments(attachments)),
  ];
}

/** What Slack would say to a modal or a Home. */
export function validateView(view: unknown): Problem[] {
  if (!isFields(view)) return [error('', 'must provide an object')];
  const { type, blocks } = view;
  if (type !== 'modal' && type !== 'home') return [error('/type', 'must be one of: modal, home')];
  const bytes = Buffer.byteLength(JSON.stringify(view));
  const place: Place = { surface: type, pointer: '', block: type, field: '' };
  return [
    ...checkShape(view, viewShapes[type], place),
    ...checkTogether(blocks, type),
    ...(bytes > largestView ? [error('', `view_too_large: ${bytes} bytes`)] : []),
    ...checkSubmit(type, view.submit, blocks),
  ];
}

export function validateBlocks(blocks: unknown, surface: Surface): Problem[] {
  if (!Array.isArray(blocks)) return [error('/blocks', 'must provide an array')];
  const most = maxBlocks[surface];
  const place = { surface, block: '', field: '' };
  return [
    ...(blocks.length > most ? [error('/blocks', `no more than ${most} items allowed`)] : []),
    ...blocks.flatMap((block, index) =>
      checkBlock(block, { ...place, pointer: `/blocks/${index}` }),
    ),
    ...checkTogether(blocks, surface),
  ];
}

/** What Slack would say to the choices offered for an external select. */
export function validateOptions(answer: { options?: unknown; option_groups?: unknown }): Problem[] {
  const shape = elementShapes.static_select;
  const nothingFound = Array.isArray(answer.options) && answer.options.length === 0;
  if (!shape || nothingFound) return [];
  const place: Place = { surface: 'modal', pointer: '', block: 'input', field: 'element' };
  return checkShape(answer, shape, place).filter(
    (problem) => problem.message !== 'missing required field: type',
  );
}

function checkTogether(blocks: unknown, surface: Surface): Problem[] {
  return [
    ...checkElements(blocks, surface, '/blocks'),
    ...checkFigures(blocks, '/blocks'),
    ...checkPayload(blocks, surface, '/blocks'),
  ];
}

function checkSubmit(type: Surface, submit: unknown, blocks: unknown): Problem[] {
  const inputs = Array.isArray(blocks) && blocks.some((block) => block?.type === 'input');
  return type === 'modal' && inputs && submit === undefined
    ? [error('', 'a modal with input blocks needs submit')]
    : [];
}

/** Notifications and screen readers have nothing but the top-level text. */
function checkWords(text: unknown, blocks: unknown): Problem[] {
  const { truncatedAbove, recommendedMax } = messageLimits.text;
  if (text === undefined || text === '') {
    return blocks === undefined ? [] : [warning('/text', 'a message needs text beside its blocks')];
  }
  if (typeof text !== 'string') return [error('/text', 'must provide a string')];
  if (text.length > truncatedAbove) return [error('/text', 'msg_too_long')];
  return text.length > recommendedMax
    ? [warning('/text', `is best kept below ${recommendedMax} characters`)]
    : [];
}

function checkAttachments(attachments: unknown): Problem[] {
  if (!Array.isArray(attachments)) return [error('/attachments', 'must provide an array')];
  const { max, recommendedMax } = messageLimits.attachments;
  const count = attachments.length;
  return [
    ...(count > max ? [error('/attachments', `no more than ${max} items allowed`)] : []),
    ...(count > recommendedMax && count <= max
      ? [warning('/attachments', `is best kept below ${recommendedMax} items`)]
      : []),
    ...attachments.flatMap((attachment, index) => {
      if (!isFields(attachment)) return [error(`/attachments/${index}`, 'must provide an object')];
      if (attachment.blocks === undefined) return [];
      return validateBlocks(attachment.blocks, 'message').map((problem) => ({
        ...problem,
        pointer: `/attachments/${index}${problem.pointer}`,
      }));
    }),
  ];
}
