import { messageLimits, type Surface } from './limits.ts';
import { error, type Problem, warning, written } from './problem.ts';
import { blocksOf, type Part, partsOf, repeated } from './tree.ts';

type Payload = { blocks: Part[]; parts: Part[]; surface: Surface; pointer: string };

/** Rules that look at all blocks of a message or view together. */
export function checkPayload(blocks: unknown, surface: Surface, pointer: string): Problem[] {
  const payload = {
    ...{ surface, pointer },
    blocks: blocksOf(blocks, pointer),
    parts: partsOf(blocks, pointer),
  };
  return rules.flatMap((rule) => rule(payload));
}

const rules: ((payload: Payload) => Problem[])[] = [
  uniqueBlockIds,
  uniqueActionIds,
  oneFocus,
  countedBlocks,
  markdownTogether,
  totalCharacters,
];

function uniqueBlockIds({ blocks }: Payload): Problem[] {
  return repeated(blocks, (block) => block.fields.block_id).map((block) =>
    error(`${block.pointer}/block_id`, `block_id "${block.fields.block_id}" is used twice`),
  );
}

function uniqueActionIds({ blocks, parts, surface }: Payload): Problem[] {
  const id = (part: Part) => part.fields.action_id;
  const withinBlock = blocks
    .filter((block) => block.type !== 'container' && block.type !== 'carousel')
    .flatMap((block) => repeated(partsOf(block.fields, block.pointer), id))
    .map((part) => error(`${part.pointer}/action_id`, `action_id "${id(part)}" is used twice`));
  if (surface === 'message') return withinBlock;
  const known = withinBlock.map((problem) => problem.pointer);
  const withinView = repeated(parts, id)
    .map((part) =>
      warning(`${part.pointer}/action_id`, `action_id "${id(part)}" is used in another block`),
    )
    .filter((problem) => !known.includes(problem.pointer));
  return [...withinBlock, ...withinView];
}

function oneFocus({ parts }: Payload): Problem[] {
  const focused = parts.filter((part) => part.fields.focus_on_load === true);
  return focused.slice(1).map((part) => error(part.pointer, 'only one focus_on_load is allowed'));
}

const most = [
  { types: ['table', 'data_table'], count: 1, message: 'only_one_table_allowed' },
  { types: ['data_visualization'], count: 2, message: 'no more than 2 charts allowed' },
  { types: ['plan'], count: 1, message: 'only one plan is allowed' },
];

function countedBlocks({ blocks }: Payload): Problem[] {
  return most.flatMap(({ types, count, message }) =>
    blocks
      .filter((block) => types.includes(block.type))
      .slice(count)
      .map((block) => error(block.pointer, message)),
  );
}

function markdownTogether({ blocks, pointer }: Payload): Problem[] {
  const { max } = messageLimits.markdown_text;
  const length = blocks
    .filter((block) => block.type === 'markdown')
    .reduce((sum, block) => sum + written(block.fields.text).length, 0);
  return length > max ? [error(pointer, `markdown blocks exceed ${max} characters together`)] : [];
}

/** Slack counts the words of all blocks of a message together, though it does not say so. */
function totalCharacters({ parts, surface, pointer }: Payload): Problem[] {
  if (surface !== 'message') return [];
  const { safe, observedMax, error: name } = messageLimits.blocksTotalChars;
  const length = parts
    .map((part) => part.fields.text)
    .reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.length : 0), 0);
  if (length > observedMax) return [error(pointer, `${name}: ${length} characters in all`)];
  if (length > safe) return [warning(pointer, `${length} characters in all; stay below ${safe}`)];
  return [];
}
