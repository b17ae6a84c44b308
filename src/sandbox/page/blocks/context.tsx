import type { ContextBlock } from '@slack/types';
import { addressOf } from './addresses.ts';
import { Text } from './text.tsx';

export function Context({ block }: { block: ContextBlock }) {
  return (
    <div class="context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          <img key={index} src={addressOf(element)} alt={element.alt_text} />
        ) : (
          <div key={index}>
            <Text of={element} />
          </div>
        ),
      )}
    </div>
  );
}
