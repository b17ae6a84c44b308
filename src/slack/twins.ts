import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { Refusal } from '../domain/refusal.ts';
import type { Twins } from '../domain/twins.ts';
import { permit } from '../services/permission.ts';
import { decideTwins, listTwins, showTwins } from '../services/twins.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { drawAfter, given, parsed } from './pressed.ts';
import type { Picture } from './views/owner-card.ts';
import { duplicatesList, twinsCard, twinsModal } from './views/twins-card.ts';
import { partModal, readReason } from './views/verdict-modal.ts';
import type { Pressed } from './whoowns.ts';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** `/territory duplicates`. */
export async function answerDuplicates(asker: Asker, { ports }: Bot): Promise<Picture> {
  return duplicatesList(await listTwins(ports, asker, 0));
}

export async function turnDuplicates(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const page = parsed(values.page.safeParse(given(args.action)));
  const picture = duplicatesList(await listTwins(bot.ports, asker, page));
  await args.respond({ replace_original: true, ...picture });
}

/** From a post that others see too: for the asker alone. */
export async function showDuplicates(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const picture = await answerDuplicates(asker, bot);
  const { body, client, respond } = args;
  if (body.view) await client.chat.postMessage({ channel: body.user.id, ...picture });
  else await respond({ replace_original: false, response_type: 'ephemeral', ...picture });
}

export async function openTwins(args: Pressed, bot: Bot): Promise<void> {
  const twins = await readPressed(args, bot);
  await args.client.views.open({ trigger_id: args.body.trigger_id, view: twinsModal(twins) });
}

export async function mergePressed(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const { twinsId, keep } = parsed(values.twinsKept.safeParse(given(action)));
  await decideTwins(bot.ports, asker, twinsId, { kind: 'merge', keep });
  await drawAfter(bot, async () => {
    const twins = await read(bot, asker, twinsId);
    const { id: viewId } = body.view ?? {};
    if (viewId) await client.views.update({ view_id: viewId, view: twinsModal(twins) });
    else await respond({ replace_original: true, ...twinsCard(twins) });
  });
}

/** A window over the one in which it was pressed, or over the message. */
export async function openPart(args: Pressed, bot: Bot): Promise<void> {
  const view = partModal(await readPressed(args, bot));
  const { body, client } = args;
  const trigger_id = body.trigger_id;
  if (body.view) await client.views.push({ trigger_id, view });
  else await client.views.open({ trigger_id, view });
}

export async function part(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack({ response_action: 'clear' });
  const asker = await admit(bot, args);
  const said = { kind: 'distinct', reason: readReason(view) } as const;
  await decideTwins(bot.ports, asker, values.twins.parse(view.private_metadata), said);
}

async function readPressed(args: Pressed, bot: Bot): Promise<Twins> {
  await args.ack();
  const asker = await admit(bot, args);
  await permit(bot.ports, asker, 'merge duplicates');
  return read(bot, asker, parsed(values.twins.safeParse(given(args.action))));
}

async function read({ ports }: Bot, { workspaceId }: Asker, id: string): Promise<Twins> {
  const twins = await showTwins(ports, workspaceId, id);
  if (!twins) throw new Refusal({ kind: 'out-of-date' });
  return twins;
}
