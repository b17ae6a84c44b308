import { setTimeout as sleep } from 'node:timers/promises';
import { orderFault } from '../../src/sandbox/slack/faults.ts';
import type { Database, DatabaseSettings } from '../../src/store/database.ts';
import { ageAfterDeath } from './ageing.ts';
import { approveInBulk } from './approval-bulk.ts';
import { wrongsOf } from './approval-storm-verdict.ts';
import { chanceOf } from './chance.ts';
import { type Bot, freePort, startBot } from './main-process.ts';
import { type AtSlack, buttonsIn, personAt } from './people.ts';
import { openStage, type Stage } from './stage.ts';

type Storm = {
  kills: number;
  seed: number;
  managers: number;
  waiting: number;
  /** Makes leases and pauses of the dead run out at once. */
  isHurried: boolean;
};
export type Stormed = { counts: Record<string, number>; wrongs: string[] };

/** Few enough at once that each has a card of its own. */
const TOGETHER = 3;
/** About so long one bot lives, its start included: so the cards last as long as the killing. */
const LIFE_MS = 3200;
/** A killed worker’s job is free again after half a minute. */
const LONG_MS = 25_000;
const LONG_EVERY = 7;
/** So often somebody takes several at once from the list, and so many decisions a turn takes then. */
const OFTEN_MANY = 0.1;
const PER_TURN = 1.3;
/** So long somebody waits for what they have pressed before they press again. */
const PATIENCE_MS = 5000;
/** A killed worker's claims are free again after two minutes. */
const QUIET_MINUTES = 12;
const OPEN = ['due', 'claimed', 'retrying'];

/**
 * Managers approve one card after the other, and now and then several at once, while the bot is killed under them, and Slack and HubSpot lose answers. Then nobody
 * is killed any more, and each decision has to be in the log, in HubSpot and in its channel once.
 */
export async function stormApprovals(
  database: DatabaseSettings,
  storm: Storm,
  say: (line: string) => void,
): Promise<Stormed> {
  const { managers, waiting } = storm;
  const port = await freePort();
  const stage = await openStage(database, { managers, waiting, together: TOGETHER, port });
  const chance = chanceOf(storm.seed);
  const counts: Record<string, number> = { decisions: managers * waiting };
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  say(`seed ${storm.seed}: ${managers * waiting} decisions wait`);
  const lifeMs = storm.isHurried ? LIFE_MS : LIFE_MS + (1.5 * LONG_MS) / LONG_EVERY;
  const pauseMs = (PER_TURN * storm.kills * lifeMs) / waiting;
  const crowd = { stage, chance, count, pauseMs, windows: 0, isOver: false };
  const pressing = stage.managers.map((_, nth) => pressOn(crowd, nth));
  let bot: Bot | undefined;
  try {
    bot = await killAgainAndAgain(crowd, storm);
    stage.slack.world.faults = [];
    await fetch(`${stage.hubspot.url}/admin/fail`, { method: 'DELETE' });
    crowd.pauseMs = 200;
    say(`${storm.kills} times killed; now it may come to rest`);
    await comeToRest(stage);
    crowd.isOver = true;
    await Promise.all(pressing);
    const wrongs = await wrongsOf(stage);
    return { counts: { ...counts, ...(await told(stage)) }, wrongs };
  } finally {
    crowd.isOver = true;
    await bot?.end('SIGKILL');
    await stage.stop();
  }
}

type Crowd = {
  stage: Stage;
  chance: () => number;
  count: (what: string) => void;
  pauseMs: number;
  windows: number;
  isOver: boolean;
};

/** Whatever card somebody has before them, they press; whoever gets no answer presses again. The first of them begins with several. */
async function pressOn(crowd: Crowd, nth: number): Promise<void> {
  const { stage, chance, count } = crowd;
  const user = stage.managers[nth]?.userId ?? '';
  let beginsWithMany = nth === 0;
  const person = personAt(stage.slack, user, ({ problem }) =>
    count(problem ? 'presses that nobody answered' : 'presses'),
  );
  const pressed = new Map<string, number>();
  while (!crowd.isOver) {
    await sleep(chance() * 2 * crowd.pauseMs);
    if (beginsWithMany || chance() < OFTEN_MANY) {
      if ((await takeSeveral(crowd, person, user)) === 'sent') beginsWithMany = false;
      continue;
    }
    const patientFor = performance.now() - PATIENCE_MS;
    const cards = cardsOf(stage, user).filter(({ ts }) => (pressed.get(ts) ?? 0) <= patientFor);
    const card = cards[Math.floor(chance() * cards.length)];
    if (!card) continue;
    const { channel, ts, button } = card;
    pressed.set(ts, performance.now());
    const press = () => person.press({ kind: 'message', channel, ts }, button);
    await Promise.all(chance() < 0.15 ? [press(), press()] : [press()]);
  }
}

