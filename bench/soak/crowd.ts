import { Refusal } from '../../src/domain/refusal.ts';
import type { Ports } from '../../src/ports.ts';
import type { Company } from '../../src/sandbox/company/company.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import type { Chance } from '../../test/support/chance.ts';

export type Scene = {
  company: Company;
  companies: number;
  hubspotUrl: string;
  ports: Ports;
  workspaceId: string;
  chance: Chance;
  count: (what: string) => void;
  /** Companies that were archived, to be restored. */
  archived: string[];
};

/** One thing that somebody does: people in HubSpot, an operator here, or fate. */
export async function actOnce(scene: Scene): Promise<void> {
  const { chance } = scene;
  const dice = chance();
  if (dice < 0.36) return editOwner(scene);
  if (dice < 0.54) return editFacts(scene);
  if (dice < 0.58) return editContact(scene);
  if (dice < 0.6) return adopt(scene);
  if (dice < 0.86) return moveHere(scene);
  if (dice < 0.88) return archive(scene);
  if (dice < 0.9) return restore(scene);
  if (dice < 0.94) return editDeal(scene);
  if (dice < 0.96) return merge(scene);
  return changeTheWeather(scene);
}

function pick<One>(all: readonly One[], chance: Chance): One {
  return all[Math.floor(chance() * all.length)] as One;
}

/** Half of what is done is done to a few: there people, workflows and we are on top of each other. */
const CONTESTED = 50;

function anyIndex({ companies, chance }: Scene): number {
  const among = chance() < 0.5 ? Math.min(CONTESTED, companies) : companies;
  return Math.floor(chance() * among);
}

function anyCompany(scene: Scene): string {
  return scene.company.account(anyIndex(scene)).crmId;
}

function anyRep({ company, chance }: Scene) {
  return pick(
    company.reps.filter(({ left }) => !left),
    chance,
  );
}

/** What HubSpot refuses, such as an edit of a company that is gone, is as good as not done. */
async function inHubSpot(
  { hubspotUrl, count }: Pick<Scene, 'hubspotUrl' | 'count'>,
  what: string,
  body: object,
  method = 'POST',
): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const asked = { method, headers, body: JSON.stringify(body) };
  const { ok } = await fetch(`${hubspotUrl}/admin/${what}`, asked);
  count(`${what} in HubSpot${ok ? '' : ', refused'}`);
}

function editOwner(scene: Scene): Promise<void> {
  const { company, chance } = scene;
  const userId = pick(company.people, chance).crmUserId;
  const owner = chance() < 0.1 ? '' : anyRep(scene).crmOwnerId;
  const properties = { hubspot_owner_id: owner };
  return inHubSpot(scene, 'edit', { kind: 'companies', id: anyCompany(scene), userId, properties });
}

function editFacts(scene: Scene): Promise<void> {
  const { chance } = scene;
  const number = Math.floor(chance() * 1e6);
  const properties = pick(
    [
      { name: `Renamed ${number}` },
      { city: `City ${number}` },
      { numberofemployees: String(number) },
      { hs_additional_domains: `also-${number}.com` },
      { country: pick(['United States', 'Germany', 'France'], chance) },
    ] as Record<string, string>[],
    chance,
  );
  return inHubSpot(scene, 'edit', { kind: 'companies', id: anyCompany(scene), properties });
}

function editContact(scene: Scene): Promise<void> {
  const { company, chance } = scene;
  const contacts = company.contactsOf(anyIndex(scene));
  const [contact] = contacts;
  if (!contact) return Promise.resolve();
  const number = Math.floor(chance() * 1e6);
  const properties = pick<Record<string, string>>(
    [
      { firstname: `Ann ${number}` },
      { email: `ann-${number}@example.com` },
      { hubspot_owner_id: anyRep(scene).crmOwnerId },
    ],
    chance,
  );
  return inHubSpot(scene, 'edit', { kind: 'contacts', id: contact.crmId, properties });
}

/** A company gets another parent. */
function adopt(scene: Scene): Promise<void> {
  const [child, parent] = [anyCompany(scene), anyCompany(scene)];
  const ends = { from: { kind: 'companies', id: child }, to: { kind: 'companies', id: parent } };
  return inHubSpot(scene, 'associate', { ...ends, types: [14] });
}

async function moveHere(scene: Scene): Promise<void> {
  const { ports, workspaceId, count } = scene;
  const { prisma } = ports.database;
  const [crmId, { crmOwnerId }] = [anyCompany(scene), anyRep(scene)];
  const account = await prisma.account.findFirst({
    where: { workspaceId, crmId, deletedAt: null },
  });
  const rep = await prisma.rep.findFirst({ where: { workspaceId, crmOwnerId } });
  if (!account || !rep) return;
  const change = {
    ...{ accountId: account.id, expected: account.ownerId, wanted: rep.id, reason: 'soak' },
    ...{ cause: { kind: 'operator' as const }, actor: { kind: 'operator' as const, name: 'soak' } },
  };
  try {
    await changeOwner(ports, workspaceId, change);
    count('moved here');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    count('moved here, refused');
  }
}

function archive(scene: Scene): Promise<void> {
  const id = anyCompany(scene);
  scene.archived.push(id);
  return inHubSpot(scene, 'archive', { kind: 'companies', id });
}

async function restore(scene: Scene): Promise<void> {
  const id = scene.archived.shift();
  if (id) await inHubSpot(scene, 'restore', { kind: 'companies', id });
}

function editDeal(scene: Scene): Promise<void> {
  const { company, chance } = scene;
  const [deal] = company.dealsOf(anyIndex(scene));
  if (!deal) return Promise.resolve();
  const amount = String(Math.floor(chance() * 1e5));
  const owner = { hubspot_owner_id: anyRep(scene).crmOwnerId };
  const properties = pick<Record<string, string>>(
    [{ amount }, { dealstage: 'closedlost' }, owner],
    chance,
  );
  return inHubSpot(scene, 'edit', { kind: 'deals', id: deal.crmId, properties });
}

function merge(scene: Scene): Promise<void> {
  const [primary, other] = [anyCompany(scene), anyCompany(scene)];
  return inHubSpot(scene, 'merge', { kind: 'companies', primary, other });
}

const passing = ['burst', 'locked', 'unavailable', 'gateway', 'reset', 'lost-answer', 'partial'];

/** One that moves whatever moves to another city, some moments later. */
export function setUpWorkflow({ company, hubspotUrl, count }: Scene): Promise<void> {
  const to = company.reps.find(({ left }) => !left)?.crmOwnerId ?? '';
  const workflow = { when: 'city', set: 'hubspot_owner_id', to, afterMs: 300 };
  return inHubSpot({ hubspotUrl, count }, 'switches', { workflows: [workflow] }, 'PATCH');
}

/** HubSpot in trouble, and events that get lost, or the end of both. */
async function changeTheWeather(scene: Scene): Promise<void> {
  const { chance } = scene;
  const isFair = chance() < 0.4;
  const share = isFair ? 0 : chance() * 0.15;
  await inHubSpot(scene, 'weather', { share, kinds: passing }, 'PUT');
  const mishaps = isFair
    ? {}
    : { dropped: chance() * 0.3, duplicated: chance() * 0.3, reordered: true, delayMs: 500 };
  await inHubSpot(scene, 'webhooks/mishaps', mishaps, 'PUT');
}

export async function clearTheWeather(scene: Pick<Scene, 'hubspotUrl' | 'count'>): Promise<void> {
  for (const what of ['fail', 'weather', 'webhooks/mishaps']) {
    await inHubSpot(scene, what, {}, 'DELETE');
  }
}
