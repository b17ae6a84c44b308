import { z } from 'zod';
import type { Problem } from '../../../block-kit/validate.ts';
import type { Json } from '../http.ts';
import type { World } from '../world.ts';

/** The Web API's no: HTTP 200, `ok: false`, and a word for why. */
export class WebApiError extends Error {
  readonly error: string;
  readonly details: Json;
  constructor(error: string, details: Json = {}) {
    super(error);
    this.error = error;
    this.details = details;
  }
}

export type Method = (world: World, args: Json) => Json | Promise<Json>;

/** A method parses its arguments once, then answers with plain JSON. */
export function method<Args extends z.ZodType>(
  schema: Args,
  answer: (world: World, args: z.infer<Args>) => Json | Promise<Json>,
): Method {
  return (world, args) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return answer(world, parsed.data);
    const { issues } = parsed.error;
    const messages = issues.map(
      ({ message, path }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`,
    );
    throw new WebApiError(misfit(issues), { response_metadata: { messages } });
  };
}

/** Slack has words of its own for blocks that cannot be read. */
function misfit(issues: { path: PropertyKey[] }[]): string {
  const path = issues.map((issue) => issue.path).find(([name]) => name === 'blocks');
  if (!path) return 'invalid_arguments';
  return path.length === 1 ? 'invalid_blocks_format' : 'invalid_blocks';
}

/** Refuses what Slack would refuse, in its words; warnings are no reason. */
export function insist(problems: Problem[], error: string): void {
  const errors = problems.filter((problem) => problem.level === 'error');
  if (errors.length === 0) return;
  const messages = errors.map(
    ({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`,
  );
  throw new WebApiError(error, {
    errors: errors.map(({ message }) => message),
    response_metadata: { messages },
  });
}

// Forms carry every argument as text; JSON bodies carry them as they are.
export const text = z.union([z.string(), z.number().transform(String)]);
export const flag = z.union([z.boolean(), z.stringbool(), z.number().transform(Boolean)]);
export const count = z.coerce.number().int().min(0);

export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: 'custom', message: 'invalid JSON', input: value });
      return z.NEVER;
    }
  }, schema);
}

const block = z.looseObject({ type: z.string(), block_id: z.string().optional() });
export const blocksArg = json(z.array(block)).optional();
export const attachmentsArg = json(
  z.array(z.looseObject({ blocks: z.array(block).optional() })),
).optional();
