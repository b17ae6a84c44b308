import type {
  AllMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Proposal } from '../domain/proposal.ts';
import { Refusal } from '../domain/refusal.ts';
import { suggestCandidates } from '../services/candidates.ts';
import { listApprovable, listWaiting, showProposal } from '../services/proposals.ts';
import { queueSeveral } from '../services/several.ts';
import { decideProposal } from '../services/verdicts.ts';
import { permitVerdict } from '../services/voices.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values, viewIds } from './ids.ts';
import { drawAfter, given, openOver, parsed } from './pressed.ts';
import { approvalsList } from './views/approvals-list.ts';
import type { Picture } from './views/owner-card.ts';
import { proposalCard, proposalModal } from './views/proposal-card.ts';
import { readPicks, severalModal, severalOnTheirWay } from './views/several-modal.ts';
import {
  candidateOptions,
  readChosenRep,
  readReason,
  reassignModal,
  rejectModal,
} from './views/verdict-modal.ts';
import type { Pressed } from './whoowns.ts';

type Typed = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;
type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** `/territory approvals`. */
export async function answerApprovals(asker: Asker, bot: Bot): Promise<Picture> {
  return approvalsList(await listWaiting(bot.ports, asker, { page: 0 }));
}

/** Another page or reason, in the place of the list; from a post of ours, beside it. */
export async function showApprovals(args: Pressed, bot: Bot): Promise<void> {
  const picture = await readApprovals(args, bot);
  await args.respond({ replace_original: true, ...picture });
}

/** From what others see too, or from Home: for the asker alone. */
export async function showApprovalsApart(args: Pressed, bot: Bot): Promise<void> {
  const picture = await readApprovals(args, bot);
  const { body, client, respond } = args;
  if (body.view) await client.chat.postMessage({ channel: body.user.id, ...picture });
  else await respond({ replace_original: false, response_type: 'ephemeral', ...picture });
}

async function readApprovals(args: Pressed, bot: Bot): Promise<Picture> {
  await args.ack();
  const asker = await admit(bot, args);
  const part = parsed(values.approvalsPart.safeParse(given(args.action)));
  return approvalsList(await listWaiting(bot.ports, asker, part));
}

/** Those that the list shows, to be approved at once. */
export async function openSeveral(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const asker = await admit(bot, args);
  const { page: _, ...filter } = parsed(values.approvalsPart.safeParse(given(action)));
  const lines = await listApprovable(bot.ports, asker, filter);
  await client.views.open({ trigger_id: body.trigger_id, view: severalModal(lines) });
}

/** Slack does not wait for so many: a worker approves them, and tells in a message what became of each. */
export async function approveSeveral(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  const picks = readPicks(view);
  await ack({ response_action: 'update', view: severalOnTheirWay(picks.length) });
  const asker = await admit(bot, args);
  await queueSeveral(bot.ports, asker, { batch: view.id, picks, reason: readReason(view) });
}

export async function openProposal(args: Pressed, bot: Bot): Promise<void> {
  const { proposal } = await readPressed(args, bot);
  const { body, client } = args;
  await client.views.open({ trigger_id: body.trigger_id, view: proposalModal(proposal) });
}

export async function approveProposal(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const asker = await admit(bot, args);
  const { proposalId, ...seen } = parsed(values.approval.safeParse(given(args.action)));
  // Whoever comes too late has the verdict before them as well, not buttons that do nothing any more.
  const said = { kind: 'approve', reason: '', ...seen } as const;
  await decideProposal(bot.ports, asker, proposalId, said).finally(() =>
    drawAfter(bot, async () => redraw(args, await read(bot, asker, proposalId))),
  );
}

/** What hangs elsewhere is drawn again by a worker; whoever pressed need not wait for that. */
async function redraw({ body, client, respond }: Pressed, proposal: Proposal): Promise<void> {
  const { id: viewId } = body.view ?? {};
  if (viewId) await client.views.update({ view_id: viewId, view: proposalModal(proposal) });
  else await respond({ replace_original: true, ...proposalCard(proposal) });
}

export async function openReassign(args: Pressed, bot: Bot): Promise<void> {
  const { asker, proposal } = await readPressed(args, bot);
  await permitVerdict(bot.ports, asker, proposal.id, 'reassign');
  await openOver(args, reassignModal(proposal));
}

export async function openReject(args: Pressed, bot: Bot): Promise<void> {
  const { asker, proposal } = await readPressed(args, bot);
  await permitVerdict(bot.ports, asker, proposal.id, 'reject');
  await openOver(args, rejectModal(proposal));
}

async function readPressed(args: Pressed, bot: Bot): Promise<{ asker: Asker; proposal: Proposal }> {
  await args.ack();
  const asker = await admit(bot, args);
  const proposalId = parsed(values.proposal.safeParse(given(args.action)));
  return { asker, proposal: await read(bot, asker, proposalId) };
}

async function read({ ports }: Bot, { workspaceId }: Asker, id: string): Promise<Proposal> {
  const proposal = await showProposal(ports, workspaceId, id);
  if (!proposal) throw new Refusal({ kind: 'out-of-date' });
  return proposal;
}

export async function suggestCandidatesWhileTyping(args: Typed, bot: Bot): Promise<void> {
  const asker = await admit(bot, args);
  // In the window of a proposal people are offered with how they suit it.
  const { callback_id, private_metadata } = args.body.view ?? {};
  const about = callback_id === viewIds.reassign ? private_metadata : undefined;
  const people = await suggestCandidates(bot.ports, asker, args.payload.value, about);
  await args.ack({ options: candidateOptions(people) });
}

export async function reassign(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack({ response_action: 'clear' });
  const asker = await admit(bot, args);
  const said = { kind: 'reassign', repId: readChosenRep(view), reason: readReason(view) } as const;
  await decideProposal(bot.ports, asker, values.proposal.parse(view.private_metadata), said);
}

export async function reject(args: Submitted, bot: Bot): Promise<void> {
  const { ack, view } = args;
  await ack({ response_action: 'clear' });
  const asker = await admit(bot, args);
  const said = { kind: 'reject', reason: readReason(view) } as const;
  await decideProposal(bot.ports, asker, values.proposal.parse(view.private_metadata), said);
}
