import type { ComponentChildren } from 'preact';
import type { PageChannel } from '../slack/page-contract.ts';
import { channelName, useDirectory } from './directory.ts';
import { Icon } from './icon.tsx';
import { Avatar } from './people.tsx';
import { useSession } from './session.ts';

export function Sidebar() {
  const { model, channel: current } = useSession();
  const { channels, app, workspace } = model.state;
  const isApp = (channel: PageChannel) => channel.withUser === app.userId;
  const line = (channel: PageChannel) => (
    <ChannelLink
      key={channel.id}
      channel={channel}
      isCurrent={channel.id === current?.id}
      isApp={isApp(channel)}
    />
  );
  return (
    <nav class="sidebar" aria-label="Channels and direct messages">
      <h1>{workspace.name}</h1>
      <Group title="Channels">{channels.filter(({ kind }) => kind !== 'dm').map(line)}</Group>
      <Group title="Direct messages">
        {channels.filter((channel) => channel.kind === 'dm' && !isApp(channel)).map(line)}
      </Group>
      <Group title="Apps">{channels.filter(isApp).map(line)}</Group>
    </nav>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren[] }) {
  if (children.length === 0) return null;
  return (
    <details class="channels" open>
      <summary>
        <Icon name="down" />
        {title}
      </summary>
      <ul>{children}</ul>
    </details>
  );
}

function ChannelLink(props: { channel: PageChannel; isCurrent: boolean; isApp: boolean }) {
  const { channel, isCurrent, isApp } = props;
  const { go } = useSession();
  const directory = useDirectory();
  const other = directory.user(channel.withUser ?? '');
  const tab = channel.unread > 0 ? 'messages' : 'home';
  return (
    <li>
      <button
        type="button"
        class={`channel-link ${channel.unread > 0 ? 'unread' : ''}`}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => go({ channel: channel.id, ...(isApp ? { tab } : {}) })}
      >
        {channel.kind === 'dm' ? (
          <Avatar user={other} size="small" />
        ) : (
          <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />
        )}
        <span class={`channel-name ${other?.deactivated ? 'deactivated' : ''}`}>
          {channelName(channel, directory)}
        </span>
        {channel.unread > 0 && (
          <span class="unread-count">
            {channel.unread}
            <span class="unseen"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
