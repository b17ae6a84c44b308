import type * as slack from '@slack/types';
import type { PageChannel } from '../../slack/page-contract.ts';
import type { Choosable } from '../blocks/shapes.ts';
import { channelName, type Directory } from '../directory.ts';

/** One line of a select's list; `chosen` is what Slack puts into the payload for it. */
export type Choice = { key: string; label: string; hint?: string; group?: string; chosen: unknown };

export type SelectElement = slack.Select | slack.MultiSelect;

export function isExternal(
  element: SelectElement,
): element is slack.ExternalSelect | slack.MultiExternalSelect {
  return element.type === 'external_select' || element.type === 'multi_external_select';
}

export function choicesFrom({ options, option_groups: groups }: Choosable): Choice[] {
  const grouped = groups?.flatMap(({ label, options: inside }) =>
    inside.map((option) => ({ ...choiceOf(option), group: label.text })),
  );
  return grouped ?? options?.map(choiceOf) ?? [];
}

/** What can be chosen without asking the bot. */
export function localChoices(element: SelectElement, directory: Directory): Choice[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return choicesFrom(element as Choosable);
    case 'users_select':
    case 'multi_users_select':
      return people(directory);
    case 'channels_select':
    case 'multi_channels_select':
      return directory.channels.filter(({ kind }) => kind === 'public').map(channelChoice);
    case 'conversations_select':
    case 'multi_conversations_select':
      return conversations(element, directory);
    default:
      return [];
  }
}

export function matching(choices: Choice[], query: string): Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, hint = '' }) => {
    const text = `${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The chosen ones as choices, also when the list does not hold them (any more). */
export function chosenChoices(
  chosen: unknown[],
  choices: Choice[],
  directory: Directory,
): Choice[] {
  return chosen.map((one) => {
    if (typeof one !== 'string') return choiceOf(one as slack.PlainTextOption);
    const known = choices.find(({ key }) => key === one);
    const channel = directory.channel(one);
    const label = channel ? channelName(channel, directory) : directory.user(one)?.realName;
    return known ?? { key: one, label: label ?? one, chosen: one };
  });
}

function choiceOf(option: slack.PlainTextOption): Choice {
  return {
    key: option.value ?? option.text.text,
    label: option.text.text,
    ...(option.description ? { hint: option.description.text } : {}),
    chosen: option,
  };
}

function people({ users }: Directory): Choice[] {
  return users
    .filter(({ bot, deactivated }) => !bot && !deactivated)
    .map(({ id, realName, name }) => ({ key: id, label: realName, hint: `@${name}`, chosen: id }));
}

function channelChoice({ id, name }: PageChannel): Choice {
  return { key: id, label: `#${name}`, chosen: id };
}

const kinds = { im: 'dm', private: 'private', public: 'public', mpim: 'group' };

function conversations(
  element: slack.ConversationsSelect | slack.MultiConversationsSelect,
  directory: Directory,
): Choice[] {
  const wanted = element.filter?.include?.map((kind) => kinds[kind]);
  return directory.channels
    .filter(({ kind }) => !wanted || wanted.includes(kind))
    .map((channel) => {
      const name = channelName(channel, directory);
      return {
        key: channel.id,
        label: channel.kind === 'dm' ? name : `#${name}`,
        chosen: channel.id,
      };
    });
}
