import type { ComponentChildren, RefObject } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { Listbox, walk } from '../listbox.tsx';
import { Popover } from '../popover.tsx';
import type { Choice } from './choices.ts';
import type { Typeahead } from './typeahead.ts';

type Props = {
  id?: string | undefined;
  describedBy?: string | undefined;
  label: string;
  placeholder: string;
  /** What the box shows while it is closed. */
  shown: string;
  chosenKeys: string[];
  pending: boolean;
  multiple?: boolean;
  query: string;
  open: boolean;
  typeahead: Typeahead;
  onQuery: (query: string) => void;
  onOpen: (open: boolean) => void;
  onChoose: (choice: Choice) => void;
  onBackspace?: () => void;
  children?: ComponentChildren;
};

/** A text box that filters a list: one for the single and the multiple selects. */
export function Combobox(props: Props) {
  const box = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const [active, setActive] = useState(0);
  const { choices } = props.typeahead;
  const choose = (index: number) => {
    const choice = choices[index];
    if (choice) props.onChoose(choice);
  };
  return (
    <span ref={box} class={`select ${props.pending ? 'pending' : ''}`}>
      {props.children}
      <ComboboxInput
        {...props}
        listId={listId}
        active={Math.min(active, choices.length - 1)}
        setActive={setActive}
        choose={choose}
      />
      <Icon name="down" />
      {props.open && (
        <Options
          {...props}
          box={box}
          listId={listId}
          active={Math.min(active, choices.length - 1)}
          setActive={setActive}
          choose={choose}
        />
      )}
    </span>
  );
}

type Inner = Props & {
  listId: string;
  active: number;
  setActive: (active: number) => void;
  choose: (index: number) => void;
};

function ComboboxInput(props: Inner) {
  const { open, typeahead, active } = props;
  const show = () => {
    if (!open) props.setActive(0);
    props.onOpen(true);
  };
  return (
    <input
      type="text"
      role="combobox"
      id={props.id}
      aria-label={props.id ? undefined : props.label}
      aria-describedby={props.describedBy}
      aria-expanded={open}
      aria-controls={props.listId}
      aria-autocomplete="list"
      aria-activedescendant={open && active >= 0 ? `${props.listId}-${active}` : undefined}
      autocomplete="off"
      placeholder={open && props.shown ? props.shown : props.placeholder}
      value={open ? props.query : props.shown}
      disabled={props.pending}
      onClick={show}
      onBlur={() => props.onOpen(false)}
      onInput={(event) => {
        show();
        props.setActive(0);
        props.onQuery(event.currentTarget.value);
      }}
      onKeyDown={(event) => pressed(event, props, show, typeahead.choices.length)}
    />
  );
}

function pressed(event: KeyboardEvent, props: Inner, show: () => void, count: number) {
  const next = walk(event.key, props.active, count);
  if (event.key === 'Backspace' && props.query === '') props.onBackspace?.();
  if (next !== undefined || event.key === 'ArrowDown') {
    event.preventDefault();
    if (props.open) props.setActive(next ?? 0);
    show();
  } else if (event.key === 'Enter') {
    event.preventDefault();
    if (props.open) props.choose(props.active);
    else show();
  } else if (event.key === 'Escape' && props.open) {
    // Only the list closes; the dialog around it stays.
    event.preventDefault();
    event.stopPropagation();
    props.onOpen(false);
  }
}

function Options(props: Inner & { box: RefObject<HTMLElement | null> }) {
  const { choices, note } = props.typeahead;
  return (
    <Popover anchor={props.box} onClose={() => props.onOpen(false)} matchWidth>
      <Listbox
        id={props.listId}
        label={props.label}
        multiple={props.multiple === true}
        active={props.active}
        onActive={props.setActive}
        onChoose={props.choose}
        entries={choices.map((choice) => ({
          id: `${choice.group ?? ''} ${choice.key}`,
          chosen: props.chosenKeys.includes(choice.key),
          content: <ChoiceLine choice={choice} chosen={props.chosenKeys.includes(choice.key)} />,
          ...(choice.group ? { group: choice.group } : {}),
        }))}
      />
      {note && <p class="listbox-note">{note}</p>}
    </Popover>
  );
}

function ChoiceLine({ choice, chosen }: { choice: Choice; chosen: boolean }) {
  return (
    <>
      <span class="choice-label">{choice.label}</span>
      {choice.hint && <small>{choice.hint}</small>}
      {chosen && <Icon name="check" />}
    </>
  );
}
