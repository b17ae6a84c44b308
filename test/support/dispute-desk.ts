import { expect } from 'vitest';
import type { Block, PageMessage } from '../../src/sandbox/slack/page-contract.ts';
import { enter } from './accounts.ts';
import { type Staged, sales, stageBot, wordsOf } from './bot.ts';
import { deskOf } from './desk.ts';
import { soon } from './soon.ts';
import { hire, TEAM, type World } from './world.ts';

/** Ana and Cy are Mia’s, Dan is Max’s, Sue leads both; Olga is ops. Cases live in the channel of sales. */
const team = { Ana: 'rep', Cy: 'rep', Dan: 'rep', Mia: 'manager', Max: 'manager', Sue: 'manager' };
export type Name = keyof typeof team | 'Olga';
export const names = [...Object.keys(team), 'Olga'] as Name[];
export const idOf = (name: Name) => `U0${name.toUpperCase()}`;

/** The same people in Slack. */
export const company = {
  users: names.map((name) => ({
    ...{ id: idOf(name), name: name.toLowerCase(), realName: name },
    ...{ email: `${name.toLowerCase()}@registry.example`, persona: 'Rep' },
  })),
  channels: [{ id: sales, name: 'sales', members: [...names.map(idOf), 'U0BOT'] }],
};

export async function hireAll(world: World): Promise<void> {
  const { prisma } = world.database;
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: sales } });
  const lead = async (name: Name, teamName: string, teamId?: string) => {
    const managerId = await hire(world, name, {
      ...{ slackUserId: idOf(name), role: 'manager', teamId: teamId ?? null },
    });
    const made = await prisma.team.create({
      data: { workspaceId: TEAM, name: teamName, managerId },
    });
    return made.id;
  };
  const heads = await lead('Sue', 'Heads');
  const [west, east] = [await lead('Mia', 'West', heads), await lead('Max', 'East', heads)];
  for (const name of ['Ana', 'Cy', 'Dan'] as const) {
    const teamId = name === 'Dan' ? east : west;
    await hire(world, name, { slackUserId: idOf(name), teamId });
  }
  await hire(world, 'Olga', { slackUserId: idOf('Olga'), role: 'ops' });
}

/** An account that somebody has, at its own domain. */
export async function bring(
  world: World,
  account: string,
  owner: Name,
  facts: Record<string, string | number> = {},
): Promise<string> {
  const { rep } = world.database.prisma;
  const { id: ownerId } = await rep.findFirstOrThrow({ where: { name: owner } });
  return enter(world, account, { domain: `${account.toLowerCase()}.example`, ownerId, facts });
}

export async function stageDisputes(
  fill: (world: World) => Promise<void>,
  outside: Omit<Parameters<typeof stageBot>[1], 'people'> = {},
): Promise<Staged> {
  const seed = async (world: World) => {
    await hireAll(world);
    await fill(world);
  };
  return stageBot(seed, { people: company, ...outside });
}

/** Whatever has the local Slack in it. */
type There = () => Pick<Staged, 'slack'>;
type Element = { action_id?: string; value?: string };

/** What the bot says to one person alone, in its own conversation with them. */
export async function messagesTo(staged: There, name: Name): Promise<PageMessage[]> {
  const { channels } = await staged().slack.state(idOf(name));
  const direct = channels.find(({ kind }) => kind === 'dm')?.id ?? '';
  return staged().slack.history(idOf(name), direct);
}

/** Presses a button of what somebody was sent alone, found by its words. */
export async function pressAlone(
  staged: There,
  name: Name,
  words: RegExp,
  action_id: string,
): Promise<void> {
  const message = (await messagesTo(staged, name)).find((one) => words.test(wordsOf(one)));
  await pressOn(staged, name, message, action_id);
}

async function pressOn(
  staged: There,
  name: Name,
  message: PageMessage | undefined,
  action_id: string,
) {
  const found = find(message?.blocks, action_id);
  expect(found, `${action_id} is on the message`).toBeDefined();
  const from = { kind: 'message', channel: message?.channel, ts: message?.ts };
  const chosen = { type: 'button', value: found?.value };
  const { block_id } = found ?? {};
  return staged().slack.page('click', { user: idOf(name), from, block_id, action_id, chosen });
}

/** What somebody does with the case on an account, in its thread and in windows. */
export function caseOf(staged: There, account: string) {
  const head = async (): Promise<PageMessage | undefined> =>
    (await staged().slack.history(idOf('Olga'), sales)).find(
      (message) => !message.ephemeral && wordsOf(message).includes(`: ${account}"`),
    );
  const thread = async (): Promise<string> => {
    const { ts = '' } = (await head()) ?? {};
    const path = `/page/history?user=${idOf('Olga')}&channel=${sales}&thread=${ts}`;
    const replies: PageMessage[] = await (await fetch(staged().slack.url + path)).json();
    return replies
      .slice(1)
      .map(({ blocks }) => JSON.stringify(blocks))
      .join('\n');
  };
  const press = async (name: Name, action_id: string) =>
    pressOn(staged, name, await head(), action_id);
  return {
    head,
    press,
    shows: (words: RegExp) => soon(async () => expect(wordsOf(await head())).toMatch(words)),
    tells: (words: RegExp) => soon(async () => expect(await thread()).toMatch(words)),
    thread,
    inbox: async (name: Name) =>
      (await messagesTo(staged, name)).filter((message) => wordsOf(message).includes(account)),
  };
}

