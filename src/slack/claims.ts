import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Subject } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { claim } from '../services/claims.ts';
import { findLead, showLead } from '../services/lead-lookup.ts';
import { findAccount, showAccount } from '../services/lookup.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { answerPicture } from './views/lookup-answer.ts';
import { ownerCard, type Picture, type Place } from './views/owner-card.ts';
import { type Pressed, privatePlace } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** The button on a card: the card becomes that of what is theirs now. */
export async function claimPressed(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const given = values.subject.safeParse('value' in action ? action.value : undefined);
  if (!given.success) throw new Refusal({ kind: 'out-of-date' });
  const place = await privatePlace(bot, asker, body.channel?.id);
  await respond({ replace_original: true, ...(await take(given.data, asker, place, bot)) });
}

/** `/territory claim acme`: takes it where one account is meant, and else lets them choose. */
export async function claimAsked(
  { command }: Commanded,
  asked: string,
  asker: Asker,
  bot: Bot,
): Promise<Picture> {
  const place = await privatePlace(bot, asker, command.channel_id);
  const lead = await findLead(bot.ports, asker.workspaceId, asked);
  if (lead) return take({ kind: 'lead', id: lead.lead.id }, asker, place, bot);
  const found = await findAccount(bot.ports, asker.workspaceId, asked);
  if (found.kind !== 'found') return answerPicture(found, place);
  return take({ kind: 'account', id: found.accountId }, asker, place, bot);
}

async function take(
  subject: Subject,
  { workspaceId, userId }: Asker,
  place: Place,
  { ports }: Bot,
): Promise<Picture> {
  await claim(ports, workspaceId, subject, userId);
  if (subject.kind === 'lead') {
    return answerPicture(await showLead(ports, workspaceId, subject.id), place);
  }
  return ownerCard(await showAccount(ports, workspaceId, subject.id), place);
}
