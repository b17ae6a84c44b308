import { useMemo } from 'preact/hooks';
import type { PageMessage } from '../slack/page-contract.ts';
import { clockTime, fullTime } from './dates.ts';
import { useDirectory } from './directory.ts';
import { Icon } from './icon.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageBody } from './message-body.tsx';
import { Avatar, PersonName } from './people.tsx';
import { useSession } from './session.ts';

type Props = { message: PageMessage; follows: boolean; inThread?: boolean };

export function Message({ message, follows, inThread = false }: Props) {
  const directory = useDirectory();
  // Drawn anew only when the message or the people change: channels may hold hundreds.
  const drawn = useMemo(
    () => <Drawn message={message} follows={follows} />,
    [message, follows, directory],
  );
  const author = directory.user(message.user)?.realName ?? message.user;
  const look = `message ${follows ? 'follows' : ''} ${message.ephemeral ? 'ephemeral' : ''}`;
  return (
    <article class={look} aria-label={`${author}, ${clockTime(message.ts)}`}>
      {drawn}
      {!inThread && <Replies message={message} />}
      <MessageActions message={message} inThread={inThread} />
    </article>
  );
}

function Drawn({ message, follows }: { message: PageMessage; follows: boolean }) {
  const directory = useDirectory();
  const user = directory.user(message.user);
  return (
    <>
      {message.ephemeral && (
        <p class="only-you">
          <Icon name="eye" /> Only visible to you
        </p>
      )}
      <div class="message-gutter">
        {follows ? <Time message={message} /> : <Avatar user={user} />}
      </div>
      <div class="message-content">
        {!follows && (
          <div class="message-head">
            <PersonName user={user} id={message.user} />
            <Time message={message} />
          </div>
        )}
        <MessageBody message={message} />
      </div>
    </>
  );
}

function Time({ message }: { message: PageMessage }) {
  return (
    <time class="message-time" title={fullTime(message.ts)}>
      {clockTime(message.ts)}
    </time>
  );
}

function Replies({ message }: { message: PageMessage }) {
  const { channel, go } = useSession();
  const count = message.replyCount ?? 0;
  if (count === 0 || !channel) return null;
  return (
    <button
      type="button"
      class="replies"
      onClick={() => go({ channel: channel.id, thread: message.ts })}
    >
      {count} {count === 1 ? 'reply' : 'replies'}
      <span>View thread</span>
      <Icon name="right" />
    </button>
  );
}
