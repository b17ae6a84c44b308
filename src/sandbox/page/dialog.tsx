import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The browser's own modal dialog: it keeps the focus inside and the page behind out of reach. */
export function Dialog(props: {
  label: string;
  class?: string;
  hidden?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (props.hidden) return dialog?.close();
    const before = document.activeElement;
    if (!dialog?.open) dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [props.hidden]);
  return (
    <dialog
      ref={ref}
      aria-label={props.label}
      class={`dialog ${props.class ?? ''}`}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      {props.children}
    </dialog>
  );
}
