import type { Channel } from './channels.ts';
import { emitMessage } from './events.ts';
import { type Message, post } from './messages.ts';
import type { Person } from './people.ts';
import type { World } from './world.ts';

/** What a person says in a channel: stored as Slack stores it, and told to the bot. */
export function say(
  world: World,
  person: Person,
  channel: Channel,
  said: { text: string; thread?: string | undefined },
): Message {
  const text = withMentions(world, withLinks(escaped(said.text)), mention);
  const draft = { user: person.id, text, ...(said.thread && { threadTs: said.thread }) };
  const message = post(world, channel, draft);
  emitMessage(world, channel, message);
  return message;
}

/** The text of a command: names become ids only for commands that ask for it. */
export function commandText(world: World, text: string, escapes: boolean): string {
  if (escapes) return withMentions(world, withLinks(text), mentionWithName);
  return text.replaceAll(/<([@#])(\w+)(?:\|[^>]*)?>/g, (typed, sign: string, id: string) => {
    const name = sign === '@' ? world.people.get(id)?.name : world.channels.get(id)?.name;
    return name ? sign + name : typed;
  });
}

type Named = { sign: string; id: string; name: string };

const mention = ({ sign, id, name }: Named) => (sign === '@' ? `<@${id}>` : `<#${id}|${name}>`);
const mentionWithName = ({ sign, id, name }: Named) => `<${sign}${id}|${name}>`;

function withMentions(world: World, text: string, write: (named: Named) => string): string {
  const byId = /<([@#])(\w+)(?:\|[^>]*)?>/g;
  const byName = /(?<![\w<|])([@#])([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu;
  return text
    .replaceAll(byName, (typed, sign: string, name: string) => {
      const named = find(world, sign, (each) => each.name === name.toLowerCase());
      return named ? `<${sign}${named.id}>` : typed;
    })
    .replaceAll(byId, (typed, sign: string, id: string) => {
      const named = find(world, sign, (each) => each.id === id);
      return named ? write({ sign, ...named }) : typed;
    });
}

function find(world: World, sign: string, fits: (each: { id: string; name: string }) => boolean) {
  const among = sign === '@' ? world.people : world.channels;
  const found = [...among.values()].find(fits);
  return found && { id: found.id, name: found.name };
}

/** Slack stores &, < and > by name, except where they mark up a mention or a link. */
function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replaceAll(
    /<(?:[@#!]|https?:)[^<>]*>|&(?:amp|lt|gt);|[&<>]/g,
    (found) => names[found] ?? found,
  );
}

function withLinks(text: string): string {
  return text.replaceAll(/(?<![<|])https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"]/g, (url) => `<${url}>`);
}