function find(blocks: Block[] | undefined, actionId: string) {
  const placed = (blocks ?? []).flatMap(({ block_id, elements }) =>
    ((elements ?? []) as Element[]).map((element) => ({ block_id, ...element })),
  );
  return placed.find(({ action_id }) => action_id === actionId);
}

const text = (value: string) => ({ type: 'plain_text_input', value });
const chosen = (value: string) => ({ type: 'static_select', selected_option: optionOf(value) });
const optionOf = (value: string) => ({ text: { type: 'plain_text', text: value }, value });

/** Somebody contests an account from the command. */
export async function fileOn(
  staged: There,
  name: Name,
  domain: string,
  said: Parameters<typeof filled>[0] = {},
): Promise<unknown> {
  const desk = deskOf(staged, idOf(name));
  await staged().slack.page('command', {
    ...{ user: idOf(name), channel: sales, command: '/dispute', text: domain },
  });
  await desk.seesInWindow(/You dispute/);
  return desk.submit(filled(said));
}

export function filled({
  kind = 'owner-wrong',
  reason = 'I called them first.',
  attribute = '',
  files = [],
}: {
  kind?: string;
  reason?: string;
  attribute?: string;
  files?: unknown[];
} = {}) {
  return {
    kind: { kind: chosen(kind) },
    wish: { wish: text('It should be mine.') },
    reason: { reason: text(reason) },
    wanted: { 'proposal:candidate': { type: 'external_select', selected_option: null } },
    links: { links: text('https://crm.example/call/1') },
    ...filed(files),
    attribute: { attribute: text(attribute) },
    since: { since: { type: 'datepicker', selected_date: null } },
  };
}

/** What a field of the open window offers at once, or suggests; a field of a form tells nobody what is picked before it is sent. */
export async function suggested(
  staged: There,
  name: Name,
  [block_id, action_id]: [string, string],
  value: string,
) {
  const view = await deskOf(staged, idOf(name)).view();
  const field = view?.blocks.find((block) => block.block_id === block_id);
  const { options: listed } = (field?.element ?? {}) as { options?: ReturnType<typeof optionOf>[] };
  const selected_option = listed?.find((one) => one.text.text === value);
  if (listed) expect(selected_option, `${value} is offered`).toBeDefined();
  if (listed) return { type: 'static_select', selected_option };
  const from = { kind: 'view', view_id: view?.id };
  const asked = { user: idOf(name), from, block_id, action_id, value };
  const { options } = await staged().slack.page('options', asked);
  const [option] = options as { value: string }[];
  expect(option, `${value} is suggested`).toBeDefined();
  return { type: 'external_select', selected_option: option };
}

/** Fills the open window of a ruling: who gets it, and what it carries. */
export async function ruleTo(
  staged: There,
  name: Name,
  to: Name,
  { why, holdoverUntil, note }: { why?: string; holdoverUntil?: string; note?: string } = {},
): Promise<unknown> {
  const desk = deskOf(staged, idOf(name));
  await desk.seesInWindow(/what should become of it/);
  const chosenOwner = await suggested(staged, name, ['to', 'proposal:candidate'], to);
  const date = (selected_date: string | null) => ({ type: 'datepicker', selected_date });
  return desk.submit({
    to: { 'proposal:candidate': chosenOwner },
    pin: { pin: date(null) },
    ...(holdoverUntil && {
      holdover: { holdover: date(holdoverUntil) },
      deals: { deals: { type: 'multi_static_select', selected_options: [] } },
      fallback: { fallback: { type: 'static_select', selected_option: null } },
    }),
    ...(why && { code: { code: chosen('active-work') }, text: { text: text(why) } }),
    ...(note && { note: { note: text(note) } }),
  });
}

export const reasoned = (value: string) => ({ reason: { reason: text(value) } });
export const filed = (files: unknown[]) => ({ files: { files: { type: 'file_input', files } } });

/** A file that somebody puts into a window of theirs. */
export async function upload(staged: There, name: Name, file: string): Promise<unknown> {
  const asked = new URLSearchParams({ user: idOf(name), name: file });
  const to = `${staged().slack.url}/page/upload?${asked}`;
  return (await fetch(to, { method: 'POST', body: 'From: Bay' })).json();
}

export const linked = (value: string) => ({
  link: { link: { type: 'url_text_input', value } },
});
