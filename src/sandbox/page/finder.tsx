import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { Listbox, walk } from './listbox.tsx';

export type Found = { id: string; words: string; content: ComponentChildren; choose: () => void };

/** Type a few letters, press Enter: the quick switcher and the list of shortcuts. */
export function Finder(props: {
  label: string;
  placeholder: string;
  all: Found[];
  none: string;
  onClose: () => void;
}) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const found = search(props.all, query);
  const choose = (index: number) => {
    if (!found[index]) return;
    props.onClose();
    found[index].choose();
  };
  return (
    <Dialog label={props.label} class="finder" onClose={props.onClose}>
      <input
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        autocomplete="off"
        placeholder={props.placeholder}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          const next = walk(event.key, active, found.length);
          if (next !== undefined || event.key === 'Enter') event.preventDefault();
          if (next !== undefined) setActive(next);
          if (event.key === 'Enter') choose(active);
        }}
      />
      <Listbox
        id={listId}
        label={props.label}
        entries={found}
        active={active}
        onActive={setActive}
        onChoose={choose}
      />
      {found.length === 0 && <p class="listbox-note">{props.none}</p>}
    </Dialog>
  );
}

function search(all: Found[], query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => words.every((word) => one.words.toLowerCase().includes(word)));
}
