import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageChannel, PageMessage } from '../slack/page-contract.ts';
import { dayName, isSameDay } from './dates.ts';
import { channelName, useDirectory } from './directory.ts';
import { Icon } from './icon.tsx';
import { Message } from './message.tsx';
import { keyOf } from './model.ts';
import { spoken } from './spoken.ts';

type Props = { messages: PageMessage[]; channel: PageChannel };

export function MessageList({ messages, channel }: Props) {
  const list = useRef<HTMLElement>(null);
  const directory = useDirectory();
  return (
    <div class="message-list-place">
      <section
        class="message-list"
        ref={list}
        aria-label={`Messages in ${channelName(channel, directory)}`}
      >
        {/* The list grows upwards, so that the browser itself keeps the newest in sight. */}
        <div>
          <Beginning channel={channel} />
          {messages.map((message, index) => (
            <Line key={keyOf(message)} message={message} before={messages[index - 1]} />
          ))}
        </div>
      </section>
      <NewestButton list={list} latest={messages.at(-1)} />
      <Announcer latest={messages.at(-1)} />
    </div>
  );
}

function Line({ message, before }: { message: PageMessage; before: PageMessage | undefined }) {
  const startsDay = !before || !isSameDay(before.ts, message.ts);
  return (
    <>
      {startsDay && (
        <h3 class="day">
          <span>{dayName(message.ts, new Date())}</span>
        </h3>
      )}
      <Message message={message} follows={!startsDay && isFollowedBy(before, message)} />
    </>
  );
}

const groupSeconds = 300;

/** Messages of one author in one breath share an avatar. */
export function isFollowedBy(before: PageMessage, message: PageMessage): boolean {
  const gap = Number(message.ts) - Number(before.ts);
  const alike = before.user === message.user && before.ephemeral === message.ephemeral;
  return alike && gap < groupSeconds && !before.replyCount;
}

function Beginning({ channel }: { channel: PageChannel }) {
  const directory = useDirectory();
  const name = channelName(channel, directory);
  return (
    <div class="beginning">
      <h3>{channel.kind === 'dm' ? name : `# ${name}`}</h3>
      <p>
        {channel.kind === 'dm'
          ? `This is between you and ${name} alone.`
          : `This is the very beginning of #${name}.`}
      </p>
    </div>
  );
}

/** Shown while the newest messages are out of sight. */
function NewestButton(props: {
  list: RefObject<HTMLElement | null>;
  latest: PageMessage | undefined;
}) {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    const list = props.list.current;
    const scrolled = () => setAway((list?.scrollTop ?? 0) < -300);
    list?.addEventListener('scroll', scrolled, { passive: true });
    return () => list?.removeEventListener('scroll', scrolled);
  }, []);
  if (!isAway) return null;
  return (
    <button
      type="button"
      class="newest"
      onClick={() => props.list.current?.scrollTo({ top: 0, behavior: 'smooth' })}
    >
      <Icon name="down" /> Newest messages
    </button>
  );
}

/** Reads out what others say after the channel was opened. */
function Announcer({ latest }: { latest: PageMessage | undefined }) {
  const directory = useDirectory();
  const first = useRef(latest?.ts);
  const isNews = latest && latest.ts !== first.current && latest.user !== directory.me;
  const author = directory.user(latest?.user ?? '')?.realName;
  return (
    <div class="unseen" aria-live="polite">
      {isNews ? `${author}: ${spoken(latest.text, directory)}` : ''}
    </div>
  );
}
