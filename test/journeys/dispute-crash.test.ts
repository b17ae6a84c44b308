import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Bot, freePort, startBot } from '../../bench/slack/bot.ts';
import { AGEING } from '../../bench/soak/approvals.ts';
import { type DisputeEvent, isTold } from '../../src/domain/dispute-event.ts';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import type { Message } from '../../src/sandbox/slack/messages.ts';
import { hearDispute } from '../../src/services/dispute-triage.ts';
import { type DisputeSaid, raiseDispute, speakInDispute } from '../../src/services/disputes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { readDispute } from '../../src/store/disputes.ts';
import { aWorkspace, botToken, signingSecret, type Workspace } from '../sandbox/slack-workspace.ts';
import { enter } from '../support/accounts.ts';
import { manifest, patient, sales } from '../support/bot.ts';
import { aChange } from '../support/changes.ts';
import { copyTemplate } from '../support/databases.ts';
import { caseOf, company, hireAll, idOf, type Name, ruleTo } from '../support/dispute-desk.ts';
import { faultsOf } from '../support/registry-check.ts';
import { soon } from '../support/soon.ts';
import { untilQuiet } from '../support/task-queue.ts';
import { openWorldOn, TEAM, type World } from '../support/world.ts';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

/**
 * Each stands somewhere else when the bot is killed for the first time. People here are always at work, so `hours` after it was
 * filed its clock is due: half of a rung’s time, all of it, or a day that was decided on.
 */
const cases = {
  Elm: { hours: 0, kinds: 'filed triaged reached', ends: 'peers', owner: 'Ana' },
  Fir: { hours: 5, kinds: 'filed triaged reached reminded', ends: 'peers', owner: 'Ana' },
  Oak: { hours: 20, kinds: 'filed triaged reached reached reached', ends: 'senior', owner: 'Ana' },
  Yew: {
    ...{ hours: 5, ends: 'senior', owner: 'Ana' },
    kinds: 'filed triaged reached reached reached reminded',
  },
  Ash: {
    ...{ hours: 9, ends: 'closed', owner: 'Ana' },
    kinds: 'filed triaged reached reached reached reached decided applied closed',
  },
  Bay: {
    ...{ hours: 72, ends: 'closed', owner: 'Dan' },
    kinds: 'filed triaged reached offered agreed decided applied closed',
  },
  Gum: {
    ...{ hours: 72, ends: 'manager', owner: 'Ana' },
    kinds: 'filed triaged reached reached ruled ruled decided reached',
  },
  Fig: {
    ...{ hours: 2, ends: 'closed', owner: 'Dan' },
    kinds: 'filed triaged reached offered agreed decided applied closed',
  },
} as const;
type Account = keyof typeof cases;
const accounts = Object.keys(cases) as Account[];

/** On the embedded database nobody else can look while the bot runs. */
const isShared = inject('template').kind === 'postgres';
let world: World;
let slack: Workspace;
let bot: Bot;
let env: Record<string, string>;
let drop: () => Promise<void>;
const ids = new Map<Account, string>();

beforeAll(async () => {
  if (!isShared) return;
  const { settings, ...copy } = await copyTemplate(inject('template'));
  drop = copy.drop;
  world = await openWorldOn(settings);
  slack = await aWorkspace({
    team: { id: TEAM, name: 'Registry Ltd', domain: 'registry' },
    app: { manifest, botToken, signingSecret },
    timings: patient,
    ...company,
  });
  const port = String(await freePort());
  slack.pointAt(`http://127.0.0.1:${port}`);
  env = {
    ...{ DATABASE_URL: 'url' in settings ? settings.url : '', PORT: port },
    ...{ SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret },
    ...{ SLACK_API_URL: `${slack.url}/api`, SLACK_POSTS_PER_SECOND: '50' },
  };
  await hireAll(world);
  for (const account of accounts) await bring(account);
});
afterAll(async () => {
  if (!isShared) return;
  await bot?.end('SIGKILL');
  await slack.stop();
  await world.close();
  await drop();
});

