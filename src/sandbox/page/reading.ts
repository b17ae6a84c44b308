import { useEffect } from 'preact/hooks';
import { markRead } from './api.ts';
import { useSession } from './session.ts';

/** What is on the screen of a visible window counts as read. */
export function useReading(latest: string | undefined): void {
  const { model, channel } = useSession();
  const user = model.state.me.id;
  const id = channel?.id;
  useEffect(() => {
    const read = () => {
      if (id && !document.hidden) void markRead(user, id);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [user, id, latest]);
}
