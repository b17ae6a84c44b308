import type { ActionsBlock, ContextActionsBlock } from '@slack/types';
import { Element } from '../elements/element.tsx';
import { actionIdOf } from '../elements/values.ts';

export function Actions({ block }: { block: ActionsBlock }) {
  return (
    <div class="actions">
      {block.elements.map((element, index) => (
        <Element
          key={`${actionIdOf(element)} ${index}`}
          blockId={block.block_id ?? ''}
          element={element}
        />
      ))}
    </div>
  );
}

export function ContextActions({ block }: { block: ContextActionsBlock }) {
  return (
    <div class="context-actions">
      {block.elements.map((element, index) => (
        <Element
          key={`${actionIdOf(element)} ${index}`}
          blockId={block.block_id ?? ''}
          element={element}
        />
      ))}
    </div>
  );
}
