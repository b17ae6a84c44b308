import { canSee, pageChannel } from './channels.ts';
import type { PageState } from './page-contract.ts';
import { type Person, pageUser } from './people.ts';
import { pageView, stackOf } from './views.ts';
import type { World } from './world.ts';

/** All a persona's window needs to begin with. */
export function pageState(world: World, me: Person): PageState {
  const { display_information: about, features } = world.app.manifest;
  const people = [...world.people.values()];
  const home = world.homes.get(me.id);
  return {
    workspace: world.team,
    me: pageUser(world, me),
    personas: people.filter((each) => each.persona).map((each) => pageUser(world, each)),
    users: people.map((each) => pageUser(world, each)),
    channels: [...world.channels.values()]
      .filter((channel) => canSee(world, channel, me.id))
      .map((channel) => pageChannel(channel, me.id)),
    app: { userId: world.app.botUserId, name: about.name, description: about.description },
    commands: features.slash_commands.map(({ command, description, usage_hint: usageHint }) => ({
      ...{ command, description },
      ...(usageHint && { usageHint }),
    })),
    shortcuts: features.shortcuts.map(({ callback_id: callbackId, name, description, type }) => ({
      ...{ callbackId, name, description, kind: type },
    })),
    views: stackOf(world, me.id).map(pageView),
    ...(home && { home: pageView(home) }),
  };
}
