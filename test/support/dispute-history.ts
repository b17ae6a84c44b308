import { max } from 'date-fns/max';
import { decideDispute, fileDispute } from '../../src/domain/dispute.ts';
import { type Bench, benchOf, leftOf, type Rung } from '../../src/domain/dispute-bench.ts';
import type { Party } from '../../src/domain/dispute-claim.ts';
import type { Court, DisputeCommand } from '../../src/domain/dispute-command.ts';
import type { DisputeEvent } from '../../src/domain/dispute-event.ts';
import { evolve, replay } from '../../src/domain/dispute-history.ts';
import { type DisputePolicy, ladderOf } from '../../src/domain/dispute-policy.ts';
import { partiesOf, sidesBefore } from '../../src/domain/dispute-sides.ts';
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

export function play({ policy, by, claim, owner, found, from, always, steps }: Script): Story {
  const account = { id: 'acme', name: 'Acme' };
  const filed = fileDispute({ account, by, claim, at: start, ...(owner && { owner }) });
  const end = replay([filed]);
  const story: Story = {
    ...{ policy, events: [filed], states: [], sides: [[]], owners: [undefined], end },
    present: owner,
  };
  if (from === 'filed') act(story, { kind: 'triage', finding: found }, start, usual);
  else bringBefore(story, from);
  let at = start;
  for (const { command: asked, hours, setting } of steps) {
    at = new Date(at.getTime() + hours * HOUR);
    if (asked.kind === 'override') story.present = asked.to;
    else act(story, asked, at, setting ?? always);
  }
  ringOut(story, at);
  return story;
}

/** As far up as that rung, or to where its managers have closed it. */
function bringBefore(story: Story, from: Rung | 'closed'): void {
  const { policy } = story;
  const ladder = ladderOf(policy);
  const wanted = ladder.indexOf(from === 'closed' ? 'manager' : from);
  const say = (asked: Told) => act(story, asked, start, usual);
  say({ kind: 'triage', finding: { kind: 'for-people' } });
  for (const _ of ladder) {
    const { status } = story.end;
    const isBelow = isHearing(story.end) && ladder.indexOf(story.end.status) < wanted;
    if (!isBelow || status === ladder.at(-1)) break;
    say({ kind: 'pass-up', by: 0, why: 'We do not agree.' });
  }
  if (from !== 'closed') return;
  const ruling = { outcome: { kind: 'keep' } } as const;
  say({ kind: 'rule', by: 0, ruling, code: 'active-work', text: 'The work decides.' });
  say({ kind: 'second', by: 1, behind: 0 });
  say({ kind: 'apply', grounds: {} });
}

type Told = Exclude<Asked, { kind: 'override' }>;

function act(story: Story, asked: Told, at: Date, setting: Setting): void {
  const { end: dispute, policy, present: owner } = story;
  const roster = rosterOf(setting);
  const benchBetween = (parties: readonly Party[]) =>
    benchOf(partiesOf([...parties, owner]), roster, policy, dispute.voices);
  const command = commandOf(asked, dispute, benchBetween(dispute.parties));
  const bench = benchBetween(sidesBefore(dispute, command, owner?.id));
  const court: Court = { policy, bench, left: leftOf(roster), ...(owner && { owner }) };
  const answer = decideDispute(dispute, command, at, court);
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

function commandOf(asked: Told, dispute: Dispute, bench: Bench): DisputeCommand {
  const hearing = isHearing(dispute) ? dispute : undefined;
  const seatAt = (nth: number) => {
    const seat = hearing && bench[hearing.status][nth];
    return seat?.standIn ?? seat?.person ?? person('dee');
  };
  const speaking = (by: Party | number) => (typeof by === 'number' ? seatAt(by) : by);
  const siding = (by: Party | number) =>
    typeof by === 'number' ? (dispute.parties[by] ?? person('dee')) : by;
  switch (asked.kind) {
    case 'join': {
      const by = asked.by === 'voter' ? (hearing?.votes.at(-1)?.by ?? person('dee')) : asked.by;
      return { ...asked, by, parties: partiesOf([...dispute.parties, by, asked.claim.wanted]) };
    }
    case 'agree':
    case 'second': {
      const { kind, by, behind } = asked;
      const last = kind === 'agree' ? hearing?.offer : hearing?.votes.at(-1);
      return { kind, by: speaking(by), number: (last?.number ?? 0) - behind };
    }
    case 'offer':
    case 'rule':
    case 'pass-up':
      return { ...asked, by: speaking(asked.by) };
    case 'withdraw':
    case 'appeal':
      return { ...asked, by: siding(asked.by) };
    default:
      return asked;
  }
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
