import { factsOf, type Known } from '../../src/domain/facts.ts';
import type { Seat, Seats } from '../../src/domain/routing.ts';
import type { KnownRep } from '../../src/domain/rules/check/around.ts';
import type { Standing } from '../../src/domain/rules/decision.ts';
import type { Account } from '../../src/sandbox/company/account.ts';
import type { Company } from '../../src/sandbox/company/company.ts';
import { rosterFile } from '../../src/sandbox/company/roster-file.ts';

const types = {
  prospect: 'PROSPECT',
  customer: 'CUSTOMER',
  'former customer': 'PAST_CUSTOMER',
  partner: 'PARTNER',
} as const;

/** What the registry would know of the sample company's accounts, without a registry. */
export function sampleBook(company: Company): Known[] {
  const emails = new Map(company.people.map(({ crmOwnerId, email }) => [crmOwnerId, email]));
  const ownerOf = (account: Account) => emails.get(account.owner);
  const headOf = (account: Account): Account =>
    account.parent === null ? account : headOf(company.account(account.parent));
  return Array.from({ length: company.accountCount }, (_, index) => {
    const account = company.account(index);
    const parent = account.parent === null ? undefined : company.account(account.parent);
    const open = company.dealsOf(index).filter(({ status }) => status === 'open');
    const largest = open.toSorted((one, other) => other.amount - one.amount)[0];
    const { domain, moreDomains } = account;
    return factsOf({
      name: account.name,
      domains: [domain, ...moreDomains].filter((each) => /^[a-z0-9.-]+\.[a-z]+$/.test(each)),
      attributes: attributesOf(account),
      owner: ownerOf(account),
      ...(parent && { parent: { name: parent.name, owner: ownerOf(parent) } }),
      ...(parent && { familyOwner: ownerOf(headOf(account)) }),
      openDeals: {
        value: open.reduce((sum, { amount }) => sum + amount, 0),
        owner: largest && emails.get(largest.owner),
      },
    });
  });
}

function attributesOf(account: Account) {
  const { country, state, city, zip, industry, employees, revenue, standing } = account;
  const created = new Date(account.createdAt).toISOString();
  const held = { country, state, city, zip, industry, employees, revenue, created };
  const at = new Date(account.modifiedAt);
  return Object.fromEntries(
    Object.entries({ ...held, type: types[standing] })
      .filter(([, value]) => value !== null && value !== '')
      .map(([key, value]) => [key, { value, source: 'HubSpot', at }]),
  );
}

/** Its people and territories as the roster names them; whoever left is known from the CRM. */
export function sampleSeats(company: Company): Seats {
  const left = new Date(0);
  const seats = company.people.map(
    (person): Seat => ({
      id: person.email,
      name: person.name,
      email: person.email,
      ...(person.left && { leftAt: left }),
    }),
  );
  const territories = rosterFile(company).territories.map(({ key, name, coverage }) => {
    const covers = coverage.map(({ role, email }) => [role, { kind: 'rep', email }] as const);
    return { id: key, key, name, cover: Object.fromEntries(covers) };
  });
  return {
    byEmail: new Map(seats.map((seat) => [seat.email, seat])),
    territories: new Map(territories.map((one) => [one.key, one])),
  };
}
export function sampleReps({ people, setting }: Company): Map<string, KnownRep> {
  const isAway = ({ absences }: Company['people'][number]) =>
    absences.some(
      ({ from, until }) => Date.parse(from) <= setting.today && setting.today < Date.parse(until),
    );
  return new Map(
    people.map((person) => {
      const { email, name, skills, languages, certificates, capacity, left } = person;
      const presence = left ? 'left' : isAway(person) ? 'away' : 'here';
      const gifts = { name, presence, skills, languages, certificates } as const;
      return [email, { ...gifts, ...(capacity !== null && { capacity }) }];
    }),
  );
}

/** How large territories and books are, as tie-breakers ask for it. */
export function sampleStanding(company: Company): Standing {
  const territorySizes: Record<string, number> = {};
  const loads: Record<string, number> = {};
  const emails = new Map(company.people.map(({ crmOwnerId, email }) => [crmOwnerId, email]));
  for (let index = 0; index < company.accountCount; index += 1) {
    const { territory, owner } = company.account(index);
    const email = emails.get(owner) ?? '';
    territorySizes[territory] = (territorySizes[territory] ?? 0) + 1;
    loads[email] = (loads[email] ?? 0) + 1;
  }
  return { territorySizes, loads };
}
