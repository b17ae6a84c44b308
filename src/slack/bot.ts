import { randomBytes } from 'node:crypto';
import type { AllMiddlewareArgs, RespondFn } from '@slack/bolt';
import { z } from 'zod';
import { Refusal, wordRefusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Asker, Askers } from './askers.ts';
import { moment } from './views/words.ts';

/** What a handler is given beside Slack's own arguments. */
export type Bot = {
  ports: Ports;
  askers: Askers;
  count: Count;
  /** Work that Slack no longer waits for; a stop waits for it. */
  inFlight: Set<Promise<void>>;
};

type Count = (what: 'asked' | 'refused' | 'fault', kind: string) => void;

type Args = AllMiddlewareArgs & { respond?: RespondFn };

/** Wraps a handler: its refusals and faults reach the person, and a stop waits until it has ended. */
export function listen<Given extends Args>(
  bot: Bot,
  name: string,
  work: (args: Given, bot: Bot) => Promise<void>,
): (args: Given) => Promise<void> {
  return async (args) => {
    const done = work(args, bot).then(
      () => bot.count('asked', name),
      (error: unknown) => explain(bot, name, args, error),
    );
    bot.inFlight.add(done);
    await done.finally(() => bot.inFlight.delete(done));
  };
}

export function admit(bot: Bot, { client, context }: AllMiddlewareArgs): Promise<Asker> {
  return bot.askers.admit(client, context);
}

/** A window has to be opened within three seconds of the press; a busy machine may need longer. */
const tooSlow = z.object({ data: z.object({ error: z.literal('expired_trigger_id') }) });

/** Whoever opens Home or writes a link has asked nothing: a no is not written to them. */
const unasked = z.object({
  event: z.object({ type: z.enum(['app_home_opened', 'link_shared']) }),
});

async function explain(bot: Bot, name: string, args: Args, fault: unknown): Promise<void> {
  const error = tooSlow.safeParse(fault).success ? new Refusal({ kind: 'too-slow' }) : fault;
  if (error instanceof Refusal) {
    bot.count('refused', error.reason.kind);
    bot.ports.log.info({ handler: name, reason: error.reason.kind }, 'refused');
    await tell(args, wordRefusal(error.reason, moment)).catch(
      (fault) => void logFault(bot, name, fault),
    );
    return;
  }
  const reference = logFault(bot, name, error);
  const text = `Something broke on our side. Tell ops this reference: ${reference}`;
  await tell(args, text).catch((fault) => void logFault(bot, name, fault));
}

function logFault(bot: Bot, name: string, fault: unknown): string {
  const reference = randomBytes(4).toString('hex');
  const shown = fault instanceof Error ? { error: fault.message, stack: fault.stack } : { fault };
  bot.count('fault', name);
  bot.ports.log.error({ handler: name, reference, ...shown }, 'fault');
  return reference;
}

/** In the place where they asked, for their eyes only; in a message of ours where there is none. */
async function tell(args: Args, text: string): Promise<void> {
  const { respond, client, context } = args;
  if (unasked.safeParse(args).success) return;
  if (respond) {
    await respond({ text, response_type: 'ephemeral', replace_original: false });
  } else if (context.userId) {
    await client.chat.postMessage({ channel: context.userId, text });
  }
}
