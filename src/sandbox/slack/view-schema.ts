import { z } from 'zod';

const words = z.looseObject({ type: z.string(), text: z.string(), emoji: z.boolean().optional() });

/** The shape of a view; whether Slack would accept it is the validator's question. */
export const viewSchema = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
  title: words.optional(),
  submit: words.optional(),
  close: words.optional(),
  private_metadata: z.string().optional(),
  callback_id: z.string().optional(),
  external_id: z.string().optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
});
