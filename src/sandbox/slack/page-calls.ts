import { z } from 'zod';
import type { Click, Command, OptionsQuery, Say, Shortcut, Submit } from './page-contract.ts';

const values = z.record(z.string(), z.unknown());
const state = z.record(z.string(), values);

const from = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    channel: z.string(),
    ts: z.string(),
    ephemeral: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('view'), view_id: z.string() }),
]);

const place = { user: z.string(), from, block_id: z.string(), action_id: z.string() };

export const saySchema: z.ZodType<Say> = z.object({
  user: z.string(),
  channel: z.string(),
  text: z.string().trim().min(1).max(40_000),
  thread: z.string().optional(),
});

export const commandSchema: z.ZodType<Command> = z.object({
  user: z.string(),
  channel: z.string(),
  command: z.string(),
  text: z.string().default(''),
});

export const clickSchema: z.ZodType<Click> = z.object({
  ...place,
  chosen: values.default({}),
  state: state.optional(),
});

export const optionsSchema: z.ZodType<OptionsQuery> = z.object({ ...place, value: z.string() });

export const submitSchema: z.ZodType<Submit> = z.object({
  user: z.string(),
  view_id: z.string(),
  state,
});

export const dismissSchema = z.object({ user: z.string(), view_id: z.string() });

export const shortcutSchema: z.ZodType<Shortcut> = z.object({
  user: z.string(),
  callbackId: z.string(),
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
});

export const homeSchema = z.object({ user: z.string(), tab: z.string().default('home') });

export const readSchema = z.object({ user: z.string(), channel: z.string() });
