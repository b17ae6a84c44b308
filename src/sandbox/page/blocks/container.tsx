import type { ContainerBlock } from '@slack/types';
import type { ComponentChildren } from 'preact';
import { PlainText } from '../mrkdwn-text.tsx';
import { addressOf } from './addresses.ts';
import { RichText } from './rich-text.tsx';
import { Text } from './text.tsx';

type Props = { block: ContainerBlock; children: ComponentChildren };

export function Container({ block, children }: Props) {
  const look = `container ${block.width ?? 'standard'} ${block.has_header_divider ? 'ruled' : ''}`;
  if (block.is_collapsible)
    return (
      <details class={look} open={block.default_collapsed !== true}>
        <summary>
          <ContainerHead block={block} />
        </summary>
        {children}
      </details>
    );
  return (
    <section class={look}>
      <ContainerHead block={block} />
      {children}
    </section>
  );
}

function ContainerHead({ block }: { block: ContainerBlock }) {
  const { icon, title, rich_text_title: richTitle, subtitle } = block;
  if (!title && !richTitle) return null;
  return (
    <div class="card-head">
      {icon && <img class="card-icon" src={addressOf(icon)} alt={icon.alt_text} />}
      <div>
        <h4>
          {title && <PlainText text={title.text} />}
          {richTitle && <RichText block={richTitle} />}
        </h4>
        {subtitle && (
          <div class="card-subtitle">
            <Text of={subtitle} />
          </div>
        )}
      </div>
    </div>
  );
}
