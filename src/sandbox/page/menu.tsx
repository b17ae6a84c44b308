import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import { Popover } from './popover.tsx';

export type MenuEntry = { label: string; hint?: string; url?: string; choose: () => void };

/** A button that opens a short list of things to do. */
export function Menu(props: {
  label: string;
  icon: IconName;
  class?: string;
  entries: MenuEntry[];
  disabled?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.class ?? 'icon-button'}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={props.disabled ?? false}
        onClick={() => setOpen(!open)}
      >
        <Icon name={props.icon} />
      </button>
      {open && (
        <Popover anchor={button} onClose={() => setOpen(false)} align="end">
          <MenuList label={props.label} entries={props.entries} close={close} />
        </Popover>
      )}
    </>
  );
}

function MenuList(props: { label: string; entries: MenuEntry[]; close: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), []);
  return (
    <div
      ref={list}
      role="menu"
      tabIndex={-1}
      aria-label={props.label}
      class="menu"
      onKeyDown={(event) => {
        if (moveFocus(event)) return;
        if (event.key !== 'Escape' && event.key !== 'Tab') return;
        event.preventDefault();
        event.stopPropagation();
        props.close();
      }}
    >
      {props.entries.map((entry) => (
        <button
          key={entry.label}
          type="button"
          role="menuitem"
          class="menu-entry"
          onClick={() => {
            props.close();
            entry.choose();
          }}
        >
          <span>{entry.label}</span>
          {entry.hint && <small>{entry.hint}</small>}
        </button>
      ))}
    </div>
  );
}

function moveFocus(event: KeyboardEvent): boolean {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return false;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items.at((at + step + items.length) % items.length)?.focus();
  return true;
}
