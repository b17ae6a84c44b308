import { type ChannelSeed, channelFrom, openDm } from './channels.ts';
import type { Manifest } from './manifest.ts';
import { type PersonSeed, personFrom } from './people.ts';
import type { InstalledApp, Team, Timings, UserGroup, World } from './world.ts';

export type WorldSeed = {
  team: Team;
  users: PersonSeed[];
  channels: ChannelSeed[];
  userGroups: UserGroup[];
  app: InstalledApp;
  clock: () => Date;
  timings: Timings;
  log: (line: string) => void;
};

export function worldFrom(seed: WorldSeed): World {
  const { team, app, clock, timings, log, userGroups } = seed;
  const realName = shownName(app.manifest);
  const name = realName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const bot = { id: app.botUserId, name, realName, bot: true };
  const people = [...seed.users.filter((user) => user.id !== bot.id), bot];
  const world: World = {
    ...{ team, app, clock, timings, log, userGroups, url: '' },
    people: new Map(people.map((user) => [user.id, personFrom(user, team.id)])),
    channels: new Map(seed.channels.map((each) => [each.id, channelFrom(each, clock())])),
    ephemerals: [],
    fadedUntil: new Map(),
    views: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    tickets: new Map(),
    files: new Map(),
    faults: [],
    windows: new Map(),
    sockets: [],
    socketTickets: new Set(),
    deliveries: new Set(),
    closing: new AbortController(),
    lastTs: 0,
  };
  for (const person of world.people.values()) {
    if (person.persona) openDm(world, app.botUserId, person.id);
  }
  return world;
}

function shownName(manifest: Manifest): string {
  return manifest.features.bot_user?.display_name ?? manifest.display_information.name;
}
