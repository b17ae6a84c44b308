import type { HeaderBlock, SectionBlock } from '@slack/types';
import { Element } from '../elements/element.tsx';
import { PlainText } from '../mrkdwn-text.tsx';
import { Text } from './text.tsx';

export function Section({ block }: { block: SectionBlock }) {
  const { accessory, text, fields } = block;
  return (
    <div class={`section ${accessory ? `with-${accessory.type}` : ''}`}>
      <div class="section-text">
        {text && <Text of={text} />}
        {fields && (
          <div class="fields">
            {fields.map((field) => (
              <div class="field" key={field.text}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="accessory">
          <Element blockId={block.block_id ?? ''} element={accessory} />
        </div>
      )}
    </div>
  );
}

export function Header({ block }: { block: HeaderBlock }) {
  return (
    <h3 class="header-block">
      <PlainText text={block.text.text} />
    </h3>
  );
}
