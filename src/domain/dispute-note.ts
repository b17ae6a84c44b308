import { type Bench, seatOf } from './dispute-bench.ts';
import type { Party } from './dispute-claim.ts';
import type { DisputeEvent } from './dispute-event.ts';
import { may } from './permission.ts';
import type { Role } from './roster.ts';

/** What a decider leaves to whoever decides after them, and to nobody else: no case that is shown or told has it. */
export type PrivateNote = { by: Party; at: Date; text: string };

export function notesIn(events: readonly DisputeEvent[]): PrivateNote[] {
  return events.flatMap((event) =>
    event.kind === 'ruled' && event.note ? [{ by: event.by, at: event.at, text: event.note }] : [],
  );
}

type Reading = { parties: readonly Party[]; events: readonly DisputeEvent[]; bench: Bench };

/** Whoever decides it, has had a say in it, or may read all of them; never a side. */
export function readsNotes(
  reader: { id: string; role: Role | undefined },
  { parties, events, bench }: Reading,
): boolean {
  if (parties.some(({ id }) => id === reader.id)) return false;
  if (may(reader.role, 'read private notes')) return true;
  const deciding = [...bench.manager, ...bench.senior, ...bench.ops];
  return (
    seatOf(deciding, reader.id) !== undefined ||
    events.some((event) => event.kind === 'ruled' && event.by.id === reader.id)
  );
}
