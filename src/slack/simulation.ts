import type {
  AllMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { changedIn } from '../domain/comparison.ts';
import { comparisonHead, comparisonLine } from '../domain/comparison-csv.ts';
import { Refusal, wordRefusal } from '../domain/refusal.ts';
import { wordFinding } from '../domain/rules/check/finding.ts';
import { findingsIn, problemsOf } from '../services/rules.ts';
import { prepareSimulation, simulateRules } from '../services/simulation.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { fetchText, shareText } from './files.ts';
import { values } from './ids.ts';
import { given, openOver, parsed } from './pressed.ts';
import {
  accountsOf,
  type Problems,
  readSimulation,
  simulateModal,
  simulationOnItsWay,
  simulationReading,
} from './views/simulate-modal.ts';
import { problemsPost, simulationPost } from './views/simulation-post.ts';
import type { Pressed } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What the engine would refuse to read is not fetched either. */
const MOST_BYTES = 2_000_000;

export async function openSimulation(
  { client, command }: Commanded,
  asker: Asker,
  { ports }: Bot,
): Promise<void> {
  await prepareSimulation(ports, asker);
  await client.views.open({ trigger_id: command.trigger_id, view: simulateModal() });
}

/** From what a rule has lost: on those accounts alone. */
export async function openTrial(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  await prepareSimulation(bot.ports, await admit(bot, args));
  const of = parsed(values.accounts.safeParse(given(args.action)));
  await openOver(args, simulateModal(undefined, of));
}

export async function simulate(args: Submitted, bot: Bot): Promise<void> {
  const given = readSimulation(args.view);
  switch (given.kind) {
    case 'unclear': {
      const { block, words } = given;
      return args.ack({ response_action: 'errors', errors: { [block]: words } });
    }
    case 'text':
      return simulateText(args, bot, given.text);
    case 'file':
      return simulateFile(args, bot, given);
  }
}

/** Checked while Slack waits: what was typed stays in the window until it can be read. */
async function simulateText(args: Submitted, bot: Bot, text: string): Promise<void> {
  const name = 'the text you gave';
  const { workspaceId } = await admit(bot, args);
  const problems = await problemsOf(bot.ports, workspaceId, text);
  const view =
    problems.length > 0
      ? simulateModal({ name, problems, text }, accountsOf(args.view))
      : simulationOnItsWay(name);
  await args.ack({ response_action: 'update', view });
  if (problems.length === 0) await compare(args, bot, { name, text });
}

/** Slack waits for three seconds only, and a file may take longer to come. */
async function simulateFile(
  args: Submitted,
  bot: Bot,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await args.ack({ response_action: 'update', view: simulationReading(name) });
  const text = await fetchText(args.client, id, MOST_BYTES).catch(refusalOnly);
  const { workspaceId } = await admit(bot, args);
  const problems =
    text instanceof Refusal
      ? [wordRefusal(text.reason)]
      : await problemsOf(bot.ports, workspaceId, text);
  if (problems.length > 0 || text instanceof Refusal) return tellProblems(args, { name, problems });
  const view = simulationOnItsWay(name);
  // Whoever has closed the window reads the result all the same.
  await args.client.views.update({ view_id: args.view.id, view }).catch(() => undefined);
  await compare(args, bot, { name, text });
}

/** In the window, or in a message where it was closed meanwhile. */
async function tellProblems({ client, view, body }: Submitted, found: Problems): Promise<void> {
  await client.views
    .update({ view_id: view.id, view: simulateModal(found, accountsOf(view)) })
    .catch(() => client.chat.postMessage({ channel: body.user.id, ...problemsPost(found) }));
}

async function compare(
  args: Submitted,
  bot: Bot,
  { name, text }: { name: string; text: string },
): Promise<void> {
  const { client } = args;
  const asker = await admit(bot, args);
  await prepareSimulation(bot.ports, asker);
  const lines = [comparisonHead];
  const of = accountsOf(args.view);
  const trial = { text, ...(of && { of }) };
  const comparison = await simulateRules(bot.ports, asker.workspaceId, trial, (changed) => {
    lines.push(comparisonLine(changed));
  });
  const findings = await findingsIn(bot.ports, asker.workspaceId, text);
  const post = simulationPost(name, comparison, findings.map(wordFinding));
  const { channel = '' } = await client.chat.postMessage({ channel: asker.userId, ...post });
  if (changedIn(comparison.accounts) + changedIn(comparison.leads) === 0) return;
  await shareText(client, channel, {
    name: 'simulation.csv',
    title: 'Accounts and leads that would fare otherwise',
    text: lines.join(''),
  });
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
