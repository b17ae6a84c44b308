import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextStyleable,
} from '@slack/types';
import { Emoji } from '../emoji-sign.tsx';
import { ChannelMention, DateOf, Link, UserMention } from '../mrkdwn-text.tsx';

export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div class="rich-text">
      {block.elements.map((element, index) => (
        <RichPart key={index} part={element} />
      ))}
    </div>
  );
}

function RichPart({ part }: { part: RichTextBlockElement }) {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <div class="paragraph">
          <Leaves leaves={part.elements} />
        </div>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Leaves leaves={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Leaves leaves={part.elements} />
        </pre>
      );
    case 'rich_text_list':
      return <List list={part} />;
  }
}

/** `offset` is newer than @slack/types 3.2. */
function List({ list }: { list: RichTextList & { offset?: number } }) {
  const entries = list.elements.map((element, index) => (
    <li key={index}>
      <RichPart part={element} />
    </li>
  ));
  const look = `indent-${list.indent ?? 0}`;
  if (list.style === 'bullet') return <ul class={look}>{entries}</ul>;
  return (
    <ol class={look} start={(list.offset ?? 0) + 1}>
      {entries}
    </ol>
  );
}

function Leaves({ leaves }: { leaves: RichTextElement[] }) {
  return (
    <>
      {leaves.map((leaf, index) => (
        <Styled key={index} style={leaf.style}>
          <Leaf leaf={leaf} />
        </Styled>
      ))}
    </>
  );
}

function Leaf({ leaf }: { leaf: RichTextElement }) {
  switch (leaf.type) {
    case 'text':
      return <Lines text={leaf.text} />;
    case 'link':
      return <Link url={leaf.url}>{leaf.text ?? leaf.url}</Link>;
    case 'user':
      return <UserMention id={leaf.user_id} />;
    case 'channel':
      return <ChannelMention id={leaf.channel_id} />;
    case 'usergroup':
      return <span class="mention">@{leaf.usergroup_id}</span>;
    case 'team':
      return <span class="mention">@{leaf.team_id}</span>;
    case 'broadcast':
      return <span class="mention broadcast">@{leaf.range}</span>;
    case 'emoji':
      return <Emoji name={leaf.name} />;
    case 'color':
      return <Swatch value={leaf.value} />;
    case 'date':
      return (
        <DateOf
          timestamp={leaf.timestamp}
          format={leaf.format}
          fallback={leaf.fallback ?? ''}
          {...(leaf.url ? { url: leaf.url } : {})}
        />
      );
  }
}

function Lines({ text }: { text: string }) {
  return <span class="lines">{text}</span>;
}

function Swatch({ value }: { value: string }) {
  return (
    <span>
      <span class="swatch" style={{ background: value }} aria-hidden="true" /> {value}
    </span>
  );
}

function Styled(props: { style: RichTextStyleable['style']; children: preact.ComponentChildren }) {
  const style = props.style ?? {};
  let shown = <>{props.children}</>;
  if (style.code) shown = <code>{shown}</code>;
  if ('underline' in style && style.underline) shown = <u>{shown}</u>;
  if (style.strike) shown = <s>{shown}</s>;
  if (style.italic) shown = <i>{shown}</i>;
  if (style.bold) shown = <b>{shown}</b>;
  return shown;
}
