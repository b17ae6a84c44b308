import { z } from 'zod';
import { validateManifest } from '../../block-kit/manifest.ts';

/** The parts of an app manifest by which a workspace decides what the bot is told and allowed. */
const manifestSchema = z.looseObject({
  display_information: z.looseObject({ name: z.string(), description: z.string().default('') }),
  features: z
    .looseObject({
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
        })
        .prefault({}),
      slash_commands: z
        .array(
          z.looseObject({
            command: z.string().startsWith('/'),
            description: z.string(),
            usage_hint: z.string().optional(),
            should_escape: z.boolean().default(false),
          }),
        )
        .default([]),
      shortcuts: z
        .array(
          z.looseObject({
            name: z.string(),
            type: z.enum(['global', 'message']),
            callback_id: z.string(),
            description: z.string(),
          }),
        )
        .default([]),
      unfurl_domains: z.array(z.string()).default([]),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z
        .looseObject({ bot_events: z.array(z.string()).default([]) })
        .prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean().default(false) }).prefault({}),
    })
    .prefault({}),
});

export type Manifest = z.infer<typeof manifestSchema>;

export function parseManifest(manifest: unknown): Manifest {
  const [wrong] = validateManifest(manifest);
  if (wrong)
    throw new Error(`Slack would refuse this manifest: ${wrong.pointer} ${wrong.message}.`);
  return manifestSchema.parse(manifest);
}

export function botScopes(manifest: Manifest): string[] {
  return manifest.oauth_config.scopes.bot;
}

/** What an event tells is only told to those who were granted to read it. */
const eventScopes: Record<string, string[]> = {
  app_mention: ['app_mentions:read'],
  link_shared: ['links:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  user_change: ['users:read'],
};

/** Features of the manifest that will not work for want of a scope. */
export function missingScopes(manifest: Manifest): string[] {
  const scopes = botScopes(manifest);
  const { slash_commands: commands, shortcuts } = manifest.features;
  const unheard = manifest.settings.event_subscriptions.bot_events
    .filter((event) => !allowed(manifest, event))
    .map((event) => `${event} needs the scope ${eventScopes[event]?.join(' or ')}`);
  const entries = commands.length + shortcuts.length > 0 && !scopes.includes('commands');
  return entries ? ['commands and shortcuts need the scope commands', ...unheard] : unheard;
}

function allowed(manifest: Manifest, event: string): boolean {
  const anyOf = eventScopes[event];
  return !anyOf || anyOf.some((scope) => botScopes(manifest).includes(scope));
}

export function subscribes(manifest: Manifest, event: string): boolean {
  const { bot_events: subscribed } = manifest.settings.event_subscriptions;
  return subscribed.includes(event) && allowed(manifest, event);
}

/** A domain speaks for its sub-domains too. */
export function unfurls(manifest: Manifest, url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return manifest.features.unfurl_domains.some(
    (domain) => host === domain || host.endsWith(`.${domain}`),
  );
}

export function withUnfurls(manifest: Manifest, hosts: string[]): Manifest {
  const unfurl_domains = [...manifest.features.unfurl_domains, ...hosts];
  return { ...manifest, features: { ...manifest.features, unfurl_domains } };
}
