import { useMemo, useState } from 'preact/hooks';
import type { PageMessage } from '../slack/page-contract.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useDirectory } from './directory.ts';
import type { Values } from './elements/values.ts';
import { Emoji } from './emoji-sign.tsx';
import { Files } from './files.tsx';
import { Mrkdwn } from './mrkdwn-text.tsx';
import { SurfaceOf } from './surface.tsx';

export function MessageBody({ message }: { message: PageMessage }) {
  const { me } = useDirectory();
  const { channel, ts, ephemeral } = message;
  const [values, setValues] = useState<Values>({});
  const attached = message.attachments?.flatMap(({ blocks = [] }) => blocks) ?? [];
  const blocks = useMemo(() => [...(message.blocks ?? []), ...attached], [message]);
  const from = { kind: 'message' as const, channel, ts, ...(ephemeral ? { ephemeral } : {}) };
  return (
    <div class="message-body">
      <SurfaceOf user={me} from={from} blocks={blocks} values={values} onValues={setValues}>
        {message.blocks ? <Blocks blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
        {message.edited && <small class="edited">(edited)</small>}
        <Attachments message={message} />
      </SurfaceOf>
      {message.files && <Files files={message.files} />}
      <Reactions message={message} />
    </div>
  );
}

function Attachments({ message }: { message: PageMessage }) {
  return (
    <>
      {message.attachments?.map(({ blocks, fallback, color }, index) => (
        <div
          key={index}
          class="attachment"
          style={color ? { borderColor: color.replace(/^(?=[\da-f]{6}$)/i, '#') } : {}}
        >
          {blocks ? <Blocks blocks={blocks} /> : <Mrkdwn text={fallback ?? ''} />}
        </div>
      ))}
    </>
  );
}

function Reactions({ message }: { message: PageMessage }) {
  const directory = useDirectory();
  if (!message.reactions?.length) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {message.reactions.map(({ name, users }) => {
        const who = users.map((id) => directory.user(id)?.realName ?? id).join(', ');
        return (
          <li key={name} class={users.includes(directory.me) ? 'mine' : ''}>
            <Emoji name={name} label={`${who} reacted with :${name}:`} />
            {users.length}
          </li>
        );
      })}
    </ul>
  );
}
