import { z } from 'zod';
import type { Decider } from './approval-policy.ts';
import { type Person, presenceOf } from './roster.ts';
import { lineAbove, type Member, placesAbove, type Staff } from './staff.ts';

export const person = z.object({
  id: z.string(),
  name: z.string(),
  slackUserId: z.string().optional(),
});

/** Who is asked at present. `managers`: any of them, since nobody in particular is known. */
const occupant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), person, standIn: person.optional() }),
  z.object({ kind: z.literal('group'), name: z.string(), people: z.array(person) }),
  z.object({ kind: z.literal('managers') }),
  z.object({ kind: z.literal('ops') }),
]);
export type Occupant = z.infer<typeof occupant>;

/** Whoever leads somebody, or whoever covers a territory, is asked for as long as they do. */
const office = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('of-rep'), repId: z.string(), holder: z.string() }),
  z.object({ kind: z.literal('of-territory'), territory: z.string(), holder: z.string() }),
]);
type Office = z.infer<typeof office>;

/**
 * One voice in a question. `before`: who was asked for it before, and was silent or could not be asked. `office`: by which they
 * were found, and whose it was then.
 */
export const seat = z.object({
  asked: occupant,
  before: z.array(person),
  office: office.optional(),
});
export type Seat = z.infer<typeof seat>;

/** `gains`: who may not be asked, since they would get it. */
export type Bench = { staff: Staff; gains?: string | undefined; at: Date };

/** What is known of those to whom a policy gives a say. */
export type Concerned = {
  reviewer?: string | undefined;
  proposedId?: string | undefined;
  presentId?: string | undefined;
  territory?: string | undefined;
  groups: Record<string, readonly string[]>;
};

/** Undefined where there is nobody of the kind, or nobody who may be asked. */
export function seatOf(decider: Decider, about: Concerned, bench: Bench): Seat | undefined {
  const { staff } = bench;
  if (typeof decider !== 'string') {
    return 'group' in decider
      ? groupSeat(decider.group, about, bench)
      : personSeat(staff.byEmail.get(decider.person), bench);
  }
  switch (decider) {
    case 'reviewer':
      return personSeat(staff.byEmail.get(about.reviewer?.toLowerCase() ?? ''), bench);
    case 'manager of proposed':
      return managerSeat(about.proposedId, bench);
    case 'manager of present':
      return managerSeat(about.presentId, bench);
    case 'territory manager':
      return territorySeat(about.territory, bench);
    case 'ops':
      return { asked: { kind: 'ops' }, before: [] };
  }
}

function groupSeat(name: string, { groups }: Concerned, bench: Bench): Seat | undefined {
  const members = (groups[name] ?? []).flatMap((email) => bench.staff.byEmail.get(email) ?? []);
  const people = members.filter((one) => mayBeAsked(one, bench)).map(personOf);
  return people.length > 0 ? { asked: { kind: 'group', name, people }, before: [] } : undefined;
}

function managerSeat(repId: string | undefined, bench: Bench): Seat | undefined {
  const [manager] = repId ? lineAbove(bench.staff, repId, bench.at) : [];
  const found = personSeat(manager, bench);
  if (!found || !repId || !manager) return undefined;
  return { ...found, office: { kind: 'of-rep', repId, holder: manager.id } };
}

function territorySeat(territory: string | undefined, bench: Bench): Seat | undefined {
  const path = territory ? placesAbove(bench.staff, territory) : [];
  for (const { coverId } of path) {
    const found = managerSeat(coverId, bench);
    if (found?.office && territory) {
      return { ...found, office: { kind: 'of-territory', territory, holder: found.office.holder } };
    }
  }
  return undefined;
}

/** They themselves, whoever stands in for them, or the next above who can be asked. */
function personSeat(member: Member | undefined, bench: Bench): Seat | undefined {
  if (!member) return undefined;
  const before: Person[] = [];
  for (const one of [member, ...lineAbove(bench.staff, member.id, bench.at)]) {
    const asked = seated(one, bench);
    if (asked) return { asked, before };
    before.push(personOf(one));
  }
  return undefined;
}

