import { z } from 'zod';

/** SQL says null where a domain value leaves the field out. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** Inside JSON a time is text; in a column of its own it is a Date already. */
export const time = z.coerce.date();

export const person = z.object({
  id: z.string(),
  name: z.string(),
  slackUserId: maybe(z.string()),
});

export const absence = z.object({
  from: time,
  until: time,
  reason: z.string(),
  backup: maybe(person),
});
