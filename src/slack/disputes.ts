import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { byZone } from '../domain/answer-refusal.ts';
import { type Reason, Refusal, wordRefusal } from '../domain/refusal.ts';
import { rulingOf } from '../services/dispute-drafts.ts';
import {
  showDispute,
  showDisputeDesk,
  showDisputeTo,
  showWithdrawal,
} from '../services/dispute-showing.ts';
import { appealDispute, type DisputeSaid, speakInDispute } from '../services/disputes.ts';
import { readerZone } from '../services/slack-people.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { disputeValues } from './dispute-ids.ts';
import { shareBytes } from './files.ts';
import { casePaper } from './paper/case-paper.ts';
import { printPaper } from './paper/page.ts';
import { drawAfter, given, openOver, parsed } from './pressed.ts';
import { disputeCard } from './views/dispute-card.ts';
import { readFiles } from './views/dispute-filing-modal.ts';
import {
  addEvidenceModal,
  appealModal,
  disputeModal,
  evidenceModal,
  readLink,
  withdrawModal,
} from './views/dispute-modals.ts';
import { rulingModal } from './views/ruling-modal.ts';
import { fieldAbout, outcomeIn, readRuling, readRulingAbout } from './views/ruling-reading.ts';
import { readReason } from './views/verdict-modal.ts';
import type { Pressed } from './whoowns.ts';