function seated(member: Member, bench: Bench): Occupant | undefined {
  if (!mayBeAsked(member, bench)) return undefined;
  const presence = presenceOf(member, bench.at);
  if (presence.kind === 'here') return { kind: 'person', person: personOf(member) };
  const backup =
    presence.kind === 'away' ? bench.staff.byId.get(presence.backup?.id ?? '') : undefined;
  const canStandIn =
    backup && mayBeAsked(backup, bench) && presenceOf(backup, bench.at).kind === 'here';
  if (!canStandIn) return undefined;
  return { kind: 'person', person: personOf(member), standIn: personOf(backup) };
}

function mayBeAsked(member: Member, { gains, at }: Bench): boolean {
  return member.id !== gains && presenceOf(member, at).kind !== 'left';
}

/** Somebody else leads whom it is about than when it was asked: it is theirs now. Undefined where nobody else does. */
export function seatInOffice({ asked, before, office: was }: Seat, bench: Bench): Seat | undefined {
  if (!was || asked.kind !== 'person') return undefined;
  const now = holdersSeat(was, bench);
  const holder = now?.office?.holder;
  if (!now || !holder || holder === was.holder) return undefined;
  // Whoever has left is followed by whoever is above them, unless another leads in their place.
  const above = lineAbove(bench.staff, was.holder, bench.at);
  if (hasLeft(was.holder, bench) && above.some(({ id }) => id === holder)) return undefined;
  const silent = asked.person.id === was.holder ? before : [...before, asked.person];
  return { ...now, before: [...silent, ...now.before] };
}

function holdersSeat(of: Office, bench: Bench): Seat | undefined {
  switch (of.kind) {
    case 'of-rep':
      return managerSeat(of.repId, bench);
    case 'of-territory':
      return territorySeat(of.territory, bench);
  }
}

/** The same, if they can be asked still; ops in the place of those who have left with nobody above them. */
export function seatNow(present: Seat, bench: Bench): Seat {
  const { asked, before } = present;
  switch (asked.kind) {
    case 'managers':
    case 'ops':
      return present;
    case 'group': {
      const here = asked.people.filter(({ id }) => !hasLeft(id, bench));
      return here.length > 0
        ? { asked: { ...asked, people: here }, before }
        : { asked: { kind: 'ops' }, before };
    }
    case 'person': {
      const found = personSeat(bench.staff.byId.get(asked.person.id), bench);
      if (found) return { ...present, asked: found.asked, before: [...before, ...found.before] };
      if (!hasLeft(asked.person.id, bench)) return present;
      return { asked: { kind: 'ops' }, before: [...before, asked.person] };
    }
  }
}

function hasLeft(id: string, { staff, at }: Bench): boolean {
  const member = staff.byId.get(id);
  return member === undefined || presenceOf(member, at).kind === 'left';
}

/** Whoever is asked next where they stayed silent; undefined where nobody is above them. */
export function seatAbove({ asked, before, ...rest }: Seat, bench: Bench): Seat | undefined {
  switch (asked.kind) {
    case 'ops':
      return undefined;
    case 'group':
    case 'managers':
      return { asked: { kind: 'ops' }, before };
    case 'person': {
      const silent = [...before, asked.person];
      const known = new Set(silent.map(({ id }) => id));
      const line = lineAbove(bench.staff, asked.person.id, bench.at);
      const next = personSeat(
        line.find(({ id }) => !known.has(id)),
        bench,
      );
      if (!next) return { asked: { kind: 'ops' }, before: silent };
      return { ...rest, asked: next.asked, before: [...silent, ...next.before] };
    }
  }
}

/** Who can be written to about it; nobody where it is for a channel. */
export function peopleAt(asked: Occupant): Person[] {
  switch (asked.kind) {
    case 'person':
      return [asked.standIn ?? asked.person];
    case 'group':
      return asked.people;
    case 'managers':
    case 'ops':
      return [];
  }
}

function personOf({ id, name, slackUserId }: Member): Person {
  return { id, name, ...(slackUserId && { slackUserId }) };
}
