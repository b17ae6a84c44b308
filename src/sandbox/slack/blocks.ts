import { randomBytes } from 'node:crypto';
import type { Block } from './page-contract.ts';

export type BlockElement = { type: string; action_id?: string; [field: string]: unknown };

/** Slack names what the bot left unnamed, so that every click can be addressed. */
export function withBlockIds(blocks: Block[]): Block[] {
  return blocks.map((block) => {
    const named: Block = { ...block, block_id: block.block_id ?? shortId() };
    for (const field of partsOf[block.type]?.elements ?? []) {
      const held = block[field];
      if (Array.isArray(held)) named[field] = held.map(withActionId);
      else if (held !== undefined) named[field] = withActionId(held);
    }
    for (const field of partsOf[block.type]?.blocks ?? []) {
      const held = block[field];
      if (Array.isArray(held)) named[field] = withBlockIds(held);
    }
    return named;
  });
}

type Parts = { elements?: string[]; blocks?: string[] };

/** Which fields of which blocks hold elements, or blocks. */
const partsOf: Record<string, Parts> = {
  actions: { elements: ['elements'] },
  card: { elements: ['actions'] },
  carousel: { blocks: ['elements'] },
  container: { blocks: ['child_blocks'] },
  context_actions: { elements: ['elements'] },
  input: { elements: ['element'] },
  section: { elements: ['accessory'] },
};

function withActionId(element: unknown): unknown {
  if (!isElement(element) || element.type === 'image') return element;
  return { ...element, action_id: element.action_id ?? shortId() };
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

function isElement(value: unknown): value is BlockElement {
  return typeof value === 'object' && value !== null && 'type' in value;
}

export type Placed = { block: Block; element: BlockElement };

/** Every element of the blocks that carries an action_id, with the block it stands in. */
export function elementsOf(blocks: Block[]): Placed[] {
  return blocks.flatMap((block) => {
    const { elements = [], blocks: inner = [] } = partsOf[block.type] ?? {};
    const held = elements.flatMap((field) => block[field]).filter(isElement);
    const nested = inner.flatMap((field) => block[field]) as Block[];
    return [...held.map((element) => ({ block, element })), ...elementsOf(nested)];
  });
}

export function findElement(blocks: Block[], blockId: string, actionId: string) {
  return elementsOf(blocks).find(
    ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
  );
}
