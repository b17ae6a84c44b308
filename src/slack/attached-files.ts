import type { WebClient } from '@slack/web-api';
import type { Notifier, Posted } from '../ports.ts';
import { copyFile, shareText } from './files.ts';
import { fileOf } from './views/shown.ts';
import { PLACE_GONE, UNREADABLE, unless } from './web-answers.ts';

/** What workers do with files. */
export function bringingFiles(
  clientOf: (workspaceId: string) => Promise<WebClient>,
): Pick<Notifier, 'attach' | 'keepFile'> {
  return {
    attach: async (workspaceId, where, shown, isRetry) => {
      const file = fileOf(shown);
      const client = await clientOf(workspaceId);
      if (!file || (isRetry && (await hasFile(client, where, file)))) return false;
      // Into a channel that it has not joined a bot may write, but put no file.
      const share = () => shareText(client, where.channel, file).then(() => true);
      return (await unless(PLACE_GONE, share)) ?? false;
    },
    keepFile: async (workspaceId, fileId) => copyFile(await clientOf(workspaceId), fileId),
  };
}

/** Whether it came after the message already, as far as the bot may read there. */
async function hasFile(
  client: WebClient,
  { channel, ts }: Posted,
  { name, title }: { name: string; title: string },
): Promise<boolean> {
  const since = { channel, oldest: ts, limit: 100 };
  const read = await unless(UNREADABLE, () => client.conversations.history(since));
  const files = (read?.messages ?? []).flatMap((message) => message.files ?? []);
  return files.some((file) => file.name === name && file.title === title);
}
