import { z } from 'zod';
import { slackChannel } from '../channels.ts';
import { isStranger, slackProfile, slackUser } from '../people.ts';
import { seconds, type World } from '../world.ts';
import { channelsOf } from './conversations.ts';
import { page, paging } from './cursors.ts';
import { flag, type Method, method, text, WebApiError } from './method.ts';
import { personKnown } from './places.ts';
import { hasScope } from './scopes.ts';

function shown(world: World) {
  return { email: hasScope(world, 'users:read.email') };
}

export const users: Record<string, Method> = {
  'users.list': method(z.object(paging), (world, args) => {
    // Strangers are met in shared channels, not in the list of members.
    const own = [...world.people.values()].filter((person) => !isStranger(world, person));
    const { rows, response_metadata } = page(own, args);
    const members = rows.map((person) => slackUser(world, person, shown(world)));
    return { members, cache_ts: seconds(world), response_metadata };
  }),
  'users.info': method(z.object({ user: text }), (world, { user }) => ({
    user: slackUser(world, personKnown(world, user), shown(world)),
  })),
  'users.lookupByEmail': method(z.object({ email: text }), (world, { email }) => {
    const person = [...world.people.values()].find(
      (each) => each.email !== '' && each.email.toLowerCase() === email.toLowerCase(),
    );
    const found = person && !person.deactivated && !isStranger(world, person);
    if (!found) throw new WebApiError('users_not_found');
    return { user: slackUser(world, person, { email: true }) };
  }),
  'users.profile.get': method(z.object({ user: text }), (world, { user }) => ({
    profile: slackProfile(personKnown(world, user), shown(world)),
  })),
  'users.conversations': method(
    z.object({
      ...paging,
      user: text.optional(),
      types: text.default('public_channel'),
      exclude_archived: flag.default(false),
    }),
    (world, args) => {
      const user = personKnown(world, args.user ?? world.app.botUserId).id;
      const joined = channelsOf(world, args.types).filter(
        (each) => each.members.has(user) && !(each.archived && args.exclude_archived),
      );
      const { rows, response_metadata } = page(joined, args);
      return { channels: rows.map((each) => slackChannel(world, each)), response_metadata };
    },
  ),
};
