import { useCallback, useEffect, useState } from 'preact/hooks';
import { loadState } from './api.ts';
import { Conversation } from './conversation.tsx';
import { DirectoryContext, useDirectoryOf } from './directory.ts';
import { Modals } from './modal.tsx';
import { type Place, usePlace } from './place.ts';
import { SessionContext, useLiveModel, useSession } from './session.ts';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

export function App() {
  const [place, go] = usePlace();
  if (!place.as) return <Arrival onKnown={(as) => go({ ...place, as })} />;
  // Another persona is another window: nothing of the last one may be left.
  return <Desk key={place.as} user={place.as} place={place} go={go} />;
}

/** Without a persona in the link, the sandbox says who you are at first. */
function Arrival({ onKnown }: { onKnown: (user: string) => void }) {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    loadState().then(
      ({ me }) => onKnown(me.id),
      () => setLost(true),
    );
  }, []);
  return <Notice text={lost ? 'The sandbox does not answer.' : 'Opening the sandbox…'} />;
}

function Desk(props: { user: string; place: Place; go: (place: Place) => void }) {
  const { user, place } = props;
  const { model, connection, store } = useLiveModel(user);
  const go = useCallback((to: Omit<Place, 'as'>) => props.go({ as: user, ...to }), [user]);
  if (!model || !store) return <Notice text={connection === 'lost' ? nobody(user) : 'Opening…'} />;
  const { channels } = model.state;
  const channel = channels.find(({ id }) => id === place.channel) ?? channels[0];
  return (
    <SessionContext.Provider value={{ model, store, connection, place, channel, go }}>
      <Furnished />
    </SessionContext.Provider>
  );
}

function nobody(user: string): string {
  return `The sandbox does not answer, or nobody there can be ${user}.`;
}

function Furnished() {
  const { model, go, connection } = useSession();
  const directory = useDirectoryOf(model.state, (channel) => go({ channel }));
  return (
    <DirectoryContext.Provider value={directory}>
      <div class="desk">
        <TopBar />
        {connection === 'lost' && (
          <p class="lost" role="status">
            Connection lost. Trying again…
          </p>
        )}
        <Sidebar />
        <Conversation />
      </div>
      <Modals />
    </DirectoryContext.Provider>
  );
}

function Notice({ text }: { text: string }) {
  return (
    <main class="opening">
      <p role="status">{text}</p>
    </main>
  );
}
