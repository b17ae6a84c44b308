import { randomUUID } from 'node:crypto';
import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import type { RestlessNote } from '../../src/domain/restless.ts';
import type { Shown } from '../../src/domain/shown.ts';
import type { CrmKind, Posted } from '../../src/ports.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { deliver } from '../../src/services/delivery.ts';
import { takeUpAgain } from '../../src/services/restless-post.ts';
import { publishRules } from '../../src/services/rules.ts';
import { restlessPost } from '../../src/slack/views/restless-post.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';
import { hire } from '../support/world.ts';

let here: HubSpotRegistry;
let minutes = 0;
const people: { email: string; crmOwnerId: string; name: string }[] = [];

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
  await prisma().workspace.update({ where: { id: here.id }, data: { opsChannel: 'C0OPS' } });
  const staff = { workspaceId: here.id };
  await hire(here.world, 'Olga Ops', { ...staff, slackUserId: 'U0OPS', role: 'ops' });
  await hire(here.world, 'Rita Rep', { ...staff, slackUserId: 'U0REP', role: 'rep' });
});
afterAll(() => here.close());

const prisma = () => here.world.database.prisma;
/** What ops see of it, message by message: each as it was drawn last. */
const posts = new Map<string, RestlessNote>();
const told = () => [...posts.values()];
const keep = (ts: string, shown: Shown) => shown.kind === 'restless' && posts.set(ts, shown.note);
const ports = () => ({
  ...here.ports,
  clock: { now: () => addMinutes(new Date(), minutes) },
  notifier: {
    ...here.ports.notifier,
    post: async (_: string, channel: string, shown: Shown) => {
      const ts = randomUUID();
      keep(ts, shown);
      return { channel, ts };
    },
    redraw: async (_: string, { ts }: Posted, shown: Shown) => {
      keep(ts, shown);
      return 'drawn' as const;
    },
  },
});
/** What there is to be told to ops, and what they have asked for. */
async function tellOps() {
  const where = { workspaceId: here.id, status: 'due', kind: { in: ['tell-restless', 'take-up'] } };
  for (const { id } of await prisma().task.findMany({ where })) await deliver(ports(), id);
}
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

describe.each(['account', 'lead'] as const)('F19 a fact of one %s goes to and fro', (kind) => {
  let id = '';
  const last = () => told().at(-1);
  /** So many times over, each a minute after the one before. */
  async function swing(rounds: number): Promise<(string | null)[]> {
    const owners: (string | null)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await edit(kind, id, { country: round % 2 === 0 ? 'Iceland' : 'Norway', city: `${round}` });
      owners.push((await now(kind, id)).owner);
      await tellOps();
    }
    return owners;
  }

  it('from six owners within an hour on a person is asked, and ops are told once who it is', async () => {
    posts.clear();
    const properties = { account: { name: 'Pendulum' }, lead: { email: 'pia@pendulum.example' } };
    const given = { ...properties[kind], country: 'Iceland' };
    const made = await here.inHubSpot('create', { kind: kinds[kind], properties: given });
    id = (made as { id: string }).id;
    const owners = await swing(9);

    const [ana, bo] = people;
    const rounds = [ana, bo, ana, bo, ana, bo, bo, bo, bo].map((one) => one?.email);
    expect(owners).toEqual(rounds);
    const written = { workspaceId: here.id, kind: tasksOf[kind], status: 'done' };
    expect(await prisma().task.count({ where: written })).toBe(6);
    const { flags } = await now(kind, id);
    expect(flags).toEqual([expect.arrayContaining([{ kind: 'restless', changes: 6 }])]);
    expect(told()).toMatchObject([
      { total: 1, open: 1, spells: [{ changes: 6, subject: { kind, crmId: id } }] },
    ]);
    expect(last()?.spells[0]?.between).toMatchObject([{ name: ana?.name }, { name: bo?.name }]);
    expect(JSON.stringify(restlessPost(last() as RestlessNote))).toMatch(
      /rule “(Iceland|Norway)” 3 times and rule “(Iceland|Norway)” 3 times/,
    );
  });

  it('is taken up again by ops alone: rules decide at once, and what goes on is told anew', async () => {
    const [ana] = people;
    const toldIn = last()?.id ?? '';
    const press = (userId: string) =>
      takeUpAgain(ports(), { workspaceId: here.id, userId }, { toldIn });
    await expect(press('U0REP')).rejects.toThrow(Refusal);
    await edit(kind, id, { country: 'Iceland' });
    expect((await now(kind, id)).owner).not.toBe(ana?.email);

    expect(await press('U0OPS')).toBe(1);
    expect(await press('U0OPS')).toBe(0);
    await tellOps();

    expect(await now(kind, id)).toEqual({ owner: ana?.email, flags: [] });
    expect(told()).toMatchObject([
      { open: 0, spells: [{ takenUp: { by: { name: 'Olga Ops' } } }] },
    ]);
    minutes += 1;
    await swing(9);
    expect(told()).toMatchObject([{ open: 0 }, { open: 1, total: 1 }]);
  });

  it('is down by itself an hour later', async () => {
    minutes += 60;
    await edit(kind, id, { country: 'Norway' });
    await edit(kind, id, { country: 'Iceland' });
    expect((await now(kind, id)).owner).toBe(people[0]?.email);
    await tellOps();
    expect(told()).toHaveLength(2);
  });
});
