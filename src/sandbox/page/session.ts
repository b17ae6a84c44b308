import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { PageChannel } from '../slack/page-contract.ts';
import type { Model } from './model.ts';
import type { Place } from './place.ts';
import { type Connection, openStore, type Store } from './store.ts';

/** What the parts of a window share: what is known, and where the window is. */
export type Session = {
  model: Model;
  store: Store;
  connection: Connection;
  place: Place;
  channel: PageChannel | undefined;
  go: (to: Omit<Place, 'as'>) => void;
};

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session is provided above this component.');
  return session;
}

export function useLiveModel(user: string) {
  const [model, setModel] = useState<Model>();
  const [store, setStore] = useState<Store>();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    const opened = openStore(user, { model: setModel, connection: setConnection });
    setStore(opened);
    return opened.close;
  }, [user]);
  return { model, store, connection };
}
