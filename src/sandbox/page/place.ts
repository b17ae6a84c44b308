import { useEffect, useState } from 'preact/hooks';

/** Where a window is: everything that survives a reload and can be sent as a link. */
export type Place = {
  as?: string;
  channel?: string;
  thread?: string;
  /** The app's own pages, as in Slack. */
  tab?: 'home' | 'messages';
};

function readPlace(search: string): Place {
  const given = Object.fromEntries(new URLSearchParams(search));
  const { as, channel, thread, tab } = given;
  return {
    ...(as ? { as } : {}),
    ...(channel ? { channel } : {}),
    ...(thread ? { thread } : {}),
    ...(tab === 'home' || tab === 'messages' ? { tab } : {}),
  };
}

export function linkTo(place: Place): string {
  return `?${new URLSearchParams(Object.entries(place))}`;
}

export function usePlace(): [Place, (place: Place) => void] {
  const [place, move] = useState(() => readPlace(location.search));
  useEffect(() => {
    const back = () => move(readPlace(location.search));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = (next: Place) => {
    if (linkTo(next) !== location.search) history.pushState(null, '', linkTo(next));
    move(next);
  };
  return [place, go];
}
