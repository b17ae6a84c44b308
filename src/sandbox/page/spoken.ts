import { channelName, type Directory } from './directory.ts';
import { type Inline, parseMrkdwn } from './mrkdwn.ts';

/** A message as it would be read aloud: the words without the marks. */
export function spoken(text: string, directory: Directory): string {
  return parseMrkdwn(text)
    .map((passage) =>
      passage.kind === 'preformatted' ? passage.text : sentence(passage.children, directory),
    )
    .join(' ');
}

function sentence(nodes: Inline[], directory: Directory): string {
  return nodes.map((node) => word(node, directory)).join('');
}

function word(node: Inline, directory: Directory): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'bold':
    case 'italic':
    case 'strike':
    case 'link':
      return sentence(node.children, directory);
    case 'user':
      return directory.user(node.id)?.realName ?? node.label ?? node.id;
    case 'channel':
      return spokenChannel(node.id, node.label, directory);
    case 'usergroup':
      return node.label ?? 'a group';
    case 'broadcast':
      return `at ${node.range}`;
    case 'date':
      return node.fallback;
    case 'emoji':
      return node.name.replaceAll('_', ' ');
    case 'break':
      return ' ';
  }
}

function spokenChannel(id: string, label: string | undefined, directory: Directory): string {
  const channel = directory.channel(id);
  return channel ? channelName(channel, directory) : (label ?? 'a private channel');
}
