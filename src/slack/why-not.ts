import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { Refusal } from '../domain/refusal.ts';
import type { WhyNotAnswer } from '../domain/why-not.ts';
import { tryAccount } from '../services/dry-run.ts';
import { suggestRules } from '../services/rules-listing.ts';
import { nameAccount, suggestReps, whyNotRep, whyNotRule } from '../services/why-not.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { repOptions, ruleOptions, whyNotModal } from './views/why-not-modal.ts';
import type { Pressed } from './whoowns.ts';

type Typed = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

export async function openWhyNot(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const accountId = values.account.parse('value' in action ? action.value : undefined);
  const account = await nameAccount(bot.ports, workspaceId, accountId);
  const drawn = await trailOf(bot, workspaceId, accountId).catch(refusalOnly);
  await client.views.open({ trigger_id: body.trigger_id, view: whyNotModal(account, drawn) });
}

async function trailOf({ ports }: Bot, workspaceId: string, accountId: string) {
  return { kind: 'trail' as const, run: await tryAccount(ports, workspaceId, accountId) };
}

export async function answerWhyNotRep(args: Pressed, bot: Bot): Promise<void> {
  await answer(args, bot, (workspaceId, accountId, chosen) =>
    whyNotRep(bot.ports, workspaceId, accountId, values.rep.parse(chosen)),
  );
}

export async function answerWhyNotRule(args: Pressed, bot: Bot): Promise<void> {
  await answer(args, bot, (workspaceId, accountId, chosen) =>
    whyNotRule(bot.ports, workspaceId, accountId, values.ruleRef.parse(chosen)),
  );
}

type Asking = (workspaceId: string, accountId: string, chosen: unknown) => Promise<WhyNotAnswer>;

/** Draws the answer under both fields; they stay, for the next question. */
async function answer(args: Pressed, bot: Bot, ask: Asking): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const { id = '', hash, private_metadata } = body.view ?? {};
  const account = await nameAccount(bot.ports, workspaceId, values.account.parse(private_metadata));
  const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
  // A modal has no place for a sentence beside it: a refusal becomes the answer.
  const drawn = await ask(workspaceId, account.id, chosen).catch(refusalOnly);
  const view = whyNotModal(account, drawn);
  await client.views.update({ view_id: id, ...(hash && { hash }), view });
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

export async function suggestRepsWhileTyping(args: Typed, bot: Bot): Promise<void> {
  const { workspaceId } = await admit(bot, args);
  const people = await suggestReps(bot.ports, workspaceId, args.payload.value);
  await args.ack({ options: repOptions(people) });
}

export async function suggestRulesWhileTyping(args: Typed, bot: Bot): Promise<void> {
  const { workspaceId } = await admit(bot, args);
  const rules = await suggestRules(bot.ports, workspaceId, args.payload.value);
  await args.ack({ options: ruleOptions(rules) });
}
