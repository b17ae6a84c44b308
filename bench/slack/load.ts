import { setTimeout as sleep } from 'node:timers/promises';
import { type Act, type AtSlack, buttonsIn, personAt } from '../../test/support/people.ts';
import { SALES, type Stage } from '../../test/support/stage.ts';
import { type Figure, figure, quantile } from '../figure.ts';

/** What managers have decided, as Slack was told. */
type Said = { proposalId: string; times: number };
/** Every so many approvals somebody presses twice. */
const TWICE = 7;
const AFTERWARDS_MS = 5000;

/** Everybody at once, each as soon as the bot has answered: look-ups, lists, windows and decisions. */
export async function loadFigures(stage: Stage, seconds: number): Promise<Figure[]> {
  const acts: Act[] = [];
  const said: Said[] = [];
  const answers: number[] = [];
  const until = performance.now() + seconds * 1000;
  const at = (user: string) => personAt(stage.slack, user, (act) => acts.push(act));
  const began = performance.now();
  await Promise.all([
    ...stage.managers.map(({ userId }, nth) => {
      const person = at(userId);
      return untilOver(until, (round) => decideNext(person, { stage, nth, round, said, answers }));
    }),
    ...stage.lookers.map((userId, nth) => {
      const person = at(userId);
      return untilOver(until, (round) => lookUp(person, stage, nth + round * 7, answers));
    }),
  ]);
  const rate = acts.length / ((performance.now() - began) / 1000);
  // What was acknowledged last is decided by then.
  await sleep(AFTERWARDS_MS);
  return [...ackFigures(acts, rate), ...(await lossFigures(stage, acts, said)), ...waits(answers)];
}

async function untilOver(until: number, act: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; performance.now() < until; round += 1) await act(round);
}

async function lookUp(person: AtSlack, { companies }: Stage, nth: number, answers: number[]) {
  const asked = companies[(nth * 31) % companies.length] ?? '';
  const shown = person.answer(SALES);
  const started = performance.now();
  await person.command(SALES, '/whoowns', asked);
  if (await shown) answers.push(performance.now() - started);
}

type Round = { stage: Stage; nth: number; round: number; said: Said[]; answers: number[] };

/** A look at an account, the list of what waits, a window, and a decision in it. */
async function decideNext(person: AtSlack, { stage, nth, round, said, answers }: Round) {
  await lookUp(person, stage, nth * 100 + round, answers);
  const listed = person.answer(SALES);
  await person.command(SALES, '/territory', 'approvals');
  const list = await listed;
  const [open] = buttonsIn(list?.blocks, 'proposal:open');
  if (!list || !open) return;
  const opened = viewOf(person, 1);
  const from = { kind: 'message', channel: SALES, ts: list.ts, ephemeral: true } as const;
  await person.press(from, open);
  const view = await opened;
  if (!view) return;
  const times = round % TWICE === 0 ? 2 : 1;
  if (round % 3 === 2) await reassign(person, view, said);
  else await approve(person, view, { times, said });
}

type View = NonNullable<Awaited<ReturnType<typeof viewOf>>>;

function viewOf(person: AtSlack, depth: number) {
  return person.next((event) =>
    event.kind === 'views' && event.views.length >= depth ? event.views.at(-1) : undefined,
  );
}

async function approve(
  person: AtSlack,
  view: View,
  { times, said }: { times: number; said: Said[] },
): Promise<void> {
  const [button] = buttonsIn(view.blocks, 'proposal:approve');
  if (!button) return;
  const decided = person.next((event) =>
    event.kind === 'views' && JSON.stringify(event.views).includes('*Approved*') ? true : undefined,
  );
  const from = { kind: 'view', view_id: view.id } as const;
  const pressed = await Promise.all(
    Array.from({ length: times }, () => person.press(from, button)),
  );
  const acked = pressed.filter((isAcked) => isAcked).length;
  if (acked > 0) said.push({ proposalId: button.value, times: acked });
  await decided;
}

