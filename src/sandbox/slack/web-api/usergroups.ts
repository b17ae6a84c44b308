import { z } from 'zod';
import { flag, type Method, method, text, WebApiError } from './method.ts';

export const usergroups: Record<string, Method> = {
  'usergroups.list': method(z.object({ include_users: flag.default(false) }), (world, args) => ({
    usergroups: world.userGroups.map(({ id, name, handle, users: members }) => ({
      ...{ id, name, handle, team_id: world.team.id, user_count: members.length },
      ...(args.include_users && { users: members }),
    })),
  })),
  'usergroups.users.list': method(z.object({ usergroup: text }), (world, { usergroup }) => {
    const group = world.userGroups.find((each) => each.id === usergroup);
    if (!group) throw new WebApiError('no_such_subteam');
    return { users: group.users };
  }),
};
