import { manifestLimits as limits } from './limits.ts';
import { error, type Fields, isFields, type Problem, written } from './problem.ts';

type Rule = { path: string; needed?: true } & ({ max: number; min?: number } | { items: number });

const longDescription = {
  min: limits.long_description[0] ?? 0,
  max: limits.long_description[1] ?? 0,
};

/** Limits by path; a star stands for every entry of a list. */
const rules: Rule[] = [
  { path: '/display_information/name', max: limits.name, needed: true },
  { path: '/display_information/description', max: limits.description },
  { path: '/display_information/long_description', ...longDescription },
  { path: '/features/bot_user/display_name', max: limits.bot_display_name },
  { path: '/features/slash_commands', items: limits.slash_commands },
  { path: '/features/slash_commands/*/command', max: limits.slash_command, needed: true },
  { path: '/features/slash_commands/*/description', max: limits.slash_description, needed: true },
  { path: '/features/slash_commands/*/usage_hint', max: limits.usage_hint },
  { path: '/features/shortcuts', items: limits.shortcuts },
  { path: '/features/shortcuts/*/name', max: limits.shortcut_name, needed: true },
  { path: '/features/shortcuts/*/description', max: limits.shortcut_description, needed: true },
  { path: '/features/shortcuts/*/callback_id', max: limits.callback_id, needed: true },
  { path: '/features/unfurl_domains', items: limits.unfurl_domains },
  { path: '/features/agent_view/agent_description', max: limits.agent_description },
  { path: '/features/agent_view/suggested_prompts', items: limits.suggested_prompts },
  { path: '/oauth_config/redirect_urls', items: limits.redirect_urls },
  { path: '/oauth_config/scopes/bot', items: limits.scopes },
  { path: '/oauth_config/scopes/user', items: limits.scopes },
  { path: '/settings/event_subscriptions/bot_events', items: limits.bot_events },
  {
    path: '/settings/event_subscriptions/metadata_subscriptions',
    items: limits.metadata_subscriptions,
  },
  { path: '/settings/allowed_ip_address_ranges', items: limits.allowed_ip_address_ranges },
];

export function validateManifest(manifest: unknown): Problem[] {
  if (!isFields(manifest)) return [error('', 'must provide an object')];
  const whole = { display_information: {}, ...manifest };
  return [
    ...rules.flatMap((rule) =>
      found(whole, rule.path.slice(1).split('/'), '').flatMap(({ value, pointer }) =>
        check(value, rule, pointer),
      ),
    ),
    ...checkCommands(manifest),
    ...checkShortcuts(manifest),
    ...checkDomains(manifest),
    ...checkScopes(manifest),
  ];
}

type Found = { value: unknown; pointer: string };

/** The values a path leads to; where an optional part is absent, there is nothing to find. */
function found(value: unknown, path: string[], pointer: string): Found[] {
  const [name, ...rest] = path;
  if (name === undefined) return [{ value, pointer }];
  if (name === '*') {
    const entries = Array.isArray(value) ? value : [];
    return entries.flatMap((entry, index) => found(entry, rest, `${pointer}/${index}`));
  }
  if (!isFields(value)) return [];
  return found(value[name], rest, `${pointer}/${name}`);
}

function check(value: unknown, rule: Rule, pointer: string): Problem[] {
  if (value === undefined) return rule.needed ? [error(pointer, 'is required')] : [];
  if ('items' in rule) {
    if (!Array.isArray(value)) return [error(pointer, 'must provide an array')];
    return value.length > rule.items
      ? [error(pointer, `no more than ${rule.items} items allowed`)]
      : [];
  }
  if (typeof value !== 'string') return [error(pointer, 'must provide a string')];
  const { min = 1, max } = rule;
  if (value.length < min) return [error(pointer, `must be more than ${min - 1} characters`)];
  return value.length > max ? [error(pointer, `must be less than ${max + 1} characters`)] : [];
}

function listAt(manifest: Fields, path: string): Found[] {
  return found(manifest, `${path}/*`.split('/'), '');
}

function twice(entries: Found[], name: string): Problem[] {
  const values = entries.map(({ value }) => (isFields(value) ? value[name] : value));
  return entries
    .filter((_, index) => values[index] !== undefined && values.indexOf(values[index]) < index)
    .map(({ pointer }) => error(pointer, `${name} is used twice`));
}

function checkCommands(manifest: Fields): Problem[] {
  const commands = listAt(manifest, 'features/slash_commands');
  const malformed = commands.filter(
    ({ value }) => isFields(value) && !/^\/[^\sA-Z]+$/.test(written(value.command)),
  );
  return [
    ...malformed.map(({ pointer }) =>
      error(`${pointer}/command`, 'must be / and lower-case words'),
    ),
    ...twice(commands, 'command'),
  ];
}

function checkShortcuts(manifest: Fields): Problem[] {
  const shortcuts = listAt(manifest, 'features/shortcuts');
  const unknown = shortcuts.filter(
    ({ value }) => isFields(value) && !['global', 'message'].includes(written(value.type)),
  );
  return [
    ...unknown.map(({ pointer }) => error(`${pointer}/type`, 'must be one of: global, message')),
    ...twice(shortcuts, 'callback_id'),
  ];
}

function checkDomains(manifest: Fields): Problem[] {
  return listAt(manifest, 'features/unfurl_domains')
    .filter(({ value }) => !/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(written(value)))
    .map(({ pointer }) => error(pointer, 'must be a bare host name'));
}

function checkScopes(manifest: Fields): Problem[] {
  return [
    ...twice(listAt(manifest, 'oauth_config/scopes/bot'), 'scope'),
    ...twice(listAt(manifest, 'settings/event_subscriptions/bot_events'), 'event'),
  ];
}
