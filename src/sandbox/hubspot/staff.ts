import type { Person } from '../company/person.ts';
import type { Portal } from './portal.ts';
import { notFound } from './problem.ts';

/** When each owner who is gone was deactivated, by owner id. */
export type Leavers = Map<string, number>;

export function hasLeft({ leavers }: Portal, { crmOwnerId }: Person): boolean {
  return leavers.has(crmOwnerId);
}

export function deactivateOwner(portal: Portal, ownerId: string): void {
  portal.leavers.set(ownerNamed(portal, ownerId).crmOwnerId, portal.now());
}

export function activateOwner(portal: Portal, ownerId: string): void {
  portal.leavers.delete(ownerNamed(portal, ownerId).crmOwnerId);
}

function ownerNamed({ company }: Portal, ownerId: string): Person {
  const person = company.people.find(({ crmOwnerId }) => crmOwnerId === ownerId);
  if (!person) throw notFound(`Owner ${ownerId}`);
  return person;
}
