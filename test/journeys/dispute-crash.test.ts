import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { LedgerLine } from '../../src/domain/dispute-case.ts';
import { type DisputeEvent, isTold } from '../../src/domain/dispute-event.ts';
import type { Message } from '../../src/sandbox/slack/messages.ts';
import { listDisputes } from '../../src/services/dispute-ledger.ts';
import { readDispute } from '../../src/store/disputes.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { aWorkspace, botToken, signingSecret, type Workspace } from '../sandbox/slack-workspace.ts';
import { ageAfterDeath } from '../support/ageing.ts';
import { manifest, patient, sales } from '../support/bot.ts';
import { copyTemplate } from '../support/databases.ts';
import { type CrmOfDisputes, startCrm } from '../support/dispute-crm.ts';
import { caseOf, company, hireAll, ruleTo } from '../support/dispute-desk.ts';
import {
  ago,
  type Brought,
  bringCases,
  type CaseName,
  caseNames,
  cases,
} from '../support/dispute-states.ts';
import { type Bot, freePort, startBot } from '../support/main-process.ts';
import { faultsOf } from '../support/registry-check.ts';
import { soon } from '../support/soon.ts';
import { sendChore, untilQuiet } from '../support/task-queue.ts';
import { openWorldOn, TEAM, type World } from '../support/world.ts';

/** On the embedded database nobody else can look while the bot runs. */
const isShared = inject('template').kind === 'postgres';
let world: World;
let slack: Workspace;
let bot: Bot;
let env: Record<string, string>;
let drop: () => Promise<void>;
let crm: CrmOfDisputes;
let brought: Brought;

beforeAll(async () => {
  if (!isShared) return;
  const { settings, ...copy } = await copyTemplate(inject('template'));
  drop = copy.drop;
  crm = await startCrm();
  world = await openWorldOn(settings, { crm: connect(crm, { token: crm.token }) });
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
    ...{ HUBSPOT_URL: crm.url, HUBSPOT_TOKEN: crm.token },
  };
  await hireAll(world);
  await crm.recognise(world);
  brought = await bringCases(world, crm);
});
afterAll(async () => {
  if (!isShared) return;
  await bot?.end('SIGKILL');
  await slack.stop();
  await crm.stop();
  await world.close();
  await drop();
});

async function start(): Promise<void> {
  bot = await startBot(env);
}

async function kill(): Promise<void> {
  await bot.end('SIGKILL');
  await ageAfterDeath(world.database);
}

/** The minute’s round of bells comes now. */
const ring = () => sendChore(world, 'ring-disputes');

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
  const where = { disputeId: { not: brought.Elm.disputeId }, at: { gt: ago(1) } };
  while ((await disputeEvent.count({ where })) === 0) await wait(1);
}

async function ledger(): Promise<LedgerLine[]> {
  const first = await listDisputes(world.ports, TEAM, 0);
  const pages = Array.from({ length: first.pages }, (_, page) =>
    listDisputes(world.ports, TEAM, page),
  );
  return (await Promise.all(pages)).flatMap(({ lines }) => lines);
}

/** A case as it is, and as people, the log and the registry have it. */
async function pictureOf(account: CaseName) {
  const { prisma } = world.database;
  const { disputeId: id, crmId } = brought[account];
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
    inCrm: crm.past(crmId, 'hubspot_owner_id'),
    inLedger: (await ledger()).find((line) => line.id === id)?.status,
    bell: bellAt && (bellAt > new Date() ? 'later' : 'overdue'),
    heads: heads.length,
    told: told.map((message) => Number(keyOf(message)?.split(' ').at(-1))),
    events: found?.events ?? [],
  };
}

function expected(kinds: string, ends: string, owner: string, events: DisputeEvent[]) {
  const hasEnded = ['closed', 'withdrawn', 'merged', 'data-fix'].includes(ends);
  return {
    ...{ status: ends, kinds, log: kinds, owner, bell: hasEnded ? null : 'later' },
    ...{ inCrm: owner === 'Ana' ? ['Ana'] : ['Ana', owner], inLedger: ends },
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
    await untilPosted(24);
    await kill();
    await ring();
    await start();
    await untilQuiet(world);

    for (const account of caseNames) {
      const { kinds, ends, owner } = cases[account];
      const found = await pictureOf(account);
      expect([account, found]).toEqual([account, expected(kinds, ends, owner, found.events)]);
    }
    expect(crm.past(brought.Tea.crmId, 'country')).toEqual(['Sweden', 'Norway']);
    expect(posted().filter((one) => keyOf(one)?.startsWith('fixes')).length).toBe(1);
    const { notice } = world.database.prisma;
    expect(await notice.count({ where: { status: { not: 'sent' } } })).toBe(0);
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
