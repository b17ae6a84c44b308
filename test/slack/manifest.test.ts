import { readFileSync } from 'node:fs';
import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { validateManifest } from '../../src/block-kit/manifest.ts';
import type { Bot } from '../../src/slack/bot.ts';
import { register } from '../../src/slack/listeners.ts';

const file = parse(readFileSync('manifest.yml', 'utf8'));
const manifest = z
  .object({
    features: z.object({
      slash_commands: z.array(z.object({ command: z.string() })),
      shortcuts: z.array(z.object({ callback_id: z.string() })),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
  })
  .parse(file);

/** What the code listens to, by the bot's own map. */
function registered() {
  const heard = { commands: [''], shortcuts: [''], events: [''], messages: 0 };
  const app = {
    command: (name: string) => heard.commands.push(name),
    shortcut: ({ callback_id }: { callback_id: string }) => heard.shortcuts.push(callback_id),
    event: (name: string) => heard.events.push(name),
    message: () => heard.messages++,
    action: () => undefined,
    options: () => undefined,
    view: () => undefined,
  };
  register(app as unknown as App, {} as Bot);
  const named = (list: string[]) => list.filter(Boolean).sort();
  const { commands, shortcuts, events, messages } = heard;
  return {
    commands: named(commands),
    shortcuts: named(shortcuts),
    events: named([...events, ...(messages > 0 ? ['message.im'] : [])]),
  };
}

/** The scope without which Slack sends an event or takes a call that this stage makes. */
const scopeOf: Record<string, string> = {
  app_mention: 'app_mentions:read',
  link_shared: 'links:read',
  'message.im': 'im:history',
  user_change: 'users:read',
};
const scopesOfCalls = [
  // Where a worker died over a post, it is looked for before it is posted again.
  'channels:history',
  'groups:history',
  'chat:write',
  'chat:write.public',
  'commands',
  'files:read',
  'files:write',
  'im:write',
  'links:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
];

describe('the manifest', () => {
  it('is one that Slack would take', () => {
    expect(validateManifest(file)).toEqual([]);
  });

  it('names the commands, shortcuts and events that the code listens to, and no others', () => {
    const { commands, shortcuts, events } = registered();
    const { features, settings } = manifest;
    expect(features.slash_commands.map(({ command }) => command).sort()).toEqual(commands);
    expect(features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(shortcuts);
    expect([...settings.event_subscriptions.bot_events].sort()).toEqual(events);
  });

  it('asks for the scopes of its events and calls, and for no more', () => {
    const ofEvents = registered().events.flatMap((name) => scopeOf[name] ?? []);
    const needed = [...new Set([...ofEvents, ...scopesOfCalls])].sort();
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(needed);
  });
});
