import { z } from 'zod';
import { validateView } from '../../block-kit/validate.ts';
import { problem, troubleConnecting } from './answers.ts';
import { dispatch } from './dispatch.ts';
import { surfaceState } from './element-state.ts';
import { parseJson } from './http.ts';
import { inputErrors } from './input-checks.ts';
import type { Answer, Submit, SubmitAnswer } from './page-contract.ts';
import { viewClosed, viewSubmission } from './payloads.ts';
import type { Person } from './people.ts';
import { viewSchema } from './view-schema.ts';
import {
  closeView,
  deepestStack,
  findView,
  pushView,
  setStack,
  stackOf,
  updateView,
  type View,
} from './views.ts';
import type { World } from './world.ts';

const responseSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: viewSchema }),
  z.object({ response_action: z.literal('push'), view: viewSchema }),
  z.object({ response_action: z.literal('clear') }),
]);

type SubmissionResponse = z.infer<typeof responseSchema>;

export async function submit(world: World, person: Person, sent: Submit): Promise<SubmitAnswer> {
  const view = findView(world, sent.view_id);
  if (view?.user !== person.id) return problem(troubleConnecting);
  view.state = surfaceState(view.draft.blocks, sent.state);
  const errors = inputErrors(view);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const payload = viewSubmission(world, person, view);
  const reply = await dispatch(world, { kind: 'interaction', payload });
  if (reply.kind !== 'acknowledged') return problem(troubleConnecting);
  if (['', '{}', 'null', '""'].includes(reply.body.trim())) {
    closeView(world, view);
    return { ok: true };
  }
  const response = responseSchema.safeParse(parseJson(reply.body));
  if (response.success) return follow(world, view, response.data);
  world.log(`The answer to the modal ${view.draft.callback_id ?? view.id} is not one Slack knows.`);
  return problem(troubleConnecting);
}

function follow(world: World, view: View, response: SubmissionResponse): SubmitAnswer {
  switch (response.response_action) {
    case 'errors':
      return showErrors(world, view, response.errors);
    case 'clear':
      setStack(world, view.user, []);
      return { ok: true };
    case 'update':
    case 'push':
      return show(world, view, response);
  }
}

/** Slack shows errors at inputs only; an unknown block_id is the bot's mistake. */
function showErrors(world: World, view: View, errors: Record<string, string>): SubmitAnswer {
  const inputs = view.draft.blocks.filter((block) => block.type === 'input');
  const stray = Object.keys(errors).find((id) => !inputs.some((block) => block.block_id === id));
  if (stray === undefined) return { ok: false, errors };
  world.log(`The modal ${view.draft.callback_id ?? view.id} has no input block "${stray}".`);
  return problem(troubleConnecting);
}

function show(
  world: World,
  view: View,
  response: Extract<SubmissionResponse, { response_action: 'update' | 'push' }>,
): SubmitAnswer {
  const wrong = validateView(response.view).filter((each) => each.level === 'error');
  for (const each of wrong) world.log(`view${each.pointer}: ${each.message}`);
  const full = stackOf(world, view.user).length >= deepestStack;
  if (wrong.length > 0 || (response.response_action === 'push' && full)) {
    return problem(troubleConnecting);
  }
  if (response.response_action === 'push') pushView(world, view.user, response.view);
  else updateView(world, view, response.view);
  return { ok: true };
}

/** The person closes a modal without sending it. */
export async function dismiss(world: World, person: Person, viewId: string): Promise<Answer> {
  const view = findView(world, viewId);
  if (view?.user !== person.id || view.draft.type !== 'modal') return { ok: true };
  const cleared = view.draft.clear_on_close === true;
  const stack = stackOf(world, person.id);
  const closed = cleared ? stack : stack.slice(stack.indexOf(view));
  if (cleared) setStack(world, person.id, []);
  else closeView(world, view);
  for (const each of closed.filter((one) => one.draft.notify_on_close)) {
    const payload = viewClosed(world, person, each, cleared);
    await dispatch(world, { kind: 'interaction', payload });
  }
  return { ok: true };
}
