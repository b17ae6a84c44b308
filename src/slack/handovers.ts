import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Handover } from '../domain/handover.ts';
import { decideHandover, showHandoverTo } from '../services/handovers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, parsed } from './pressed.ts';
import { handOverModal, leaveModal, readChosenRep, readReason } from './views/verdict-modal.ts';
import type { Pressed } from './whoowns.ts';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

export async function handOverByRules(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const id = parsed(values.handover.safeParse(given(args.action)));
  await decideHandover(bot.ports, asker, id, { kind: 'by-rules' });
}

export async function openHandOver(args: Pressed, bot: Bot): Promise<void> {
  const view = handOverModal(await readPressed(args, bot));
  await args.client.views.open({ trigger_id: args.body.trigger_id, view });
}

export async function openLeave(args: Pressed, bot: Bot): Promise<void> {
  const view = leaveModal(await readPressed(args, bot));
  await args.client.views.open({ trigger_id: args.body.trigger_id, view });
}

async function readPressed(args: Pressed, bot: Bot): Promise<Handover> {
  await args.ack();
  const asker = await admit(bot, args);
  const id = parsed(values.handover.safeParse(given(args.action)));
  return showHandoverTo(bot.ports, asker, id);
}

export async function handOverTo(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const said = { kind: 'to', repId: readChosenRep(view), reason: readReason(view) } as const;
  await decideHandover(bot.ports, asker, values.handover.parse(view.private_metadata), said);
}

export async function leaveBook(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack();
  const asker = await admit(bot, args);
  const said = { kind: 'left', reason: readReason(view) } as const;
  await decideHandover(bot.ports, asker, values.handover.parse(view.private_metadata), said);
}