/** To whoever is offered first: the list is typed for, as people do. */
async function reassign(person: AtSlack, { id, blocks }: View, said: Said[]): Promise<void> {
  const [button] = buttonsIn(blocks, 'proposal:reassign');
  if (!button) return;
  const opened = viewOf(person, 2);
  await person.press({ kind: 'view', view_id: id }, button);
  const view = await opened;
  if (!view) return;
  const [selected_option] = (await person.options(view.id, 'rep', 'proposal:candidate', 'a')) ?? [];
  if (!selected_option) return;
  const isSent = await person.submit(view.id, {
    rep: { 'proposal:candidate': { type: 'external_select', selected_option } },
    reason: { reason: { type: 'plain_text_input', value: 'They know the company.' } },
  });
  if (isSent) said.push({ proposalId: button.value, times: 1 });
}

function ackFigures(acts: Act[], rate: number): Figure[] {
  // Options are an answer, not an acknowledgement: they are looked up while somebody types.
  const acks = acts.filter(({ what }) => what !== 'options').map(({ ackMs }) => ackMs);
  const options = acts.filter(({ what }) => what === 'options').map(({ ackMs }) => ackMs);
  const problems = acts.filter(({ problem }) => problem !== undefined);
  for (const { what, problem } of problems.slice(0, 5)) console.error(`${what}: ${problem}`);
  return [
    figure('interactions, all answered in turn', acts.length, 'interactions'),
    figure('interactions a second', rate, '/s'),
    figure('acknowledged, p50', quantile(acks, 0.5), 'ms'),
    figure('acknowledged, p99', quantile(acks, 0.99), 'ms', { atMost: 250 }),
    figure('acknowledged, slowest', Math.max(...acks), 'ms', { atMost: 3000 }),
    figure('options while typing, p99', quantile(options, 0.99), 'ms', { atMost: 3000 }),
    figure('not acknowledged', problems.length, 'interactions', { atMost: 0 }),
  ];
}

function waits(answers: number[]): Figure[] {
  return [
    figure('/whoowns answered, p50', quantile(answers, 0.5), 'ms'),
    figure('/whoowns answered, p99', quantile(answers, 0.99), 'ms'),
  ];
}

/** What was said and acknowledged is decided, once, by the second press or not; and nothing broke. */
async function lossFigures(stage: Stage, acts: Act[], said: Said[]): Promise<Figure[]> {
  const ids = [...new Set(said.map(({ proposalId }) => proposalId))];
  const { lost, twice } = await stage.inRegistry(async ({ database: { prisma } }) => {
    const proposals = await prisma.proposal.findMany({ where: { id: { in: ids } } });
    const decided = proposals.filter(
      ({ status }) => status === 'approved' || status === 'reassigned',
    );
    const changes = await prisma.ownershipChange.findMany({
      where: { cause: { path: ['kind'], equals: 'approval' } },
      select: { cause: true },
    });
    const counts = Map.groupBy(
      changes,
      ({ cause }) => (cause as { proposalId: string }).proposalId,
    );
    for (const { id, status } of proposals) {
      if (!decided.some((one) => one.id === id)) console.error(`decision ${id} is ${status}`);
    }
    const wrong = decided.filter(({ id }) => counts.get(id)?.length !== 1);
    return { lost: ids.length - decided.length, twice: wrong.length };
  });
  const presses = said.reduce((sum, { times }) => sum + times, 0);
  return [
    figure('decisions that were acknowledged', presses, 'decisions'),
    figure('of them lost', lost, 'decisions', { atMost: 0 }),
    figure('not in the log exactly once', twice, 'decisions', { atMost: 0 }),
    figure('faults the bot told people of', faultsIn(stage), 'faults', { atMost: 0 }),
    figure('windows that came too late', lateIn(stage), 'windows'),
    figure('clicks', acts.filter(({ what }) => what.startsWith('click')).length, 'clicks'),
  ];
}

function faultsIn(stage: Stage): number {
  return wordsIn(stage, 'Something broke');
}

/** Of a machine that is too busy to open a window within Slack’s three seconds. */
function lateIn(stage: Stage): number {
  return wordsIn(stage, 'three seconds to open a window');
}

function wordsIn({ slack: { world } }: Stage, words: string): number {
  const all = [
    ...world.ephemerals,
    ...[...world.channels.values()].flatMap(({ messages }) => messages),
  ];
  return all.filter(({ text }) => text.includes(words)).length;
}