export type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What a window sends: a polite no is said beside a field, where Slack knows no marks, and what was typed stays. */
export async function submit(
  args: Submitted,
  bot: Bot,
  field: string | ((reason: Reason) => string),
  work: (asker: Asker) => Promise<unknown>,
): Promise<void> {
  const { ack } = args;
  let asker: Asker | undefined;
  try {
    asker = await admit(bot, args);
    await work(asker);
    await ack({ response_action: 'clear' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const beside = typeof field === 'string' ? field : field(error.reason);
    // Nor does Slack say dates there by the reader’s clock: it is looked up.
    const zone = asker && (await readerZone(bot.ports, asker));
    const words = wordRefusal(error.reason, byZone(zone ?? 'UTC')).replaceAll(/[*`]/g, '');
    await ack({ response_action: 'errors', errors: { [beside]: words } });
  }
}

async function pressedCase(args: Pressed, bot: Bot): Promise<{ asker: Asker; id: string }> {
  await args.ack();
  const asker = await admit(bot, args);
  return { asker, id: parsed(disputeValues.dispute.safeParse(given(args.action))) };
}

/** What is said by one press; the case is drawn again where it was pressed, everywhere else a worker does it. */
async function say(
  args: Pressed,
  bot: Bot,
  asker: Asker,
  id: string,
  said: DisputeSaid,
): Promise<void> {
  await speakInDispute(bot.ports, asker, id, said);
  await drawAfter(bot, () => redraw(args, bot, asker, id));
}

async function redraw(args: Pressed, bot: Bot, asker: Asker, id: string): Promise<void> {
  const { body, client, respond } = args;
  const { shown, notes, viewer } = await showDisputeTo(bot.ports, asker, id);
  const view = disputeModal({ ...shown, viewer }, notes);
  if (body.view) await client.views.update({ view_id: body.view.id, view });
  else {
    const isOwn = body.channel?.id.startsWith('D') === true;
    const card = disputeCard(isOwn ? { ...shown, viewer } : shown);
    await respond({ replace_original: true, ...card });
  }
}

export async function agreePressed(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const { disputeId, number } = parsed(disputeValues.word.safeParse(given(args.action)));
  await say(args, bot, asker, disputeId, { kind: 'agree', number });
}

export async function passUpPressed(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  await say(args, bot, asker, id, { kind: 'pass-up', why: '' });
}

/** As the other manager would: the same outcome, with all that it carries. */
export async function confirmPressed(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const { disputeId, number } = parsed(disputeValues.word.safeParse(given(args.action)));
  await say(args, bot, asker, disputeId, { kind: 'second', number });
}

export async function openOffer(args: Pressed, bot: Bot): Promise<void> {
  await openRuling(args, bot, 'offer');
}

export async function openDecide(args: Pressed, bot: Bot): Promise<void> {
  await openRuling(args, bot, 'verdict');
}

async function openRuling(args: Pressed, bot: Bot, as: 'offer' | 'verdict'): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  const { shown, desk } = await showDisputeDesk(bot.ports, asker, id, as);
  await openOver(args, rulingModal(shown, desk, { as, kind: 'transfer' }));
}

/** Another outcome was chosen: the window asks for what belongs to it. */
export async function turnRuling(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const { id: viewId = '', hash, private_metadata = '' } = body.view ?? {};
  const { id, as } = readRulingAbout(private_metadata);
  const { shown, desk } = await showDisputeDesk(bot.ports, asker, id, as);
  const view = rulingModal(shown, desk, { as, kind: outcomeIn(given(action)) });
  await client.views.update({ view_id: viewId, ...(hash && { hash }), view });
}

/** A verdict, or a proposal among the sides. */
export async function giveRuling(args: Submitted, bot: Bot): Promise<void> {
  const { about, draft, ...words } = readRuling(args.view);
  const isVerdict = about.as === 'verdict';
  const { blocks } = args.view;
  await submit(
    args,
    bot,
    (reason) => fieldAbout(reason, blocks),
    async (asker) => {
      const ruling = await rulingOf(bot.ports, asker.workspaceId, about.id, draft);
      const said: DisputeSaid = isVerdict
        ? { kind: 'rule', ruling, ...words }
        : { kind: 'offer', ruling };
      await speakInDispute(bot.ports, asker, about.id, said);
    },
  );
}

export async function openEvidence(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  await openOver(args, evidenceModal(await showDispute(bot.ports, asker.workspaceId, id)));
}

/** All of it on paper, to the one who asks: to read, print or forward. */
export async function sendPaper(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  const shown = await showDispute(bot.ports, asker.workspaceId, id);
  const bytes = await printPaper(casePaper(shown, bot.ports.clock.now()));
  const { client } = args;
  const { number, dispute } = shown;
  const text = `Dispute ${number} on ${dispute.account.name}, on paper. The file follows.`;
  const { channel = '' } = await client.chat.postMessage({ channel: asker.userId, text });
  const file = {
    name: `dispute-${number}.pdf`,
    title: `Dispute ${number}: ${dispute.account.name}`,
  };
  await shareBytes(client, channel, { ...file, bytes });
  const view = evidenceModal(shown, 'The PDF is in your messages with me.');
  if (args.body.view) await client.views.update({ view_id: args.body.view.id, view });
}

export async function openAddEvidence(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  await openOver(args, addEvidenceModal(await showDispute(bot.ports, asker.workspaceId, id)));
}

export async function openWithdraw(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  await openOver(args, withdrawModal(await showWithdrawal(bot.ports, asker, id)));
}

export async function openAppeal(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  await openOver(args, appealModal(await showDispute(bot.ports, asker.workspaceId, id)));
}

/** From the ledger or from a card: a window with the case as it stands. */
export async function openDispute(args: Pressed, bot: Bot): Promise<void> {
  const { asker, id } = await pressedCase(args, bot);
  const { shown, notes, viewer } = await showDisputeTo(bot.ports, asker, id);
  await openOver(args, disputeModal({ ...shown, viewer }, notes));
}

export async function addEvidence(args: Submitted, bot: Bot): Promise<void> {
  const { view } = args;
  const link = readLink(view);
  await submit(args, bot, 'reason', async (asker) => {
    const id = disputeValues.dispute.parse(view.private_metadata);
    const files = readFiles(view);
    await speakInDispute(bot.ports, asker, id, {
      ...{ kind: 'submit', text: readReason(view) },
      ...(link && { link }),
      ...(files.length > 0 && { files }),
    });
  });
}

export async function withdraw(args: Submitted, bot: Bot): Promise<void> {
  const { view } = args;
  await submit(args, bot, 'reason', async (asker) => {
    const id = disputeValues.dispute.parse(view.private_metadata);
    await speakInDispute(bot.ports, asker, id, { kind: 'withdraw', reason: readReason(view) });
  });
}

export async function appeal(args: Submitted, bot: Bot): Promise<void> {
  const { view } = args;
  await submit(args, bot, 'link', async (asker) => {
    const id = disputeValues.dispute.parse(view.private_metadata);
    const link = readLink(view) ?? '';
    await appealDispute(bot.ports, asker, id, { text: readReason(view), link });
  });
}