/** Everybody says what they have to say, and no worker lives to do what follows. */
async function bring(account: Account): Promise<void> {
  const { ports, database } = world;
  const { hours } = cases[account];
  world.setTime(ago(hours).toISOString());
  const { id: ownerId } = await database.prisma.rep.findFirstOrThrow({ where: { name: 'Ana' } });
  const domain = `${account.toLowerCase()}.example`;
  const accountId = await enter(world, account, { domain });
  await changeOwner(ports, TEAM, aChange({ accountId, expected: null, wanted: ownerId }));
  const asker = (name: Name) => ({ workspaceId: TEAM, userId: idOf(name) });
  const said = { wish: 'It is mine.', reason: 'I called them first.', links: [] };
  const claim = { kind: 'owner-wrong' as const, ...said, accountId };
  const { disputeId } = await raiseDispute(ports, asker('Dan'), claim);
  ids.set(account, disputeId);
  if (account === 'Elm') return;
  await hearDispute(ports, TEAM, disputeId);
  for (const [name, words] of await wordsFor(account)) {
    await speakInDispute(ports, asker(name), disputeId, words);
  }
}

async function wordsFor(account: Account): Promise<[Name, DisputeSaid][]> {
  const { id, slackUserId } = await world.database.prisma.rep.findFirstOrThrow({
    where: { name: 'Dan' },
  });
  const to = { id, name: 'Dan', slackUserId: String(slackUserId) };
  const up = (name: Name): [Name, DisputeSaid] => [name, { kind: 'pass-up', why: '' }];
  const agreed = (ruling: Ruling): [Name, DisputeSaid][] => [
    ['Dan', { kind: 'offer', ruling }],
    ['Ana', { kind: 'agree', number: 1 }],
  ];
  const ruling: Ruling = { outcome: { kind: 'hold', until: ago(24) } };
  const hold = { kind: 'rule', ruling, code: 'active-work', text: 'We wait.' } as const;
  switch (account) {
    case 'Elm':
    case 'Fir':
      return [];
    case 'Oak':
      return [up('Dan')];
    case 'Yew':
      return [up('Dan'), up('Mia')];
    case 'Ash':
      return [up('Dan'), up('Mia'), up('Sue')];
    case 'Bay':
      return agreed({ outcome: { kind: 'transfer-at', to, on: ago(24) } });
    case 'Gum':
      return [up('Dan'), ['Mia', hold], ['Max', hold]];
    case 'Fig':
      return agreed({ outcome: { kind: 'transfer', to } });
  }
}

async function start(): Promise<void> {
  bot = await startBot(env);
}

/** Its leases and pauses run out at once, as if minutes had passed while nobody was there. */
async function kill(): Promise<void> {
  await bot.end('SIGKILL');
  for (const sql of AGEING) await world.database.pool.query(sql);
}

/** The minute’s round of bells comes now. With a heartbeat, as any: what a killed bot has taken in its last moment is free again. */
async function ring(): Promise<void> {
  await world.database.pool.query(
    `INSERT INTO pgboss.job (name, policy, retry_limit, expire_seconds, heartbeat_seconds)
     SELECT name, policy, retry_limit, expire_seconds, heartbeat_seconds FROM pgboss.queue
     WHERE name = 'ring-disputes' ON CONFLICT DO NOTHING`,
  );
}

/** What hangs anywhere in Slack, each with what it shows. */
const posted = (): Message[] =>
  [...slack.world.channels.values()].flatMap(({ messages }) => messages).filter(keyOf);

function keyOf({ metadata }: Message): string | undefined {
  return metadata && String(metadata.event_payload.key);
}

/** In all: the minute’s own round of bells may have come before. */
async function untilPosted(enough: number): Promise<void> {
  while (posted().length < enough) await wait(1);
}

