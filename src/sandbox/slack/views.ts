import { randomBytes } from 'node:crypto';
import { withBlockIds } from './blocks.ts';
import { type SurfaceState, surfaceState } from './element-state.ts';
import type { Block, PageView } from './page-contract.ts';
import { freshId, tell, type World } from './world.ts';

type Words = { type: string; text: string; emoji?: boolean };

/** A view as the bot sends it. */
export type ViewDraft = {
  type: 'modal' | 'home';
  blocks: Block[];
  title?: Words;
  submit?: Words;
  close?: Words;
  private_metadata?: string;
  callback_id?: string;
  external_id?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
};

export type View = {
  id: string;
  user: string;
  draft: ViewDraft;
  state: SurfaceState;
  hash: string;
  rootId: string;
  previousId?: string;
};

export const deepestStack = 3;

export function stackOf(world: World, user: string): View[] {
  return world.views.get(user) ?? [];
}

export function setStack(world: World, user: string, views: View[]): void {
  world.views.set(user, views);
  tell(world, [user], { kind: 'views', views: views.map(pageView) });
}

/** A modal opened by itself starts a new stack. */
export function openView(world: World, user: string, draft: ViewDraft): View {
  const id = freshId('V');
  const view = viewFrom(world, user, draft, { id, rootId: id });
  setStack(world, user, [view]);
  return view;
}

export function pushView(world: World, user: string, draft: ViewDraft): View {
  const stack = stackOf(world, user);
  const [root, previous] = [stack[0], stack.at(-1)];
  const id = freshId('V');
  const view = viewFrom(world, user, draft, {
    id,
    rootId: root?.id ?? id,
    ...(previous && { previousId: previous.id }),
  });
  setStack(world, user, [...stack, view]);
  return view;
}

export function updateView(world: World, view: View, draft: ViewDraft): View {
  const { id, rootId, previousId, user } = view;
  const place = { id, rootId, ...(previousId && { previousId }) };
  const updated = { ...viewFrom(world, user, draft, place) };
  // Slack keeps what was typed where a block and its action keep their names.
  updated.state = surfaceState(updated.draft.blocks, view.state);
  if (draft.type === 'home') return showHome(world, updated);
  setStack(
    world,
    user,
    stackOf(world, user).map((each) => (each.id === id ? updated : each)),
  );
  return updated;
}

/** Takes a view, and whatever lies upon it, off the person's screen. */
export function closeView(world: World, view: View): void {
  const stack = stackOf(world, view.user);
  const place = stack.findIndex((each) => each.id === view.id);
  if (place >= 0) setStack(world, view.user, stack.slice(0, place));
}

export function publishHome(world: World, user: string, draft: ViewDraft): View {
  const former = world.homes.get(user);
  if (former) return updateView(world, former, draft);
  const id = freshId('V');
  return showHome(world, viewFrom(world, user, draft, { id, rootId: id }));
}

function showHome(world: World, view: View): View {
  world.homes.set(view.user, view);
  tell(world, [view.user], { kind: 'home', home: pageView(view) });
  return view;
}

function viewFrom(
  world: World,
  user: string,
  draft: ViewDraft,
  place: Pick<View, 'id' | 'rootId' | 'previousId'>,
): View {
  const blocks = withBlockIds(draft.blocks);
  const hash = `${Math.floor(world.clock().getTime() / 1000)}.${randomBytes(4).toString('hex')}`;
  return { ...place, user, hash, draft: { ...draft, blocks }, state: surfaceState(blocks) };
}

export function findView(world: World, id: string): View | undefined {
  return [...world.views.values(), [...world.homes.values()]]
    .flat()
    .find((view) => view.id === id || view.draft.external_id === id);
}

export function pageView(view: View): PageView {
  const { id, hash, state, draft } = view;
  const { title, submit, close } = draft;
  return {
    ...{ id, hash, state, kind: draft.type, blocks: draft.blocks },
    ...(title && { title: title.text }),
    ...(submit && { submit: submit.text }),
    ...(close && { close: close.text }),
  };
}

export function slackView(world: World, view: View) {
  const { app, team } = world;
  const { draft } = view;
  return {
    id: view.id,
    team_id: team.id,
    type: draft.type,
    blocks: draft.blocks,
    private_metadata: draft.private_metadata ?? '',
    callback_id: draft.callback_id ?? '',
    state: { values: view.state },
    hash: view.hash,
    title: draft.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: draft.clear_on_close ?? false,
    notify_on_close: draft.notify_on_close ?? false,
    close: draft.close ?? null,
    submit: draft.submit ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.id,
    external_id: draft.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
