import { botScopes } from '../manifest.ts';
import type { World } from '../world.ts';
import { WebApiError } from './method.ts';

const reads = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const histories = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** Any one of a method's scopes opens it; an empty list opens it to every token. */
export const scopesOf: Record<string, string[]> = {
  'api.test': [],
  'auth.test': [],
  'blocks.validate': [],
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'chat.update': ['chat:write'],
  'conversations.history': histories,
  'conversations.info': reads,
  'conversations.invite': ['channels:manage', 'groups:write', 'channels:write.invites'],
  'conversations.join': ['channels:join'],
  'conversations.list': reads,
  'conversations.members': reads,
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.replies': histories,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'reactions.remove': ['reactions:write'],
  'team.info': ['team:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': reads,
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'users.profile.get': ['users.profile:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

export function hasScope(world: World, scope: string): boolean {
  return botScopes(world.app.manifest).includes(scope);
}

export function needScope(world: World, anyOf: string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => hasScope(world, scope))) return;
  const provided = botScopes(world.app.manifest).join(',');
  throw new WebApiError('missing_scope', { needed: anyOf.join(','), provided });
}
