import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type House, openHouse } from '../../src/house.ts';
import { createLog } from '../../src/log.ts';
import type { Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { personAuthor } from '../../src/sandbox/hubspot/author.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { createRecord } from '../../src/sandbox/hubspot/write.ts';
import { type LocalSlack, startSlack } from '../../src/sandbox/slack/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { routeAccounts } from '../../src/services/intake.ts';
import { publishRules } from '../../src/services/rules.ts';
import type { DatabaseSettings } from '../../src/store/database.ts';

const keys = {
  botToken: 'xoxb-bench',
  signingSecret: 'bench-signing-secret',
  hubspotToken: 'bench-hubspot-token',
  hubspotSecret: 'bench-hubspot-secret',
};
export const PORTAL = 4711;
export const TEAM = 'T0BENCH';
const BOT = 'U0BOT';
const OPS = 'C0OPS';
/** Where people type their commands. */
export const SALES = 'C0SALES';
/** From this many employees on, a company is of the team with the rest of the number. */
const SIZE = 100;
const syllables = 'ba ke li mo nu ra se ti vo zu dra plo gri sku fe ha'.split(' ');

type Manager = { name: string; userId: string; channel: string };
export type Stage = {
  slack: LocalSlack;
  hubspot: HubSpot;
  managers: Manager[];
  /** People who only look accounts up. */
  lookers: string[];
  companies: string[];
  /** What the bot is told of its surroundings. */
  env: Record<string, string>;
  /** A company of a manager's team at which a person looks; its id in HubSpot. */
  found: (manager: number) => { id: string; name: string };
  /** The registry beside the bot, or instead of it. */
  inRegistry: <Result>(work: (ports: Ports) => Promise<Result>) => Promise<Result>;
  stop: () => Promise<void>;
};
type Size = {
  managers: number;
  lookers?: number;
  /** Decisions that wait for each of them. */
  waiting: number;
  /** So many come at once: many are told as one message, a few have a card each. */
  together: number;
  port: number;
};

/** A Slack, a HubSpot and a registry in which each manager has decisions to take. */
export async function openStage(database: DatabaseSettings, size: Size): Promise<Stage> {
  const company = createCompany({ seed: 1, accounts: 5 });
  const app = {
    token: keys.hubspotToken,
    portalId: PORTAL,
    limits: 'off',
    contract: 'off',
  } as const;
  const hubspot = await startHubSpot({ ...app, port: 0, company });
  const managers = Array.from({ length: size.managers }, (_, nth) => ({
    ...{ name: `Manager ${nth}`, userId: `U0M${nth}`, channel: `C0T${nth}` },
  }));
  const lookers = Array.from({ length: size.lookers ?? 0 }, (_, nth) => `U0L${nth}`);
  const slack = await openSlack(managers, lookers);
  const found = founder(hubspot);
  const companies = Array.from({ length: size.managers * size.waiting }, (_, nth) =>
    found(nth % size.managers),
  );
  const publicUrl = `http://127.0.0.1:${size.port}`;
  slack.pointAt(publicUrl);
  const open = () => houseOf(database, hubspot, publicUrl);
  const inRegistry: Stage['inRegistry'] = async (work) => {
    const house = await open();
    return work(house.ports).finally(house.close);
  };
  const crmIds = companies.map(({ id }) => id);
  await inRegistry((ports) => fill(ports, { managers, crmIds, together: size.together }));
  return {
    ...{ slack, hubspot, managers, lookers, found, inRegistry },
    companies: companies.map(({ name }) => name),
    env: envOf(database, slack, hubspot, size.port),
    stop: async () => {
      await slack.stop();
      await hubspot.stop();
    },
  };
}

function openSlack(managers: Manager[], lookers: string[]): Promise<LocalSlack> {
  const people = [...managers.map(({ userId }) => userId), ...lookers, 'U0OPS'];
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  return startSlack({
    team: { id: TEAM, name: 'Bench', domain: 'bench' },
    users: people.map((id) => ({ id, name: id.toLowerCase() })),
    channels: [
      { id: OPS, name: 'ops', kind: 'private', members: ['U0OPS', BOT] },
      { id: SALES, name: 'sales', members: [...people, BOT] },
      ...managers.map(({ userId, channel }) => ({
        ...{ id: channel, name: channel.toLowerCase(), kind: 'private' as const },
        members: [userId, BOT],
      })),
    ],
    app: { manifest, botToken: keys.botToken, signingSecret: keys.signingSecret, botUserId: BOT },
  });
}

function founder({ portal }: HubSpot): Stage['found'] {
  let founded = 0;
  return (manager) => {
    const name = nameOf(founded);
    founded += 1;
    const properties = {
      ...{ name, domain: `${name.toLowerCase().replaceAll(' ', '-')}.example` },
      ...{ numberofemployees: String(SIZE + manager), annualrevenue: '5000000000' },
      country: 'United States',
    };
    return { id: createRecord(portal, 'companies', properties, personAuthor(portal)), name };
  };
}

/** Names of which hardly any two look alike. */
function nameOf(nth: number): string {
  const bytes = createHash('sha256').update(String(nth)).digest();
  const word = (at: number) => {
    const [first = '', ...others] = [0, 1, 2].map(
      (place) => syllables[(bytes[at + place] ?? 0) % syllables.length],
    );
    return `${first.charAt(0).toUpperCase()}${first.slice(1)}${others.join('')}n`;
  };
  return `${word(0)} ${word(3)} ${word(6)}`;
}

function houseOf(database: DatabaseSettings, hubspot: HubSpot, publicUrl: string): Promise<House> {
  const push = { secret: keys.hubspotSecret, publicUrl, signature: 'v3' } as const;
  const access = { token: keys.hubspotToken };
  const config = {
    ...{ database, http: { port: 0, host: '127.0.0.1' } },
    ...({ role: 'worker', logLevel: 'error' } as const),
    crm: { kind: 'hubspot', access, url: hubspot.url, callsPerTenSeconds: 10_000, push },
  } as const;
  return openHouse(config, createLog('error'));
}

function envOf(
  database: DatabaseSettings,
  slack: LocalSlack,
  hubspot: HubSpot,
  port: number,
): Record<string, string> {
  return {
    ...('url' in database ? { DATABASE_URL: database.url } : { DATA_DIR: database.dir }),
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...{ SLACK_BOT_TOKEN: keys.botToken, SLACK_SIGNING_SECRET: keys.signingSecret },
    SLACK_API_URL: `${slack.url}/api`,
    ...{ HUBSPOT_TOKEN: keys.hubspotToken, HUBSPOT_URL: hubspot.url },
    ...{ HUBSPOT_CALLS_PER_TEN_SECONDS: '10000', HUBSPOT_CLIENT_SECRET: keys.hubspotSecret },
  };
}

/** Each manager leads a team of one rep, who gets the companies of one size. */
async function fill(
  ports: Ports,
  { managers, crmIds, together }: { managers: Manager[]; crmIds: string[]; together: number },
): Promise<void> {
  const { prisma } = ports.database;
  const crm = ports.crm(TEAM);
  if (!crm) throw new Error('there is no CRM');
  await importCrm(ports, { id: TEAM, name: 'Bench' }, crm, () => undefined);
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: OPS } });
  const where = { workspaceId: TEAM, leftAt: null, crmOwnerId: { not: null } };
  const reps = await prisma.rep.findMany({ where, orderBy: { email: 'asc' } });
  const rules: string[] = [];
  for (const [nth, manager] of managers.entries()) {
    const rep = reps[nth];
    if (!rep) throw new Error(`HubSpot has ${reps.length} owners, too few for so many teams`);
    await lead(ports, manager, rep.id);
    rules.push(
      `rule "Size ${nth}"\n  in geography\n  says "Size ${nth} is theirs."\n` +
        `  when employees = ${SIZE + nth}\n  then rep ${rep.email}\n`,
    );
  }
  await person(ports, { name: 'Olga Ops', slackUserId: 'U0OPS', role: 'ops' });
  const by = { kind: 'operator', name: 'bench' } as const;
  await publishRules(ports, TEAM, { text: rules.join('\n'), note: 'bench', by });
  // Those that came with HubSpot's sample are nobody's of these.
  const theirs = { workspaceId: TEAM, crmId: { in: crmIds } };
  const accounts = await prisma.account.findMany({ where: theirs, orderBy: { crmId: 'asc' } });
  for (let from = 0; from < accounts.length; from += together) {
    const at = ports.clock.now();
    const some = accounts.slice(from, from + together);
    const arrivals = some.map(({ id }) => ({ accountId: id, key: `bench:${id}`, at }));
    await routeAccounts(ports, TEAM, arrivals);
  }
}

async function lead(ports: Ports, { name, userId, channel }: Manager, repId: string) {
  const { prisma } = ports.database;
  const managerId = await person(ports, { name, slackUserId: userId, role: 'manager' });
  const team = await prisma.team.create({
    data: { workspaceId: TEAM, name: `Team of ${name}`, managerId, slackChannel: channel },
  });
  await prisma.rep.update({ where: { id: repId }, data: { teamId: team.id } });
}

async function person(
  { database }: Ports,
  known: { name: string; slackUserId: string; role: 'manager' | 'ops' },
): Promise<string> {
  const email = `${known.slackUserId.toLowerCase()}@bench.example`;
  const data = { ...known, email, workspaceId: TEAM };
  const { id } = await database.prisma.rep.create({
    data: { ...data, skills: [], languages: [], certificates: [] },
  });
  return id;
}
