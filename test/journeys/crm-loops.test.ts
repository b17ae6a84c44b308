import { randomUUID } from 'node:crypto';
import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CrmKind } from '../../src/ports.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { publishRules } from '../../src/services/rules.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
let minutes = 0;
const people: { email: string; crmOwnerId: string }[] = [];

beforeAll(async () => {
  here = await openHubSpotRegistry(12);
  people.push(...here.company.reps.filter(({ left }) => !left));
  const [ana, bo] = people;
  const text = `
rule "Iceland"
  in geography
  when country = IS
  then rep ${ana?.email}
rule "Norway"
  in geography
  when country = NO
  then rep ${bo?.email}`;
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(here.ports, here.id, { text, note: '', by });
});
afterAll(() => here.close());

const prisma = () => here.world.database.prisma;
const ports = () => ({
  ...here.ports,
  clock: { now: () => addMinutes(new Date(), minutes) },
});
const tasksOf = { lead: 'crm-lead-owner', account: 'crm-owner' } as const;
const kinds = { lead: 'contacts', account: 'companies' } as const;

/** Somebody or something edits it at HubSpot’s own pages; a minute passes, and all that follows here has come to rest. */
async function edit(kind: keyof typeof kinds, id: string, properties: object, source = 'CRM_UI') {
  await here.inHubSpot('edit', { kind: kinds[kind], id, properties, source });
  const content = { kind: 'changed' as const };
  const news = [{ kind: kind as CrmKind, id, content, key: randomUUID() }];
  await receiveNews(ports(), here.id, news);
  await takeNews(ports(), here.id);
  await writeCrmOwners(ports(), here.id);
  minutes += 1;
}

const tasks = (kind: string) => prisma().task.count({ where: { workspaceId: here.id, kind } });
const contact = (nth: number) => {
  const all = Array.from({ length: 12 }, (_, at) => here.company.contactsOf(at)).flat();
  return all[nth]?.crmId ?? '';
};
/** Who has it, by address, and what waits for a person about it. */
async function now(kind: keyof typeof kinds, crmId: string) {
  const where = { workspaceId: here.id, crmId };
  const { id, ownerId } =
    kind === 'lead'
      ? await prisma().lead.findFirstOrThrow({ where })
      : await prisma().account.findFirstOrThrow({ where });
  const owner = ownerId && (await prisma().rep.findUnique({ where: { id: ownerId } }));
  const whose = kind === 'lead' ? { leadId: id } : { accountId: id };
  const waiting = await prisma().proposal.findMany({ where: { ...whose, status: 'pending' } });
  return { owner: owner ? owner.email : null, flags: waiting.map(({ flags }) => flags) };
}
it.each(['CRM_UI', 'AUTOMATION_PLATFORM'])(
  'F19 a lead’s owner set or taken away by %s: stands, and nobody is asked why',
  async (source) => {
    const id = contact(source === 'CRM_UI' ? 0 : 1);
    await edit('lead', id, { hubspot_owner_id: '', country: 'Iceland' }, source);
    const writes = await tasks('crm-lead-owner');
    const { flags } = await now('lead', id);

    for (let round = 0; round < 3; round += 1) {
      await edit('lead', id, { hubspot_owner_id: people[2]?.crmOwnerId ?? '' }, source);
      expect((await now('lead', id)).owner).toBe(people[2]?.email);
      await edit('lead', id, { hubspot_owner_id: '' }, source);
      expect(await now('lead', id)).toEqual({ owner: null, flags });
    }

    expect(await tasks('crm-lead-owner')).toBe(writes);
  },
);

it('F19 nobody, set by hand: a rule asks before it gives the lead away again', async () => {
  const id = contact(2);
  await edit('lead', id, { hubspot_owner_id: people[2]?.crmOwnerId ?? '' });
  await edit('lead', id, { hubspot_owner_id: '' });

  await edit('lead', id, { country: 'Norway' });

  const byHand = expect.objectContaining({ kind: 'set-by-hand', owner: 'nobody' });
  expect(await now('lead', id)).toEqual({ owner: null, flags: [expect.arrayContaining([byHand])] });
});

it.each(['account', 'lead'] as const)(
  'F19 a fact of one %s goes to and fro: from six owners within an hour on, a person is asked',
  async (kind) => {
    const properties = { account: { name: 'Pendulum' }, lead: { email: 'pia@pendulum.example' } };
    const { id } = (await here.inHubSpot('create', {
      ...{ kind: kinds[kind], properties: { ...properties[kind], country: 'Iceland' } },
    })) as { id: string };
    const owners: (string | null)[] = [];
    for (let round = 0; round < 9; round += 1) {
      await edit(kind, id, { country: round % 2 === 0 ? 'Iceland' : 'Norway', city: `${round}` });
      owners.push((await now(kind, id)).owner);
    }

    const [ana, bo] = people.map(({ email }) => email);
    expect(owners).toEqual([ana, bo, ana, bo, ana, bo, bo, bo, bo]);
    const written = { workspaceId: here.id, kind: tasksOf[kind], status: 'done' };
    expect(await prisma().task.count({ where: written })).toBe(6);
    const { flags } = await now(kind, id);
    expect(flags).toEqual([expect.arrayContaining([{ kind: 'restless', changes: 6 }])]);

    minutes += 60;
    await edit(kind, id, { country: 'Norway' });
    await edit(kind, id, { country: 'Iceland' });
    expect((await now(kind, id)).owner).toBe(ana);
  },
);
