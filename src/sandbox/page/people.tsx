import type { PageUser } from '../slack/page-contract.ts';
import { Emoji } from './emoji-sign.tsx';

type Size = 'small' | 'medium' | 'large';

export function Avatar({ user, size = 'large' }: { user: PageUser | undefined; size?: Size }) {
  const away = user?.deactivated ? 'deactivated' : '';
  return (
    <span
      class={`avatar ${size} ${away} ${user?.bot ? 'bot' : ''}`}
      style={{ background: user?.avatar.colour ?? 'gray' }}
      aria-hidden="true"
    >
      {user?.avatar.initials ?? '?'}
    </span>
  );
}

/** A name with all that a reader should know about whose it is. */
export function PersonName({ user, id }: { user: PageUser | undefined; id: string }) {
  return (
    <>
      <b class={`person ${user?.deactivated ? 'deactivated' : ''}`}>{user?.realName ?? id}</b>
      {user?.bot && <span class="badge">APP</span>}
      {user?.stranger && (
        <span class="badge stranger" title="From another workspace, by Slack Connect">
          External
        </span>
      )}
      {user?.deactivated && <span class="badge">Deactivated</span>}
      {user?.status && (
        <Emoji name={user.status.emoji.replaceAll(':', '')} label={user.status.text} />
      )}
    </>
  );
}
