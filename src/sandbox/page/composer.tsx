import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { PageChannel } from '../slack/page-contract.ts';
import { channelName, useDirectory } from './directory.ts';
import { Icon } from './icon.tsx';
import { Problem } from './problem.tsx';
import { useSending } from './sending.ts';
import { ShortcutsButton } from './shortcuts.tsx';
import { useSuggesting } from './suggesting.ts';
import { Suggestions } from './suggestions.tsx';

export function Composer({ channel, thread }: { channel: PageChannel; thread?: string }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const listId = useId();
  const suggesting = useSuggesting(text, setText, box);
  const sending = useSending(channel.id, thread, text, setText);
  const label = useLabel(channel, thread);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div class="composer">
      <Problem text={sending.problem} />
      {suggesting.completion && (
        <Suggestions id={listId} anchor={box} suggesting={suggesting} label="Suggestions" />
      )}
      <div class="composer-box">
        <textarea
          ref={box}
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={suggesting.completion ? listId : undefined}
          aria-activedescendant={
            suggesting.completion ? `${listId}-${suggesting.active}` : undefined
          }
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            suggesting.look(event.currentTarget);
          }}
          onClick={(event) => suggesting.look(event.currentTarget)}
          onKeyDown={(event) => {
            if (suggesting.pressed(event)) return;
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void sending.send();
          }}
        />
        <div class="composer-tools">
          <ShortcutsButton />
          <span class="composer-hint">Enter sends, Shift + Enter starts a new line</span>
          <SendButton isReady={text.trim() !== ''} send={sending.send} />
        </div>
      </div>
    </div>
  );
}

function SendButton({ isReady, send }: { isReady: boolean; send: () => Promise<void> }) {
  return (
    <button
      type="button"
      class="send"
      aria-label="Send now"
      title="Send now"
      disabled={!isReady}
      onClick={() => void send()}
    >
      <Icon name="send" />
    </button>
  );
}

function useLabel(channel: PageChannel, thread: string | undefined): string {
  const directory = useDirectory();
  if (thread) return 'Reply…';
  const name = channelName(channel, directory);
  return `Message ${channel.kind === 'dm' ? name : `#${name}`}`;
}
