import type { Portal } from './portal.ts';
import { Problem } from './problem.ts';
import { kindNamed } from './record.ts';

const reads = /\/(?:search|batch\/read)$/;

/** Refuses a call whose scope was taken from the app. */
export function checkScope({ switches }: Portal, method: string, path: string): void {
  if (switches.withoutScopes.length === 0) return;
  const missing = scopesOf(method, path).filter((scope) => switches.withoutScopes.includes(scope));
  if (missing.length === 0) return;
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
  throw new Problem(403, 'MISSING_SCOPES', message, {
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: missing },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  });
}

function scopesOf(method: string, path: string): string[] {
  const [family = '', name = '', ...rest] = path.split('/');
  const access = method === 'GET' || reads.test(path) ? 'read' : 'write';
  switch (family) {
    case 'objects':
      if (name === 'emails') return ['sales-email-read', 'crm.objects.contacts.read'];
      if (name === 'calls' || name === 'meetings') return ['crm.objects.contacts.read'];
      return [`crm.objects.${plural(name)}.${access}`];
    case 'associations':
      return [name, rest[0] ?? ''].map((kind) => `crm.objects.${plural(kind)}.${access}`);
    case 'properties':
      return [`crm.schemas.${plural(name)}.${access}`];
    case 'owners':
      return ['crm.objects.owners.read'];
    case 'users':
      return [name === 'teams' ? 'settings.users.teams.read' : 'settings.users.read'];
    default:
      return [];
  }
}

function plural(name: string): string {
  return kindNamed(name) ?? name;
}