async function takeSeveral(crowd: Crowd, person: AtSlack, user: string) {
  const { chance, count } = crowd;
  crowd.windows += 1;
  const sent = await approveInBulk(person, `Window ${crowd.windows} of ${user}.`, chance);
  count(sent ? 'windows for several sent' : 'windows for several that came to nothing');
  return sent;
}

/** Those that hang before somebody and wait. */
function cardsOf({ slack: { world } }: Stage, user: string) {
  const direct = [...world.channels.values()].filter(
    ({ kind, members }) => kind === 'dm' && members.has(user),
  );
  return direct.flatMap(({ id: channel, messages }) =>
    messages.flatMap(({ ts, blocks }) =>
      buttonsIn(blocks, 'proposal:approve').map((button) => ({ channel, ts, button })),
    ),
  );
}

/** Most live for a moment only; some so long that what the dead had in hand comes back, or that is made to come back at once. */
async function killAgainAndAgain(crowd: Crowd, { kills, isHurried }: Storm): Promise<Bot> {
  const { stage, chance, count } = crowd;
  let bot = await startBot(stage.env);
  for (let killed = 0; killed < kills; killed += 1) {
    bringTrouble(crowd);
    const isLong = !isHurried && killed % LONG_EVERY === LONG_EVERY - 1;
    await sleep(isLong ? LONG_MS + chance() * LONG_MS : chance() * 2500);
    await bot.end('SIGKILL');
    count('killed');
    if (isHurried) await stage.inRegistry(({ database }) => ageAfterDeath(database));
    bot = await startBot(stage.env);
  }
  return bot;
}

/** Slack does what it was asked and nobody hears so, or asks for patience; HubSpot the same. */
function bringTrouble({ stage: { slack, hubspot }, chance, count }: Crowd): void {
  if (chance() < 0.5) {
    orderFault(slack.world, { kind: 'lost-answer', method: 'chat.postMessage', times: 1 });
    count('answers that Slack lost');
  }
  if (chance() < 0.3) {
    orderFault(slack.world, {
      kind: 'rate-limit',
      method: 'chat.postMessage',
      times: 1,
      seconds: 1,
    });
  }
  if (chance() < 0.4) {
    void fetch(`${hubspot.url}/admin/fail`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: 'batch/update', how: 'lost-answer' }),
    });
    count('answers that HubSpot lost');
  }
}

async function comeToRest(stage: Stage): Promise<void> {
  const until = performance.now() + QUIET_MINUTES * 60_000;
  await stage.inRegistry(async ({ database }) => {
    while ((await openIn(database)) > 0) {
      if (performance.now() > until) return;
      await sleep(500);
    }
  });
}

async function openIn({ prisma }: Database): Promise<number> {
  const [tasks, notices, decisions] = await Promise.all([
    prisma.task.count({ where: { status: { in: OPEN } } }),
    prisma.notice.count({ where: { status: { in: ['due', 'sending'] } } }),
    prisma.proposal.count({ where: { status: 'pending' } }),
  ]);
  return tasks + notices + decisions;
}

async function told({ inRegistry, slack }: Stage): Promise<Record<string, number>> {
  const channels = [...slack.world.channels.values()];
  const messages = channels.reduce((sum, channel) => sum + channel.messages.length, 0);
  return inRegistry(async ({ database: { prisma } }) => ({
    'lines of audit': await prisma.auditEntry.count(),
    'messages in Slack': messages,
    'tasks done': await prisma.task.count({ where: { status: 'done' } }),
    'of them tried again': await prisma.task.count({ where: { attempts: { gt: 1 } } }),
  }));
}
