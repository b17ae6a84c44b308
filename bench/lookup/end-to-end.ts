import os from 'node:os';
import { normalise } from '../../src/domain/matching/normalise.ts';
import { type Bot, startBot } from '../../test/support/main-process.ts';
import { type Figure, figure, quantile } from '../figure.ts';
import type { Typed } from './mix.ts';
import { type Answered, type Slack, secret, startSlack, token } from './slack.ts';

type Person = { workspace: { id: string; name: string }; userId: string };
type Told = Answered & Typed;

const WARM_UP = 200;
const TOGETHER = 4;
const MEMORY_MB = 1500;

/** Asks the real bot as Slack would: first one question after the other, then some at a time. */
export async function askBot(
  on: string,
  { workspace, userId }: Person,
  database: Record<string, string>,
  questions: Typed[],
): Promise<Figure[]> {
  const slack = await startSlack(workspace);
  const bot = await startBot({
    ...database,
    ...{ SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret },
    SLACK_API_URL: `${slack.url}/api`,
  });
  const memory = [bot.memory()];
  const asked = async (some: Typed[], together: number) => {
    const told = await askAll(slack, bot, some, together, { workspaceId: workspace.id, userId });
    memory.push(bot.memory());
    return told;
  };
  try {
    await asked(questions.slice(0, WARM_UP), 1);
    const rest = questions.slice(WARM_UP);
    const half = Math.ceil(rest.length / 2);
    return [
      ...figuresOf(on, await asked(rest.slice(0, half), 1)),
      ...figuresOf(`${on}, ${TOGETHER} at a time`, await asked(rest.slice(half), TOGETHER)),
      // What else ran on the machine: figures of a busy one say little.
      figure(`${on}: load of the machine meanwhile`, os.loadavg()[0] ?? 0, 'processes'),
      figure(`${on}: memory of the bot`, Math.max(...memory), 'MB', { atMost: MEMORY_MB }),
    ];
  } finally {
    await bot.end('SIGTERM');
    await slack.stop();
  }
}

async function askAll(
  slack: Slack,
  bot: Bot,
  questions: Typed[],
  together: number,
  asker: { workspaceId: string; userId: string },
): Promise<Told[]> {
  const told: Told[] = [];
  const left = questions.values();
  const askOn = async () => {
    for (const question of left) {
      const answered = await slack.ask(bot.url, { ...asker, asked: question.text });
      told.push({ ...answered, ...question, text: answered.text });
    }
  };
  await Promise.all(Array.from({ length: together }, askOn));
  return told;
}

function figuresOf(on: string, told: Told[]): Figure[] {
  const acks = told.map(({ ackMs }) => ackMs);
  const answers = told.map(({ answerMs }) => answerMs);
  const named = told.filter(({ text, meant }) => normalise(text).includes(normalise(meant.name)));
  return [
    figure(`${on}: answer, p50`, quantile(answers, 0.5), 'ms', { atMost: 20 }),
    figure(`${on}: answer, p99`, quantile(answers, 0.99), 'ms', { atMost: 100 }),
    figure(`${on}: acknowledged, p99`, quantile(acks, 0.99), 'ms', { atMost: 50 }),
    figure(`${on}: answers that name the account`, (100 * named.length) / told.length, '%'),
  ];
}
