import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { PageChannel, PageState, PageUser } from '../slack/page-contract.ts';

/** Who is who and what is what: all that drawing a message needs to know besides the message. */
export type Directory = {
  me: string;
  user(id: string): PageUser | undefined;
  channel(id: string): PageChannel | undefined;
  users: PageUser[];
  channels: PageChannel[];
  openChannel(id: string): void;
};

export const DirectoryContext = createContext<Directory | undefined>(undefined);

export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext);
  if (!directory) throw new Error('No directory is provided above this component.');
  return directory;
}

/** Stays the same while only unread counts change, so that drawn messages stay drawn. */
export function useDirectoryOf(state: PageState, openChannel: (id: string) => void): Directory {
  const { me, users, channels } = state;
  const names = channels.map(({ id, name }) => `${id} ${name}`).join();
  return useMemo(() => {
    const userById = new Map(users.map((user) => [user.id, user]));
    const channelById = new Map(channels.map((channel) => [channel.id, channel]));
    return {
      me: me.id,
      user: (id) => userById.get(id),
      channel: (id) => channelById.get(id),
      users,
      channels,
      openChannel,
    };
  }, [me.id, users, names]);
}

/** A direct message is called by the other side's name. */
export function channelName(channel: PageChannel, directory: Directory): string {
  if (channel.kind !== 'dm') return channel.name;
  return directory.user(channel.withUser ?? '')?.realName ?? channel.name;
}
