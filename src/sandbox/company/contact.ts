import { type Account, crmIdOf, type Setting } from './account.ts';
import { dice, fraction } from './chance.ts';
import { type ContactOrigin, contactOrigin } from './contact-origin.ts';
import { anyName, mailbox } from './person-name.ts';

export type Contact = {
  crmId: string;
  firstName: string;
  lastName: string;
  email: string;
  title: string;
  owner: string;
  origin: ContactOrigin;
  createdAt: number;
  modifiedAt: number;
};

const contactIdBase = 30_020_000_000;
const contactsPerAccount = 8;
const dayMs = 86_400_000;
const titles = [
  'Chief Information Officer',
  'VP Operations',
  'Head of Procurement',
  'IT Manager',
  'Director of Finance',
  'Plant Manager',
  'Managing Director',
  'Data Engineer',
  'Office Manager',
];

export function contactCount({ seed }: Setting, index: number): number {
  if (index === 0) return 4;
  return Math.floor(fraction(seed, 'contacts', index) ** 1.7 * 6);
}

export function contactIdOf(index: number, nth: number): string {
  return String(contactIdBase + index * contactsPerAccount + nth);
}

export function contactPlace(crmId: string): { index: number; nth: number } | undefined {
  const offset = Number(crmId) - contactIdBase;
  if (!Number.isInteger(offset) || offset < 0) return undefined;
  return { index: Math.floor(offset / contactsPerAccount), nth: offset % contactsPerAccount };
}

export function contactModifiedAt({ seed, today }: Setting, index: number, nth: number): number {
  const age = fraction(seed, 'contactStamp', index * contactsPerAccount + nth) ** 1.2 * 700;
  return Math.floor(today - 180_000 - age * dayMs);
}

export function contactsOf(setting: Setting, account: Account): Contact[] {
  const count = contactCount(setting, account.index);
  return Array.from({ length: count }, (_, nth) => contactAt(setting, account, nth));
}

function contactAt(setting: Setting, account: Account, nth: number): Contact {
  const place = account.index * contactsPerAccount + nth;
  const rolls = dice(setting.seed, 'contact', place);
  const name = anyName(rolls);
  const modifiedAt = contactModifiedAt(setting, account.index, nth);
  const host = /^[a-z0-9-]+(\.[a-z]+)+$/.test(account.domain) ? account.domain : 'gmail.com';
  return {
    crmId: contactIdOf(account.index, nth),
    firstName: name.first,
    lastName: name.last,
    email: `${mailbox(name)}${nth === 0 ? '' : nth}@${host.replace(/^www\./, '')}`,
    title: rolls.pick(titles),
    owner: rolls.happens(0.85) ? account.owner : '',
    origin: contactOrigin(account, dice(setting.seed, 'origin', place)),
    createdAt: Math.floor(modifiedAt - rolls.below(400) * dayMs),
    modifiedAt,
  };
}

export function companyIdOfContact(crmId: string): string | undefined {
  const place = contactPlace(crmId);
  return place && crmIdOf(place.index);
}
