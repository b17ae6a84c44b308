import { useEffect, useRef } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { channelName, useDirectory } from './directory.ts';
import { Icon } from './icon.tsx';
import { Message } from './message.tsx';
import { isFollowedBy } from './message-list.tsx';
import { keyOf, thread } from './model.ts';
import { useSession } from './session.ts';

export function Thread({ root }: { root: string }) {
  const { model, channel, go } = useSession();
  const directory = useDirectory();
  const [first, ...replies] = thread(model.messages[channel?.id ?? ''] ?? [], root);
  const list = useNewestInSight(replies.length);
  if (!channel) return null;
  return (
    <aside class="thread" aria-label="Thread">
      <header class="channel-header">
        <div class="channel-title">
          <h2>Thread</h2>
          <span class="topic">{channelName(channel, directory)}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Close thread"
            onClick={() => go({ channel: channel.id })}
          >
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div class="message-list" ref={list}>
        <div>
          {first && <Message message={first} follows={false} inThread />}
          {replies.length > 0 && (
            <p class="reply-count">
              {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
            </p>
          )}
          {replies.map((reply, index) => {
            const before = replies[index - 1];
            const follows = before !== undefined && isFollowedBy(before, reply);
            return <Message key={keyOf(reply)} message={reply} follows={follows} inThread />;
          })}
        </div>
      </div>
      <Composer channel={channel} thread={root} />
    </aside>
  );
}

/** A thread opens at its root; a reply that comes later is scrolled to. */
function useNewestInSight(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(0);
  useEffect(() => {
    const isNews = before.current > 0 && count > before.current;
    before.current = count;
    if (isNews) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count]);
  return list;
}
