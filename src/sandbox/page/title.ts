import { useEffect } from 'preact/hooks';
import { channelName, useDirectory } from './directory.ts';
import { useSession } from './session.ts';

/** Tells several windows apart: who one is, where, and what is unread elsewhere. */
export function useTitle(): void {
  const { model, channel } = useSession();
  const directory = useDirectory();
  const { channels, me } = model.state;
  const unread = channels.reduce((sum, one) => sum + one.unread, 0);
  const where = channel ? channelName(channel, directory) : 'Sandbox';
  const title = `${unread > 0 ? `(${unread}) ` : ''}${where} · ${me.realName}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
