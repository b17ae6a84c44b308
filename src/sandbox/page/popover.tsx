import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

type Props = {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  class?: string;
  /** As wide as what it hangs from, at least. */
  matchWidth?: boolean;
  align?: 'start' | 'end';
  children: ComponentChildren;
};

/** In the browser's top layer, so that no scrolling pane and no dialog can cut it off. */
export function Popover(props: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const { anchor, onClose } = props;
  useLayoutEffect(() => {
    const popover = ref.current;
    if (!popover) return;
    popover.showPopover();
    const place = () => anchor.current && placeBeside(popover, anchor.current, props);
    place();
    const growth = new ResizeObserver(place);
    growth.observe(popover);
    addEventListener('resize', place);
    document.addEventListener('scroll', place, true);
    return () => {
      growth.disconnect();
      removeEventListener('resize', place);
      document.removeEventListener('scroll', place, true);
    };
  }, []);
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (!(target instanceof Node)) return;
      if (!ref.current?.contains(target) && !anchor.current?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [onClose]);
  return (
    <div ref={ref} popover="manual" class={`popover ${props.class ?? ''}`}>
      {props.children}
    </div>
  );
}

const margin = 8;

function placeBeside(popover: HTMLElement, anchor: HTMLElement, { align, matchWidth }: Props) {
  const from = anchor.getBoundingClientRect();
  if (matchWidth) popover.style.minWidth = `${from.width}px`;
  const { width, height } = popover.getBoundingClientRect();
  const start = align === 'end' ? from.right - width : from.left;
  const left = Math.max(margin, Math.min(start, innerWidth - width - margin));
  const fitsBelow = from.bottom + 4 + height <= innerHeight - margin;
  const above = Math.max(margin, from.top - 4 - height);
  popover.style.left = `${left}px`;
  popover.style.top = `${fitsBelow ? from.bottom + 4 : above}px`;
}
