import type {
  AllMiddlewareArgs,
  MessageShortcut,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt';
import type { Brought } from '../domain/dispute-command.ts';
import type { Reason } from '../domain/refusal.ts';
import { listDisputes } from '../services/dispute-ledger.ts';
import { raiseDispute } from '../services/disputes.ts';
import { findNamedAccount } from '../services/lookup.ts';
import { permit } from '../services/permission.ts';
import { nameAccount } from '../services/why-not.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { type Submitted, submit } from './disputes.ts';
import { values } from './ids.ts';
import { given, openOver, parsed } from './pressed.ts';
import { clip } from './views/blocks.ts';
import {
  type FilingAbout,
  filingModal,
  readFiles,
  readFiling,
} from './views/dispute-filing-modal.ts';
import { disputesList } from './views/disputes-list.ts';
import { answerPicture } from './views/lookup-answer.ts';
import type { Picture } from './views/owner-card.ts';
import { type Pressed, privatePlace } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
type Taken = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

/** A window carries along at most 3,000 characters. */
const KEPT_OF_MESSAGE = 1500;

/** `/dispute acme`; without a name the window asks which account. */
export async function answerDispute(args: Commanded, bot: Bot): Promise<void> {
  const { ack, client, command, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  await permit(bot.ports, asker, 'raise disputes');
  const typed = command.text.trim();
  const trigger_id = command.trigger_id;
  if (typed === '') {
    await client.views.open({ trigger_id, view: filingModal({}) });
    return;
  }
  const found = await findNamedAccount(bot.ports, asker.workspaceId, typed);
  if (found.kind !== 'found') {
    const place = await privatePlace(bot, asker, command.channel_id);
    // Nothing else stands there than a name: the answer is about all of it.
    const answer = found.kind === 'none' ? { ...found, asked: typed } : found;
    await respond({ response_type: 'ephemeral', ...answerPicture(answer, place) });
    return;
  }
  const { id, name } = await nameAccount(bot.ports, asker.workspaceId, found.accountId);
  await client.views.open({ trigger_id, view: filingModal({ accountId: id }, name) });
}

/** From a card, or from the notice of a change. */
export async function openFiling(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  await permit(bot.ports, asker, 'raise disputes');
  const accountId = parsed(values.account.safeParse(given(args.action)));
  const { name } = await nameAccount(bot.ports, asker.workspaceId, accountId);
  await openOver(args, filingModal({ accountId }, name));
}

/** On any message: it is kept as evidence, with where it is found. */
export async function openFilingOnMessage(args: Taken, bot: Bot): Promise<void> {
  const { ack, client, shortcut } = args;
  await ack();
  await permit(bot.ports, await admit(bot, args), 'raise disputes');
  const { channel, message, trigger_id } = shortcut;
  const link = await client.chat
    .getPermalink({ channel: channel.id, message_ts: message.ts })
    .then(({ permalink = '' }) => permalink)
    // In a conversation that the bot may not see, what was said is kept all the same.
    .catch(() => '');
  const text = clip(message.text ?? '', KEPT_OF_MESSAGE);
  await client.views.open({ trigger_id, view: filingModal({ message: { text, link } }) });
}

export async function fileCase(args: Submitted, bot: Bot): Promise<void> {
  await submit(args, bot, fieldOf, async (asker) => {
    const { about, claim } = readFiling(args.view);
    const files = readFiles(args.view);
    await raiseDispute(bot.ports, asker, claim, [
      ...messageIn(about),
      ...(files.length > 0 ? [{ text: 'Files that came with the claim', files }] : []),
    ]);
  });
}

/** Beside what it is about. */
function fieldOf(reason: Reason): string {
  return reason.kind === 'unfit-claim' ? fields[reason.fault.kind] : 'kind';
}

const fields = {
  'no-link': 'links',
  'many-links': 'links',
  'unknown-fact': 'attribute',
  'day-to-come': 'since',
} as const;

function messageIn({ message }: FilingAbout): Brought[] {
  if (!message) return [];
  const { text, link } = message;
  return [{ text: text.trim() === '' ? 'A message' : text, ...(link && { link }) }];
}

/** `/territory disputes`. */
export async function answerDisputes({ workspaceId }: Asker, { ports }: Bot): Promise<Picture> {
  return disputesList(await listDisputes(ports, workspaceId, 0));
}

export async function turnDisputes(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, respond } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const page = parsed(values.page.safeParse(given(action)));
  const ledger = await listDisputes(bot.ports, workspaceId, page);
  await respond({ replace_original: true, ...disputesList(ledger) });
}
