import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export type Entry = { id: string; group?: string; chosen?: boolean; content: ComponentChildren };

/** The list below a combobox. The focus stays in the text box; `active` is where the arrows are. */
export function Listbox(props: {
  id: string;
  label: string;
  entries: Entry[];
  active: number;
  multiple?: boolean;
  onChoose: (index: number) => void;
  onActive: (index: number) => void;
}) {
  return (
    <div
      role="listbox"
      tabIndex={-1}
      id={props.id}
      aria-label={props.label}
      aria-multiselectable={props.multiple === true}
      class="listbox"
      // A press on the scroll bar must not take the focus from the text box.
      onMouseDown={(event) => event.preventDefault()}
    >
      {props.entries.map((entry, index) => (
        <ListboxEntry
          key={entry.id}
          id={`${props.id}-${index}`}
          entry={entry}
          heading={entry.group !== props.entries[index - 1]?.group ? entry.group : undefined}
          active={index === props.active}
          onChoose={() => props.onChoose(index)}
          onActive={() => props.onActive(index)}
        />
      ))}
    </div>
  );
}

function ListboxEntry(props: {
  id: string;
  entry: Entry;
  heading: string | undefined;
  active: boolean;
  onChoose: () => void;
  onActive: () => void;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.active) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [props.active]);
  return (
    <>
      {props.heading && <div class="listbox-heading">{props.heading}</div>}
      <div
        ref={ref}
        role="option"
        tabIndex={-1}
        id={props.id}
        aria-selected={props.entry.chosen ?? props.active}
        class={`listbox-entry ${props.active ? 'active' : ''}`}
        onMouseMove={props.onActive}
        onClick={props.onChoose}
        onKeyDown={(event) => event.key === 'Enter' && props.onChoose()}
      >
        {props.entry.content}
      </div>
    </>
  );
}

/** Arrow keys walk a list round; the answer is the next place, or nothing for another key. */
export function walk(key: string, active: number, count: number): number | undefined {
  if (count === 0) return;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
}
