import type { InputBlock, InputBlockElement } from '@slack/types';
import { useId } from 'preact/hooks';
import { Element } from '../elements/element.tsx';
import { Icon } from '../icon.tsx';
import { PlainText } from '../mrkdwn-text.tsx';
import { useSurface } from '../surface.tsx';

/** Elements of several controls carry the label themselves, as a legend. */
const groups: InputBlockElement['type'][] = ['checkboxes', 'radio_buttons'];

export function Input({ block }: { block: InputBlock }) {
  const id = useId();
  const blockId = block.block_id ?? '';
  const error = useSurface().errors[blockId];
  const isGroup = groups.includes(block.element.type);
  const label = (
    <>
      <PlainText text={block.label.text} />
      {block.optional && <span class="optional"> (optional)</span>}
    </>
  );
  return (
    <div class={`input ${error ? 'wrong' : ''}`}>
      {isGroup ? <span class="label">{label}</span> : <label for={id}>{label}</label>}
      <Element
        blockId={blockId}
        element={block.element}
        label={block.label.text}
        id={id}
        describedBy={`${id}-notes`}
        quiet={block.dispatch_action !== true}
      />
      <div id={`${id}-notes`}>
        {error && (
          <p class="error" role="alert">
            <Icon name="warning" /> {error}
          </p>
        )}
        {block.hint && (
          <p class="hint">
            <PlainText text={block.hint.text} />
          </p>
        )}
      </div>
    </div>
  );
}