async function untilOneHasRung(): Promise<void> {
  const { disputeEvent } = world.database.prisma;
  const where = { disputeId: { not: ids.get('Elm') ?? '' }, at: { gt: ago(1) } };
  while ((await disputeEvent.count({ where })) === 0) await wait(1);
}

/** A case as it is, and as people, the log and the registry have it. */
async function pictureOf(account: Account) {
  const { prisma } = world.database;
  const id = ids.get(account) ?? '';
  const found = await readDispute(prisma, TEAM, id);
  const lines = await prisma.auditEntry.findMany({
    where: { context: { path: ['disputeId'], equals: id }, action: { startsWith: 'dispute-' } },
    orderBy: { seq: 'asc' },
  });
  const owned = await prisma.account.findFirst({
    where: { name: account },
    include: { owner: true },
  });
  const { bellAt } = await prisma.dispute.findUniqueOrThrow({ where: { id } });
  const inChannel = posted().filter(({ channel }) => channel === sales);
  const heads = inChannel.filter((message) => keyOf(message) === `dispute ${id}`);
  const told = inChannel.filter(({ threadTs }) => threadTs && threadTs === heads[0]?.ts);
  return {
    status: found?.dispute.status,
    kinds: found?.events.map(({ kind }) => kind).join(' '),
    log: lines.map(({ action }) => action.replace('dispute-', '')).join(' '),
    owner: owned?.owner?.name,
    bell: bellAt && (bellAt > new Date() ? 'later' : 'overdue'),
    heads: heads.length,
    told: told.map((message) => Number(keyOf(message)?.split(' ').at(-1))),
    events: found?.events ?? [],
  };
}

function expected(kinds: string, ends: string, owner: string, events: DisputeEvent[]) {
  return {
    ...{ status: ends, kinds, log: kinds, owner, bell: ends === 'closed' ? null : 'later' },
    heads: 1,
    told: events.flatMap((event, nth) => (isTold(event, events[nth + 1]) ? [nth + 1] : [])),
    events,
  };
}

describe.runIf(isShared)('a bot that is killed while cases are open', () => {
  it('goes on with each wherever it was: no bell is lost or rings twice, each event is told once', async () => {
    await start();
    await untilPosted(5);
    await kill();
    await ring();
    await start();
    await untilOneHasRung();
    await kill();
    await ring();
    await start();
    await untilPosted(20);
    await kill();
    await ring();
    await start();
    await untilQuiet(world);

    for (const account of accounts) {
      const { kinds, ends, owner } = cases[account];
      const found = await pictureOf(account);
      expect([account, found]).toEqual([account, expected(kinds, ends, owner, found.events)]);
    }
  });

  it('has done what somebody pressed right before, once', async () => {
    const elm = caseOf(() => ({ slack }), 'Elm');
    await elm.press('Dan', 'dispute:offer');
    await ruleTo(() => ({ slack }), 'Dan', 'Dan');
    await elm.shows(/On the table/);
    await elm.press('Ana', 'dispute:agree');
    await soon(async () => expect((await pictureOf('Elm')).status).toBe('closed'));
    await kill();
    await ring();
    await start();
    await untilQuiet(world);

    const found = await pictureOf('Elm');
    const kinds = `${cases.Elm.kinds} offered agreed decided applied closed`;
    expect(found).toEqual(expected(kinds, 'closed', 'Dan', found.events));
    await elm.shows(/\*Agreed\* by <@U0ANA> and <@U0DAN>/);
    const everywhere = posted().map((one) => `${one.channel} ${one.threadTs} ${keyOf(one)}`);
    expect(everywhere.filter((one, nth) => everywhere.indexOf(one) !== nth)).toEqual([]);
    expect(await faultsOf(world.database, TEAM)).toEqual([]);
    expect(await world.database.prisma.task.count({ where: { status: { not: 'done' } } })).toBe(0);
  });
});
