import { max } from 'date-fns/max';
import { decideDispute, fileDispute } from '../../src/domain/dispute.ts';
import { type Bench, benchOf, leftOf } from '../../src/domain/dispute-bench.ts';
import type { Party } from '../../src/domain/dispute-claim.ts';
import type { Court, DisputeCommand } from '../../src/domain/dispute-command.ts';
import type { DisputeEvent } from '../../src/domain/dispute-event.ts';
import { evolve, replay } from '../../src/domain/dispute-history.ts';
import type { DisputePolicy } from '../../src/domain/dispute-policy.ts';
import { partiesOf } from '../../src/domain/dispute-sides.ts';
import { bellOf, type Dispute, isHearing } from '../../src/domain/dispute-state.ts';
import {
  type Asked,
  HOUR,
  person,
  rosterOf,
  type Script,
  type Setting,
  start,
  usual,
} from './dispute-script.ts';

/** A case as a script makes it: everything that happened, and who was heard when. */
export type Story = {
  policy: DisputePolicy;
  events: DisputeEvent[];
  states: Dispute[];
  /** The sides before each event. */
  sides: string[][];
  /** Whose it was before each event. */
  owners: (string | undefined)[];
  end: Dispute;
  /** Whose the account is. */
  present: Party | undefined;
};

export function play({ policy, by, claim, owner, found, steps }: Script): Story {
  const account = { id: 'acme', name: 'Acme' };
  const filed = fileDispute({ account, by, claim, at: start, ...(owner && { owner }) });
  const end = replay([filed]);
  const story: Story = {
    ...{ policy, events: [filed], states: [], sides: [[]], owners: [undefined], end },
    present: owner,
  };
  act(story, { kind: 'triage', finding: found }, start, usual);
  let at = start;
  for (const { command: asked, hours, setting } of steps) {
    at = new Date(at.getTime() + hours * HOUR);
    if (asked.kind === 'override') story.present = asked.to;
    else act(story, asked, at, setting);
  }
  ringOut(story, at);
  return story;
}

function act(
  story: Story,
  asked: Exclude<Asked, { kind: 'override' }>,
  at: Date,
  setting: Setting,
): void {
  const { end: dispute, policy } = story;
  const parties =
    asked.kind === 'join'
      ? partiesOf([...dispute.parties, asked.by, asked.claim.wanted])
      : dispute.parties;
  const { present: owner } = story;
  const roster = rosterOf(setting);
  const bench = benchOf(partiesOf([...parties, owner]), roster);
  const court: Court = { policy, bench, left: leftOf(roster), ...(owner && { owner }) };
  const answer = decideDispute(
    dispute,
    commandOf(asked, dispute, { parties, bench: court.bench }),
    at,
    court,
  );
  if (answer.kind === 'refused') return;
  for (const event of answer.events) {
    story.sides.push(story.end.parties.map(({ id }) => id));
    story.owners.push(story.present?.id);
    story.events.push(event);
    story.end = evolve(story.end, event);
    story.states.push(story.end);
    story.present = ownerAfter(story, event);
  }
}

/** Whose it is after what was decided has been carried out, or its record has become another. */
function ownerAfter({ present, end }: Story, event: DisputeEvent): Party | undefined {
  if (event.kind === 'moved') return event.owner ?? present;
  if (event.kind !== 'applied' || end.status !== 'applied') return present;
  const { outcome } = end.decision.ruling;
  if (outcome.kind === 're-route') return undefined;
  return 'to' in outcome ? outcome.to : present;
}

function commandOf(
  asked: Exclude<Asked, { kind: 'override' }>,
  dispute: Dispute,
  { parties, bench }: { parties: Party[]; bench: Bench },
): DisputeCommand {
  if (asked.kind === 'join') return { ...asked, parties };
  if (!('by' in asked) || typeof asked.by !== 'number') return said(asked as Said, dispute);
  const seat = isHearing(dispute) ? bench[dispute.status][asked.by] : undefined;
  return said({ ...asked, by: seat?.standIn ?? seat?.person ?? person('dee') } as Said, dispute);
}

type Said =
  | Exclude<DisputeCommand, { kind: 'agree' }>
  | { kind: 'agree'; by: Party; behind: number };

function said(one: Said, dispute: Dispute): DisputeCommand {
  if (one.kind !== 'agree') return one;
  const number = isHearing(dispute) ? (dispute.offer?.number ?? 0) - one.behind : 0;
  return { kind: 'agree', by: one.by, number };
}

/** Nobody says anything any more: only the clock goes on. */
function ringOut(story: Story, since: Date): void {
  let at = since;
  for (let bell = bellOf(story.end); bell; bell = bellOf(story.end)) {
    at = max([bell, at]);
    const before = story.events.length;
    act(story, { kind: 'ring' }, at, usual);
    act(story, { kind: 'apply', grounds: {} }, at, usual);
    if (story.events.length === before) throw new Error(`${story.end.status} rings in vain`);
  }
}
