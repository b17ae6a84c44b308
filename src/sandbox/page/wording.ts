import type { PageState } from '../slack/page-contract.ts';
import { escapeEntities } from './mrkdwn.ts';

type Names = Pick<PageState, 'users' | 'channels'>;

/** What a person typed, as Slack hands it on: names become ids, signs are escaped. */
export function messageText(typed: string, names: Names): string {
  const linked = escapeEntities(typed).replace(/https?:\/\/[^\s]+/g, (url) => `<${url}>`);
  return withIds(linked, names, ({ id }) => id);
}

/** A command's words keep the names beside the ids, as `should_escape` has it. */
export function commandText(typed: string, names: Names): string {
  return withIds(escapeEntities(typed), names, ({ id, name }) => `${id}|${name}`);
}

type Named = { id: string; name: string };

function withIds(text: string, { users, channels }: Names, shown: (one: Named) => string): string {
  const people = users.flatMap(({ id, name, realName }) => [
    { said: `@${realName}`, put: `<@${shown({ id, name })}>` },
    { said: `@${name}`, put: `<@${shown({ id, name })}>` },
  ]);
  const rooms = channels
    .filter(({ kind }) => kind !== 'dm')
    .map(({ id, name }) => ({ said: `#${name}`, put: `<#${shown({ id, name })}>` }));
  // The longer name first: Ann Lee must not become Ann, followed by Lee.
  return [...people, ...rooms]
    .sort((one, other) => other.said.length - one.said.length)
    .reduce((wording, { said, put }) => replacedWord(wording, escapeEntities(said), put), text);
}

function replacedWord(text: string, said: string, put: string): string {
  const pattern = said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w<])${pattern}(?![\\w-])`, 'giu'), () => put);
}
