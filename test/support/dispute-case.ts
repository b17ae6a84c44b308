import type { Calendar } from '../../src/domain/calendar.ts';
import { decideDispute, fileDispute } from '../../src/domain/dispute.ts';
import { benchOf, type Colleague, leftOf } from '../../src/domain/dispute-bench.ts';
import type { Claim, Party } from '../../src/domain/dispute-claim.ts';
import type { DisputeCommand } from '../../src/domain/dispute-command.ts';
import { evolve, replay } from '../../src/domain/dispute-history.ts';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { disputePolicy } from '../../src/domain/dispute-policy.ts';
import { partiesOf, sidesBefore } from '../../src/domain/dispute-sides.ts';
import { type Dispute, isHearing } from '../../src/domain/dispute-state.ts';
import { wordRefusal } from '../../src/domain/refusal.ts';

const person = (id: string): Party => ({ id, name: id });
export const [ana, bo, cy, dee, mia, max, sue, olga] = [
  ...['ana', 'bo', 'cy', 'dee', 'mia', 'max', 'sue', 'olga'],
].map(person) as [Party, Party, Party, Party, Party, Party, Party, Party];
const week = (from: string, until: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from, until }]]));
export const berlin: Calendar = {
  ...{ timeZone: 'Europe/Berlin', hours: week('09:00', '17:00'), holidayRegion: 'DE-BY' },
  absences: [],
};
export const newYork: Calendar = {
  ...{ timeZone: 'America/New_York', hours: week('09:00', '17:00'), holidayRegion: 'US' },
  absences: [],
};

const reports: Record<string, string> = {
  ana: 'mia',
  cy: 'mia',
  bo: 'max',
  mia: 'sue',
  max: 'sue',
};
type Odd = Partial<Record<string, Partial<Colleague>>>;
const rosterOf = (odd: Odd = {}) =>
  new Map(
    [ana, bo, cy, dee, mia, max, sue, olga].map((one) => {
      const managerId = reports[one.id];
      const colleague: Colleague = {
        ...one,
        ...{ calendar: berlin, isOps: one === olga, hasLeft: false },
        ...(managerId && { managerId }),
        ...odd[one.id],
      };
      return [one.id, colleague];
    }),
  );

export const policy = disputePolicy.parse({});
export const monday = new Date('2026-11-16T08:00:00Z');
export const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
export const mine: Claim = {
  kind: 'owner-wrong',
  wish: 'It is mine.',
  reason: 'I called.',
  links: [],
};
export const toBo: Ruling = { outcome: { kind: 'transfer', to: bo } };
export const keep: Ruling = { outcome: { kind: 'keep' } };

type Case = { by?: Party; owner?: Party | undefined; claim?: Claim; odd?: Odd };

/** A case that Bo has filed on Ana’s account, before both of them. `give`: the account is somebody else’s from then on. */
export function aCase({ by = bo, owner = ana, claim = mine, odd = {} }: Case = {}) {
  return caseOf({ by, owner, claim, odd });
}

/** The same on an account of nobody’s. */
export function anUnownedCase(rest: Omit<Case, 'owner'> = {}) {
  return caseOf({ by: bo, claim: mine, ...rest });
}

function caseOf({ by = bo, owner, claim = mine, odd = {} }: Case) {
  const account = { id: 'acme', name: 'Acme' };
  const filed = fileDispute({ account, by, claim, at: monday, ...(owner && { owner }) });
  let dispute: Dispute = replay([filed]);
  let present = owner;
  const say = (command: DisputeCommand, at = monday, oddNow = odd) => {
    const parties = sidesBefore(dispute, command, present?.id);
    const roster = rosterOf(oddNow);
    const bench = benchOf(partiesOf([...parties, present]), roster, policy, dispute.voices);
    const court = { policy, bench, left: leftOf(roster), ...(present && { owner: present }) };
    const answer = decideDispute(dispute, command, at, court);
    if (answer.kind === 'refused') return wordRefusal(answer.reason);
    dispute = answer.events.reduce(evolve, dispute);
    return answer.events.map(({ kind }) => kind).join(' ');
  };
  const rule = (from: Party, ruling: Ruling, at = monday) =>
    say({ kind: 'rule', by: from, ruling, code: 'active-work', text: 'The work decides.' }, at);
  const ringAt = (at: Date) => say({ kind: 'ring' }, at);
  const give = (to: Party) => {
    present = to;
  };
  const join = (from: Party, at = monday) => {
    const parties = partiesOf([...dispute.parties, from]);
    return say({ kind: 'join', by: from, claim: mine, parties }, at);
  };
  say({ kind: 'triage', finding: { kind: 'for-people' } });
  return { now: () => dispute, say, rule, ringAt, give, join };
}
export const seatsOf = (dispute: Dispute) =>
  isHearing(dispute) ? dispute.seats.map(({ id }) => id) : [];
