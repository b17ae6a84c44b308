import type { Party } from './dispute-claim.ts';
import type { Court, DisputeCommand } from './dispute-command.ts';
import type { EventOf } from './dispute-event.ts';
import type { CaseBody } from './dispute-state.ts';

/** The sides: whoever has it, whoever asks, and whom they ask for. */
export function partiesOf(people: readonly (Party | undefined)[]): Party[] {
  const sides = people.filter((one) => one !== undefined);
  return [...new Map(sides.map((one) => [one.id, one])).values()];
}

/** Between whom a bench sits that hears a command: as they are once somebody has come or left. */
export function sidesBefore(
  dispute: CaseBody,
  command: DisputeCommand,
  ownerId: string | undefined,
): Party[] {
  switch (command.kind) {
    case 'join':
      return command.parties;
    case 'withdraw':
      return sidesWithout(dispute, command.by, ownerId);
    case 'move':
      return partiesOf([...dispute.parties, command.owner]);
    default:
      return dispute.parties;
  }
}

/**
 * Whoever leaves is no side any more, nor is whom only they asked for, or whose account beside only they claimed; whose it is, or
 * was when it began, stays one.
 */
export function sidesWithout(
  { parties, claims, filers, owner: first }: CaseBody,
  by: Party,
  ownerId: string | undefined,
): Party[] {
  const staying = new Set(filers.flatMap(({ id }) => (id === by.id ? [] : [id])));
  const asked = Map.groupBy(claims, (one) => staying.has(one.by.id));
  const wantedBy = (isStaying: boolean) =>
    (asked.get(isStaying) ?? []).flatMap(({ by: filer, claim: { wanted, account } }) => [
      ...[filer.id, wanted?.id, account?.owner?.id],
    ]);
  const held = new Set([first?.id, ownerId, ...wantedBy(true)]);
  const gone = new Set([by.id, ...wantedBy(false)]);
  return parties.filter(({ id }) => held.has(id) || !gone.has(id));
}

/** Whoever has it now is heard as a side, and decides nothing. */
export function changedHands(
  { parties, present }: Pick<CaseBody, 'parties' | 'present'>,
  { owner, handed: how }: Pick<Court, 'owner' | 'handed'>,
  at: Date,
): EventOf<'changed-hands'>[] {
  if (!owner) return [];
  const isSide = parties.some(({ id }) => id === owner.id);
  if (isSide && owner.id === present?.id) return [];
  const sides = isSide ? {} : { parties: [...parties, owner] };
  return [{ kind: 'changed-hands', at, owner, ...sides, ...(how && { how }) }];
}
