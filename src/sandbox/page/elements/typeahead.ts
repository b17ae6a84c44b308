import { useEffect, useMemo, useState } from 'preact/hooks';
import { useDirectory } from '../directory.ts';
import { useSurface } from '../surface.tsx';
import {
  type Choice,
  choicesFrom,
  isExternal,
  localChoices,
  matching,
  type SelectElement,
} from './choices.ts';

export type Typeahead = {
  choices: Choice[];
  /** Why the list is empty, if it is. */
  note: string | undefined;
};

/** The choices for what has been typed: filtered here, or asked of the bot a moment after typing. */
export function useTypeahead(
  blockId: string,
  element: SelectElement,
  query: string,
  open: boolean,
): Typeahead {
  const directory = useDirectory();
  const here = useMemo(() => localChoices(element, directory), [element, directory]);
  const asked = useBotsChoices(blockId, element, query, open);
  if (isExternal(element)) return asked;
  const choices = matching(here, query);
  return { choices, note: choices.length === 0 ? 'No results' : undefined };
}

const pause = 200;

function useBotsChoices(
  blockId: string,
  element: SelectElement,
  query: string,
  open: boolean,
): Typeahead {
  const surface = useSurface();
  const [found, setFound] = useState<Typeahead>({ choices: [], note: undefined });
  const least = isExternal(element) ? (element.min_query_length ?? 3) : 0;
  const asks = open && isExternal(element) && query.length >= least;
  useEffect(() => {
    if (!asks) return;
    let late = false;
    setFound({ choices: [], note: 'Loading…' });
    const timer = setTimeout(async () => {
      const next = await surface.find(blockId, element, query).then(listed, failed);
      if (!late) setFound(next);
    }, pause);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [asks, query]);
  if (asks || !isExternal(element)) return found;
  return { choices: [], note: `Type at least ${least} characters to search` };
}

function listed(answer: Parameters<typeof choicesFrom>[0]): Typeahead {
  const choices = choicesFrom(answer);
  return { choices, note: choices.length === 0 ? 'No results' : undefined };
}

function failed(): Typeahead {
  return { choices: [], note: 'The app did not send any options.' };
}
