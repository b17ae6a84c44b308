import type { RefObject } from 'preact';
import type { Suggestion } from './completion.ts';
import { Listbox } from './listbox.tsx';
import type { Suggesting } from './suggesting.ts';

export function Suggestions(props: {
  id: string;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  suggesting: Suggesting;
}) {
  const { completion, active, setActive, choose } = props.suggesting;
  const entries = completion?.suggestions ?? [];
  return (
    <div class="suggestions">
      <Listbox
        id={props.id}
        label={props.label}
        active={active}
        onActive={setActive}
        onChoose={choose}
        entries={entries.map((one) => ({ id: one.id, content: <Line suggestion={one} /> }))}
      />
      <p class="suggestions-keys" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to move · <kbd>Tab</kbd> or <kbd>Enter</kbd> to choose ·{' '}
        <kbd>Esc</kbd> to close
      </p>
    </div>
  );
}

function Line({ suggestion: { label, hint, description } }: { suggestion: Suggestion }) {
  return (
    <>
      <b>{label}</b>
      {hint && <code>{hint}</code>}
      {description && <small>{description}</small>}
    </>
  );
}
