import {
  type CommandOf,
  type DisputeAnswer,
  happened,
  notNow,
  refused,
} from './dispute-command.ts';
import type { EventOf } from './dispute-event.ts';
import { type Dispute, type Ended, isOpenDispute } from './dispute-state.ts';

/** What became outside of what a case ended with. */
export function receive(
  dispute: Dispute,
  command: CommandOf<'note-not-taken' | 'note-write'>,
  at: Date,
): DisputeAnswer {
  switch (command.kind) {
    case 'note-not-taken':
      if (isOpenDispute(dispute)) return refused(notNow(dispute));
      return happened({ kind: 'not-taken', at, why: command.why });
    case 'note-write':
      return hearOfWrite(lastEndOf(dispute), command.write, at);
  }
}

/** Told again it says nothing new. */
function hearOfWrite(
  ended: Ended | undefined,
  write: CommandOf<'note-write'>['write'],
  at: Date,
): DisputeAnswer {
  if (write.kind === 'refused') {
    const isNews = ended && ended.unwritten !== write.why;
    return isNews ? happened({ kind: 'write-refused', at, why: write.why }) : happened();
  }
  const isAwaited = ended?.unwritten !== undefined;
  return isAwaited ? happened({ kind: 'write-ended', at, how: write.kind }) : happened();
}

/** How it ended last, also where that is appealed. */
function lastEndOf(dispute: Dispute): Ended | undefined {
  return dispute.status === 'closed' ? dispute.ended : dispute.appeal?.of;
}

type Received = EventOf<'not-taken' | 'write-refused' | 'write-ended'>;

/** How a case ended, with what has become of that since. */
export function received(dispute: Dispute, event: Received): Dispute {
  if (dispute.status === 'closed') return { ...dispute, ended: withReceipt(dispute.ended, event) };
  const { appeal } = dispute;
  return appeal
    ? { ...dispute, appeal: { ...appeal, of: withReceipt(appeal.of, event) } }
    : dispute;
}

/** What came to nothing bars nobody. */
function withReceipt({ unwritten: _, ...ended }: Ended, event: Received): Ended {
  switch (event.kind) {
    case 'not-taken':
      return { ...ended, barredUntil: ended.at };
    case 'write-refused':
      return { ...ended, unwritten: event.why };
    case 'write-ended':
      return ended;
  }
}
