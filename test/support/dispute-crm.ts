import { createCompany } from '../../src/sandbox/company/company.ts';
import { personAuthor } from '../../src/sandbox/hubspot/author.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { pastOf, readRecord } from '../../src/sandbox/hubspot/shelf.ts';
import { createRecord, mergeRecords } from '../../src/sandbox/hubspot/write.ts';
import { company as inSlack, type Name } from './dispute-desk.ts';
import type { World } from './world.ts';

const token = 'pat-disputes';
export type CrmOfDisputes = Awaited<ReturnType<typeof startCrm>>;

/** A HubSpot whose owners are the people of the dispute desk. */
export async function startCrm() {
  const base = createCompany({ seed: 1, accounts: 1 });
  const people = base.people.slice(0, inSlack.users.length).map((person, nth) => {
    const { realName: name = '', email = '' } = inSlack.users[nth] ?? {};
    return { ...person, name, firstName: name, lastName: '', email, left: false };
  });
  const company = { ...base, people, reps: people };
  const hubspot = await startHubSpot({ port: 0, company, token, portalId: 4711, limits: 'off' });
  const { portal } = hubspot;
  const author = personAuthor(portal);
  const ownerId = (name: Name) => people.find((one) => one.name === name)?.crmOwnerId ?? '';
  const named = (id: string) => people.find(({ crmOwnerId }) => crmOwnerId === id)?.name ?? id;
  return {
    ...{ url: hubspot.url, token, stop: hubspot.stop },
    /** The reps of a registry are these owners. */
    recognise: async ({ database: { prisma } }: World) => {
      for (const { name, crmOwnerId } of people) {
        await prisma.rep.updateMany({ where: { name }, data: { crmOwnerId } });
      }
    },
    create: (name: string, owner: Name, country: string) =>
      createRecord(
        ...([portal, 'companies'] as const),
        { name, country, hubspot_owner_id: ownerId(owner) },
        author,
      ),
    /** The id of what they are from then on. */
    merge: (primary: string, other: string) =>
      mergeRecords(portal, 'companies', primary, other, author),
    /** All that a property has been, in order; owners by their names. */
    past: (id: string, property: string) => {
      const record = readRecord(portal.shelves.companies, id);
      const versions = record ? pastOf(record, property) : [];
      return versions.map(({ value }) => named(value)).toReversed();
    },
  };
}
