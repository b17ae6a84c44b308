import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { opsChannel } from '../services/workspaces.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { askOpsModal, opsQuestion, readAskOps } from './views/ask-ops.ts';
import type { Pressed } from './whoowns.ts';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

export async function openAskOps(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  await admit(bot, args);
  const asked = values.asked.parse('value' in action ? action.value : '');
  await client.views.open({ trigger_id: body.trigger_id, view: askOpsModal(asked) });
}

/** The question goes to ops' channel in the asker's name; its answers come in the thread. */
export async function sendToOps(args: Submitted, bot: Bot): Promise<void> {
  const { ack, client, view } = args;
  await ack();
  const { workspaceId, userId } = await admit(bot, args);
  const { channel } = await opsChannel(bot.ports, workspaceId);
  const { ts } = await client.chat.postMessage({
    channel,
    ...opsQuestion(userId, readAskOps(view)),
  });
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts ?? '' });
  const text = `Ops have your question. Their answer will come here: ${permalink}`;
  await client.chat.postMessage({ channel: userId, text });
}
