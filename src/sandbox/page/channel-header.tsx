import { useState } from 'preact/hooks';
import type { PageChannel } from '../slack/page-contract.ts';
import { Dialog } from './dialog.tsx';
import { channelName, useDirectory } from './directory.ts';
import { Icon } from './icon.tsx';
import { InlineMrkdwn } from './mrkdwn-text.tsx';
import { Avatar, PersonName } from './people.tsx';
import { useSession } from './session.ts';

type Tab = 'home' | 'messages';

export function ChannelHeader({ channel, tab }: { channel: PageChannel; tab: Tab | undefined }) {
  const directory = useDirectory();
  const { model } = useSession();
  const topic = tab ? model.state.app.description : channel.topic;
  return (
    <header class="channel-header">
      <div class="channel-title">
        {channel.kind === 'dm' ? (
          <Avatar user={directory.user(channel.withUser ?? '')} size="small" />
        ) : (
          <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />
        )}
        <h2>{channelName(channel, directory)}</h2>
        <span class="topic">
          <InlineMrkdwn text={topic} />
        </span>
        {channel.kind !== 'dm' && <Members channel={channel} />}
      </div>
      {tab && <Tabs channel={channel} tab={tab} />}
    </header>
  );
}

function Tabs({ channel, tab }: { channel: PageChannel; tab: Tab }) {
  const { go } = useSession();
  const tabs = [
    ['home', 'Home'],
    ['messages', 'Messages'],
  ] as const;
  return (
    <div role="tablist" class="tabs">
      {tabs.map(([name, label]) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === tab}
          onClick={() => go({ channel: channel.id, tab: name })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function Members({ channel }: { channel: PageChannel }) {
  const [open, setOpen] = useState(false);
  const directory = useDirectory();
  const title = `${channel.members.length} members`;
  return (
    <>
      <button type="button" class="members-button" aria-label={title} onClick={() => setOpen(true)}>
        <Icon name="people" />
        {channel.members.length}
      </button>
      {open && (
        <Dialog label={title} class="members" onClose={() => setOpen(false)}>
          <header>
            <h2>
              {title} of #{channel.name}
            </h2>
            <button
              type="button"
              class="icon-button"
              aria-label="Close"
              onClick={() => setOpen(false)}
            >
              <Icon name="close" />
            </button>
          </header>
          <ul>
            {channel.members.map((id) => (
              <li key={id}>
                <Avatar user={directory.user(id)} size="medium" />
                <span>
                  <PersonName user={directory.user(id)} id={id} />
                  <small>{directory.user(id)?.title}</small>
                </span>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
