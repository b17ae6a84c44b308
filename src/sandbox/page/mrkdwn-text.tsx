import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { safeUrl } from './blocks/addresses.ts';
import { formatDate } from './dates.ts';
import { useDirectory } from './directory.ts';
import { Emoji } from './emoji-sign.tsx';
import { type Inline, type Passage, parseInline, parseMrkdwn, parsePlain } from './mrkdwn.ts';
import { linkTo } from './place.ts';

export function Mrkdwn({ text }: { text: string }) {
  const passages = useMemo(() => parseMrkdwn(text), [text]);
  return (
    <>
      {passages.map((passage, index) => (
        <PassageOf key={index} passage={passage} />
      ))}
    </>
  );
}

/** Markup without passages: for places that hold one line. */
export function InlineMrkdwn({ text }: { text: string }) {
  return <Inlines nodes={useMemo(() => parseInline(text), [text])} />;
}

export function PlainText({ text }: { text: string }) {
  return <Inlines nodes={useMemo(() => parsePlain(text), [text])} />;
}

function PassageOf({ passage }: { passage: Passage }) {
  switch (passage.kind) {
    case 'paragraph':
      return (
        <div class="paragraph">
          <Inlines nodes={passage.children} />
        </div>
      );
    case 'quote':
      return (
        <blockquote>
          <Inlines nodes={passage.children} />
        </blockquote>
      );
    case 'preformatted':
      return <pre>{passage.text}</pre>;
  }
}

export function Inlines({ nodes }: { nodes: Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Fragment key={index}>
          <InlineOf node={node} />
        </Fragment>
      ))}
    </>
  );
}

function InlineOf({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return <>{node.text}</>;
    case 'break':
      return <br />;
    case 'bold':
      return (
        <b>
          <Inlines nodes={node.children} />
        </b>
      );
    case 'italic':
      return (
        <i>
          <Inlines nodes={node.children} />
        </i>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case 'code':
      return <code>{node.text}</code>;
    default:
      return <Mentioned node={node} />;
  }
}

type Reference = Exclude<
  Inline,
  { kind: 'text' | 'break' | 'bold' | 'italic' | 'strike' | 'code' }
>;

function Mentioned({ node }: { node: Reference }) {
  switch (node.kind) {
    case 'link':
      return (
        <Link url={node.url}>
          <Inlines nodes={node.children} />
        </Link>
      );
    case 'user':
      return <UserMention id={node.id} {...(node.label ? { label: node.label } : {})} />;
    case 'channel':
      return <ChannelMention id={node.id} {...(node.label ? { label: node.label } : {})} />;
    case 'usergroup':
      return <span class="mention">{node.label ?? '@group'}</span>;
    case 'broadcast':
      return <span class="mention broadcast">@{node.range}</span>;
    case 'emoji':
      return <Emoji name={node.name} />;
    case 'date':
      return <DateOf {...node} />;
  }
}

export function Link({ url, children }: { url: string; children: preact.ComponentChildren }) {
  const address = safeUrl(url);
  if (!address) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

export function UserMention({ id, label }: { id: string; label?: string }) {
  const directory = useDirectory();
  const name = directory.user(id)?.realName ?? label ?? id;
  return <span class={`mention ${id === directory.me ? 'me' : ''}`}>@{name}</span>;
}

export function ChannelMention({ id, label }: { id: string; label?: string }) {
  const directory = useDirectory();
  const channel = directory.channel(id);
  if (!channel) return <span class="mention">#{label ?? 'private-channel'}</span>;
  return (
    <a
      class="mention"
      href={linkTo({ as: directory.me, channel: id })}
      onClick={(event) => {
        event.preventDefault();
        directory.openChannel(id);
      }}
    >
      #{channel.name}
    </a>
  );
}

export function DateOf(props: {
  timestamp: number;
  format: string;
  url?: string;
  fallback: string;
}) {
  const words = formatDate(props.timestamp, props.format, new Date());
  const shown = <time title={props.fallback}>{words}</time>;
  return props.url ? <Link url={props.url}>{shown}</Link> : shown;
}
