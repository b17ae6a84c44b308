import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { approveFixes, proposeFixes, showFixes, writeFixesCsv } from '../services/fixes.ts';
import { permit } from '../services/permission.ts';
import { opsChannel } from '../services/workspaces.ts';
import { admit, type Bot } from './bot.ts';
import { shareWritten } from './files.ts';
import { values } from './ids.ts';
import { given, parsed } from './pressed.ts';
import {
  approvedClose,
  fixesApproved,
  fixesForOps,
  fixesModal,
  fixesOnTheirWay,
  noFixes,
} from './views/fixes-modal.ts';
import type { Pressed } from './whoowns.ts';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** Slack lets a window be opened for three seconds only, and a book may take longer. */
export async function openProposedFixes(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const kind = parsed(values.flawKind.safeParse(given(action)));
  await permit(bot.ports, asker, 'propose clean values');
  const opened = await client.views.open({ trigger_id: body.trigger_id, view: fixesOnTheirWay() });
  const shown = await proposeFixes(bot.ports, asker, kind);
  const view = shown ? fixesModal(shown) : noFixes();
  // Whoever has closed the window meanwhile finds the same fixes at the next press.
  await client.views.update({ view_id: opened.view?.id ?? '', view }).catch(() => undefined);
}

export async function openFixes(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const batchId = parsed(values.fixBatch.safeParse(given(action)));
  const view = fixesModal(await showFixes(bot.ports, asker, batchId));
  await client.views.open({ trigger_id: body.trigger_id, view });
}

/** Whoever approves may read each of them before. */
export async function turnFixes(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const { batchId, page } = parsed(values.fixesPart.safeParse(given(action)));
  const view = fixesModal(await showFixes(bot.ports, asker, batchId, page));
  const { id = '', hash } = body.view ?? {};
  await client.views.update({ view_id: id, ...(hash && { hash }), view });
}

/** Somebody of ops agrees: the values go into the CRM, or come as a file where there is none. */
export async function approve(args: Submitted, bot: Bot): Promise<void> {
  const { ack, client, view } = args;
  await ack({ response_action: 'update', view: approvedClose() });
  const asker = await admit(bot, args);
  const batchId = values.fixBatch.parse(view.private_metadata);
  const approval = await approveFixes(bot.ports, asker, batchId);
  const post = fixesApproved(approval);
  const { channel = '' } = await client.chat.postMessage({ channel: asker.userId, ...post });
  if (approval.approved === 0 || approval.goesTo.kind === 'crm') return;
  await shareWritten(client, channel, {
    name: 'clean-values.csv',
    title: 'Clean values, to import into the CRM',
    write: (take) => writeFixesCsv(bot.ports, asker, batchId, take),
  });
}

/** Of somebody who may not approve: ops get the question in their channel. */
export async function sendFixes(args: Submitted, bot: Bot): Promise<void> {
  const { ack, client, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const { batch } = await showFixes(bot.ports, asker, values.fixBatch.parse(view.private_metadata));
  const { channel } = await opsChannel(bot.ports, asker.workspaceId);
  await client.chat.postMessage({ channel, ...fixesForOps(asker.userId, batch) });
  const text = 'Ops have your clean values to look at.';
  await client.chat.postMessage({ channel: asker.userId, text });
}
