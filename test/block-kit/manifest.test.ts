import { describe, expect, it } from 'vitest';
import { validateManifest } from '../../src/block-kit/manifest.ts';

const aManifest = (features: object = {}, more: object = {}) => ({
  display_information: { name: 'Cadastre', description: 'Who owns what' },
  features: {
    slash_commands: [{ command: '/whoowns', description: 'Look up an owner' }],
    shortcuts: [
      { name: 'Route', type: 'global', callback_id: 'route', description: 'Route a company' },
    ],
    unfurl_domains: ['crm.example.com'],
    ...features,
  },
  ...more,
});
const command = { command: '/whoowns', description: 'x' };
const shortcut = { name: 'Route', type: 'global', callback_id: 'route', description: 'x' };

describe('a manifest', () => {
  it('passes when it keeps within the limits', () => {
    expect(validateManifest(aManifest())).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['no name', { features: {} }, '/display_information/name', 'is required'],
    [
      'a long name',
      aManifest({}, { display_information: { name: 'x'.repeat(36) } }),
      '/display_information/name',
      'must be less than 36 characters',
    ],
    [
      'a short story',
      aManifest({}, { display_information: { name: 'x', long_description: 'x' } }),
      '/display_information/long_description',
      'must be more than 174 characters',
    ],
    [
      'a command without description',
      aManifest({ slash_commands: [{ command: '/x' }] }),
      '/features/slash_commands/0/description',
      'is required',
    ],
    [
      'a command in capitals',
      aManifest({ slash_commands: [{ ...command, command: '/WhoOwns' }] }),
      '/features/slash_commands/0/command',
      'must be / and lower-case words',
    ],
    [
      'a command twice',
      aManifest({ slash_commands: [command, command] }),
      '/features/slash_commands/1',
      'command is used twice',
    ],
    [
      'a long shortcut',
      aManifest({ shortcuts: [{ ...shortcut, name: 'x'.repeat(25) }] }),
      '/features/shortcuts/0/name',
      'must be less than 25 characters',
    ],
    [
      'eleven shortcuts',
      aManifest({
        shortcuts: Array.from({ length: 11 }, (_, at) => ({ ...shortcut, callback_id: `${at}` })),
      }),
      '/features/shortcuts',
      'no more than 10 items allowed',
    ],
    [
      'a shortcut of no kind',
      aManifest({ shortcuts: [{ ...shortcut, type: 'team' }] }),
      '/features/shortcuts/0/type',
      'must be one of: global, message',
    ],
    [
      'a domain with https',
      aManifest({ unfurl_domains: ['https://x.example'] }),
      '/features/unfurl_domains/0',
      'must be a bare host name',
    ],
    [
      'six domains',
      aManifest({ unfurl_domains: [1, 2, 3, 4, 5, 6].map((n) => `x${n}.example`) }),
      '/features/unfurl_domains',
      'no more than 5 items allowed',
    ],
    [
      'a scope twice',
      aManifest({}, { oauth_config: { scopes: { bot: ['commands', 'commands'] } } }),
      '/oauth_config/scopes/bot/1',
      'scope is used twice',
    ],
  ])('is refused with %s', (_what, manifest, pointer, message) => {
    expect(validateManifest(manifest)).toContainEqual({ pointer, message, level: 'error' });
  });
});
