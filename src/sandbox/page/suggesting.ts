import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Completion, completed, completionAt } from './completion.ts';
import { walk } from './listbox.tsx';
import { useSession } from './session.ts';

export type Suggesting = {
  completion: Completion | undefined;
  active: number;
  setActive: (active: number) => void;
  choose: (index: number) => void;
  look: (box: HTMLTextAreaElement) => void;
  close: () => void;
  /** Whether the key belonged to the list. */
  pressed: (event: KeyboardEvent) => boolean;
};

export function useSuggesting(
  text: string,
  setText: (text: string) => void,
  box: RefObject<HTMLTextAreaElement | null>,
): Suggesting {
  const { state } = useSession().model;
  const [completion, setCompletion] = useState<Completion>();
  const [active, setActive] = useState(0);
  const caret = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    box.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [text]);
  const close = () => setCompletion(undefined);
  const choose = (index: number) => {
    const chosen = completion?.suggestions[index];
    if (!chosen) return;
    caret.current = completion.from + chosen.text.length + 1;
    setText(completed(text, completion, chosen));
    close();
  };
  const look = (from: HTMLTextAreaElement) => {
    setCompletion(completionAt(from.value, from.selectionStart, state));
    setActive(0);
  };
  const pressed = (event: KeyboardEvent) => {
    if (!completion || event.shiftKey || event.isComposing) return false;
    const next = walk(event.key, active, completion.suggestions.length);
    // A command that stands there in full is sent, not completed once more.
    const isWhole = completion.suggestions.some(({ text: whole }) => whole === text);
    if (next !== undefined) setActive(next);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab' || (event.key === 'Enter' && !isWhole)) choose(active);
    else return closedBy(event, close);
    event.preventDefault();
    return true;
  };
  return { completion, active, setActive, choose, look, close, pressed };
}

function closedBy(event: KeyboardEvent, close: () => void): false {
  if (event.key === 'Enter') close();
  return false;
}
