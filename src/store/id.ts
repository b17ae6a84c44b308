import { randomUUID } from 'node:crypto';

/** Version 7 leaves twelve bits behind the millisecond for this. */
const IN_A_MILLISECOND = 4096;
let last = 0;
let nth = 0;

/**
 * A UUID of version 7: those made later sort later, also within one millisecond, so what is written together is read in its order.
 * Rows that are written together then lie together in every index, where random keys would touch a page each.
 */
export function newId(): string {
  const now = Date.now();
  nth = now > last ? 0 : (nth + 1) % IN_A_MILLISECOND;
  // What is full goes on in the next one; a clock that is set back is waited for.
  last = now > last ? now : last + Number(nth === 0);
  const time = last.toString(16).padStart(12, '0');
  const count = nth.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}${randomUUID().slice(18)}`;
}
