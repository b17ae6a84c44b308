import { z } from 'zod';
import type { Retried } from '../domain/given-up.ts';
import type { TakenUp } from '../domain/restless.ts';
import { taskKinds } from '../domain/task.ts';

/** The ids of what went wrong: effects that were given up, owners that the CRM does not take, and those that go to and fro. */
export const failureActions = {
  lookGivenUp: 'given-up:look',
  retryGivenUp: 'given-up:retry',
  lookRefused: 'refused:look',
  retryRefused: 'refused:retry',
  undoRefused: 'refused:undo',
  takeUp: 'restless:take-up',
} as const;

export const failureViews = { givenUp: 'given-up', refused: 'refused' } as const;

export const failureValues = {
  refusedWrite: z.uuid(),
  /** A message about owners that go to and fro, and which of them are meant. */
  takeUp: z
    .string()
    .regex(/^[0-9a-f-]{36}:(all|[0-9a-f-]{36})$/)
    .transform((text): TakenUp => {
      const [toldIn = '', spellId] = text.split(':');
      return spellId === 'all' ? { toldIn } : { toldIn, spellId };
    }),
  /** All of it, a kind, or one. */
  givenUp: z
    .string()
    .regex(/^(all|kind:[a-z-]+|task:[0-9a-f-]{36})$/)
    .transform((text): Retried => {
      const [kind = '', rest = ''] = text.split(':');
      if (kind === 'kind') return { kind: 'of-kind', of: z.enum(taskKinds).parse(rest) };
      return kind === 'task' ? { kind: 'one', id: rest } : { kind: 'all' };
    }),
};
