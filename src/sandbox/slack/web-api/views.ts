import { z } from 'zod';
import { validateView } from '../../../block-kit/validate.ts';
import { spendTrigger, type Trigger } from '../triggers.ts';
import { viewSchema } from '../view-schema.ts';
import {
  deepestStack,
  findView,
  openView,
  publishHome,
  pushView,
  slackView,
  stackOf,
  updateView,
  type View,
  type ViewDraft,
} from '../views.ts';
import type { World } from '../world.ts';
import { insist, json, type Method, method, text, WebApiError } from './method.ts';
import { personKnown } from './places.ts';

const view = json(viewSchema);
const byTrigger = z.object({ trigger_id: text, view });

function spend(world: World, triggerId: string): Trigger {
  const use = spendTrigger(world, triggerId);
  if (!use.ok) throw new WebApiError(use.error);
  return use.trigger;
}

function accepted(world: World, draft: ViewDraft, type: ViewDraft['type'], self?: View): ViewDraft {
  if (JSON.stringify(draft).length > 250_000) throw new WebApiError('view_too_large');
  const problems = validateView(draft);
  insist(
    problems.map((each) => ({ ...each, pointer: `/view${each.pointer}` })),
    'invalid_arguments',
  );
  if (draft.type !== type) throw new WebApiError('invalid_arguments');
  const namesake = draft.external_id ? findView(world, draft.external_id) : undefined;
  if (namesake && namesake.id !== self?.id) throw new WebApiError('duplicate_external_id');
  return draft;
}

function sameHash(known: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== known.hash) throw new WebApiError('hash_conflict');
}

export const views: Record<string, Method> = {
  'views.open': method(byTrigger, (world, args) => {
    const draft = accepted(world, args.view, 'modal');
    const { user } = spend(world, args.trigger_id);
    return { view: slackView(world, openView(world, user, draft)) };
  }),
  'views.push': method(byTrigger, (world, args) => {
    const draft = accepted(world, args.view, 'modal');
    const { user, viewId } = spend(world, args.trigger_id);
    const stack = stackOf(world, user);
    if (!stack.some((each) => each.id === viewId)) throw new WebApiError('invalid_trigger_id');
    if (stack.length >= deepestStack) throw new WebApiError('push_limit_reached');
    return { view: slackView(world, pushView(world, user, draft)) };
  }),
  'views.update': method(
    z.object({
      view,
      view_id: text.optional(),
      external_id: text.optional(),
      hash: text.optional(),
    }),
    (world, args) => {
      const known = findView(world, args.view_id ?? args.external_id ?? '');
      if (!known) throw new WebApiError('not_found');
      const draft = accepted(world, args.view, known.draft.type, known);
      sameHash(known, args.hash);
      return { view: slackView(world, updateView(world, known, draft)) };
    },
  ),
  'views.publish': method(
    z.object({ view, user_id: text, hash: text.optional() }),
    (world, args) => {
      const home = world.app.manifest.features.app_home.home_tab_enabled;
      if (!home) throw new WebApiError('not_enabled');
      const user = personKnown(world, args.user_id).id;
      const known = world.homes.get(user);
      const draft = accepted(world, args.view, 'home', known);
      if (known) sameHash(known, args.hash);
      return { view: slackView(world, publishHome(world, user, draft)) };
    },
  ),
};
