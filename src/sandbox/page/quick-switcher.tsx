import { useEffect, useState } from 'preact/hooks';
import type { PageChannel } from '../slack/page-contract.ts';
import { channelName, useDirectory } from './directory.ts';
import { Finder } from './finder.tsx';
import { Icon } from './icon.tsx';
import { Avatar } from './people.tsx';
import { useSession } from './session.ts';

/** Opened by Ctrl+K, Cmd+K or the search box. */
export function QuickSwitcher() {
  const [open, setOpen] = useState(false);
  const { model, go } = useSession();
  const directory = useDirectory();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  const { channels, workspace } = model.state;
  return (
    <>
      <button type="button" class="search" onClick={() => setOpen(true)}>
        <Icon name="search" />
        <span>Search {workspace.name}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {open && (
        <Finder
          label="Jump to"
          placeholder="Jump to a channel or a person"
          none="Nothing goes by that name"
          onClose={() => setOpen(false)}
          all={channels.map((channel) => ({
            id: channel.id,
            words: `${channelName(channel, directory)} ${channel.topic}`,
            content: <ChannelLine channel={channel} />,
            choose: () => go({ channel: channel.id }),
          }))}
        />
      )}
    </>
  );
}

function ChannelLine({ channel }: { channel: PageChannel }) {
  const directory = useDirectory();
  return (
    <>
      {channel.kind === 'dm' ? (
        <Avatar user={directory.user(channel.withUser ?? '')} size="small" />
      ) : (
        <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />
      )}
      <span class="choice-label">{channelName(channel, directory)}</span>
      {channel.topic && <small>{channel.topic}</small>}
    </>
  );
}
