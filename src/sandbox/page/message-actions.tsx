import { useState } from 'preact/hooks';
import type { PageMessage } from '../slack/page-contract.ts';
import { shortcut } from './api.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';
import { Problem } from './problem.tsx';
import { useSession } from './session.ts';

/** Comes up beside a message under the pointer or the focus. */
export function MessageActions({ message, inThread }: { message: PageMessage; inThread: boolean }) {
  const { model, go } = useSession();
  const { channel, ts } = message;
  const [problem, setProblem] = useState<string>();
  const { me, app, shortcuts } = model.state;
  const take = async (callbackId: string) => {
    const answer = await shortcut({ user: me.id, callbackId, message: { channel, ts } });
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const ofApp = message.ephemeral ? [] : shortcuts.filter(({ kind }) => kind === 'message');
  const entries = [
    ...ofApp.map(({ name, callbackId }) => ({
      label: name,
      hint: app.name,
      choose: () => void take(callbackId),
    })),
    { label: 'Copy text', choose: () => void navigator.clipboard?.writeText(message.text) },
  ];
  return (
    <>
      <div class="message-actions">
        {!inThread && !message.ephemeral && (
          <button
            type="button"
            class="icon-button"
            aria-label="Reply in thread"
            title="Reply in thread"
            onClick={() => go({ channel, thread: ts })}
          >
            <Icon name="reply" />
          </button>
        )}
        <Menu label="More actions" icon="more" entries={entries} />
      </div>
      <Problem text={problem} />
    </>
  );
}
