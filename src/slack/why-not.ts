import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Subject } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { WhyNotAnswer } from '../domain/why-not.ts';
import { trySubject } from '../services/dry-run.ts';
import { suggestRules } from '../services/rules-listing.ts';
import { nameSubject, suggestReps, whyNotRep, whyNotRule } from '../services/why-not.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, openOver, parsed } from './pressed.ts';
import { repOptions, ruleOptions, whyNotModal } from './views/why-not-modal.ts';
import type { Pressed } from './whoowns.ts';

type Typed = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

export async function openWhyNot(args: Pressed, bot: Bot): Promise<void> {
  await args.ack();
  const { workspaceId } = await admit(bot, args);
  const subject = parsed(values.subject.safeParse(given(args.action)));
  const named = await nameSubject(bot.ports, workspaceId, subject);
  const drawn = await trailOf(bot, workspaceId, subject).catch(refusalOnly);
  await openOver(args, whyNotModal(named, drawn));
}

async function trailOf({ ports }: Bot, workspaceId: string, subject: Subject) {
  return { kind: 'trail' as const, run: await trySubject(ports, workspaceId, subject) };
}

export async function answerWhyNotRep(args: Pressed, bot: Bot): Promise<void> {
  await answer(args, bot, (workspaceId, subject, chosen) =>
    whyNotRep(bot.ports, workspaceId, subject, values.rep.parse(chosen)),
  );
}

export async function answerWhyNotRule(args: Pressed, bot: Bot): Promise<void> {
  await answer(args, bot, (workspaceId, subject, chosen) =>
    whyNotRule(bot.ports, workspaceId, subject, values.ruleRef.parse(chosen)),
  );
}

type Asking = (workspaceId: string, subject: Subject, chosen: unknown) => Promise<WhyNotAnswer>;

/** Draws the answer under both fields; they stay, for the next question. */
async function answer(args: Pressed, bot: Bot, ask: Asking): Promise<void> {
  const { ack, action, body, client } = args;
  await ack();
  const { workspaceId } = await admit(bot, args);
  const { id = '', hash, private_metadata } = body.view ?? {};
  const subject = values.subject.parse(private_metadata);
  const named = await nameSubject(bot.ports, workspaceId, subject);
  const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
  // A modal has no place for a sentence beside it: a refusal becomes the answer.
  const drawn = await ask(workspaceId, subject, chosen).catch(refusalOnly);
  const view = whyNotModal(named, drawn);
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
