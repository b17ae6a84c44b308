import { useEffect } from 'preact/hooks';
import { openHome } from './api.ts';
import { ChannelHeader } from './channel-header.tsx';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import { MessageList } from './message-list.tsx';
import { roots } from './model.ts';
import { useReading } from './reading.ts';
import { useSession } from './session.ts';
import { Thread } from './thread.tsx';
import { useTitle } from './title.ts';

export function Conversation() {
  const { model, store, place, channel } = useSession();
  const { app, me } = model.state;
  const tab = channel?.withUser === app.userId ? (place.tab ?? 'messages') : undefined;
  useTitle();
  useEscape();
  useEffect(() => {
    if (channel) void store.open(channel.id, place.thread);
  }, [store, channel?.id, place.thread]);
  useEffect(() => {
    if (tab) void openHome(me.id, tab);
  }, [me.id, tab]);
  if (!channel) return <main class="conversation">You are in no channel yet.</main>;
  return (
    <>
      <main class="conversation">
        <ChannelHeader channel={channel} tab={tab} />
        {tab === 'home' ? <Home /> : <Messages key={channel.id} />}
      </main>
      {place.thread && tab !== 'home' && <Thread key={place.thread} root={place.thread} />}
    </>
  );
}

/** Closes the thread, once nothing that lies above it wants the key. */
function useEscape() {
  const { place, channel, go } = useSession();
  useEffect(() => {
    const pressed = ({ key, defaultPrevented }: KeyboardEvent) => {
      const isAbove = document.querySelector('dialog[open], :popover-open') !== null;
      if (key !== 'Escape' || defaultPrevented || isAbove) return;
      if (channel && place.thread) go({ channel: channel.id });
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [channel?.id, place.thread]);
}

function Messages() {
  const { model, channel } = useSession();
  const known = channel && model.messages[channel.id];
  useReading(known?.at(-1)?.ts);
  if (!channel) return null;
  return (
    <>
      {known ? (
        <MessageList messages={roots(known)} channel={channel} />
      ) : (
        <p class="loading" role="status">
          Loading messages…
        </p>
      )}
      <Composer channel={channel} />
    </>
  );
}
