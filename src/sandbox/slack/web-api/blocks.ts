import { z } from 'zod';
import {
  type Problem,
  validateBlocks,
  validateMessage,
  validateView,
} from '../../../block-kit/validate.ts';
import { json, type Method, method, WebApiError } from './method.ts';

const record = z.record(z.string(), z.unknown());

const subject = z.object({
  blocks: json(z.array(z.unknown())).optional(),
  message: json(record).optional(),
  view: json(record).optional(),
});

function verdict(problems: Problem[], error: string) {
  const errors = problems.filter((problem) => problem.level === 'error');
  if (errors.length > 0) throw new WebApiError(error, { errors });
  return {};
}

export const blocks: Record<string, Method> = {
  'blocks.validate': method(subject, (_world, asked) => {
    if (Object.values(asked).filter((each) => each !== undefined).length !== 1) {
      throw new WebApiError('invalid_arguments');
    }
    if (asked.view) return verdict(validateView(asked.view), 'invalid_view');
    if (asked.message) return verdict(validateMessage(asked.message), 'invalid_message');
    return verdict(validateBlocks(asked.blocks ?? [], 'message'), 'invalid_blocks');
  }),
};
