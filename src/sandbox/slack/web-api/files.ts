import { z } from 'zod';
import { emitMessage } from '../events.ts';
import { issueTicket, type StoredFile, slackFile } from '../files.ts';
import { post } from '../messages.ts';
import type { World } from '../world.ts';
import { blocksArg, count, json, type Method, method, text, WebApiError } from './method.ts';
import { channelToPost } from './places.ts';

const completion = z.object({
  files: json(z.array(z.object({ id: text, title: text.optional() })).min(1)),
  channel_id: text.optional(),
  channels: text.optional(),
  initial_comment: text.optional(),
  thread_ts: text.optional(),
  blocks: blocksArg,
});

type Completion = z.infer<typeof completion>;

function uploaded(world: World, asked: Completion['files'][number]): StoredFile {
  const file = world.files.get(asked.id);
  if (!file) throw new WebApiError('file_not_found');
  file.title = asked.title ?? file.title;
  file.completed = true;
  return file;
}

function share(world: World, files: StoredFile[], to: string, said: Completion): void {
  const channel = channelToPost(world, to);
  const { initial_comment: comment = '', thread_ts: threadTs, blocks } = said;
  const message = post(world, channel, {
    user: world.app.botUserId,
    text: comment,
    files,
    ...(threadTs && { threadTs }),
    ...(blocks && { blocks }),
  });
  emitMessage(world, channel, message);
}

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': method(
    z.object({ filename: text, length: count, alt_txt: text.optional() }),
    (world, { filename, length }) => {
      if (length === 0) throw new WebApiError('invalid_arguments');
      return issueTicket(world, filename, length);
    },
  ),
  'files.completeUploadExternal': method(completion, (world, args) => {
    const places = [args.channel_id, ...(args.channels ?? '').split(',')].filter(Boolean);
    // Every place is checked before anything is shared.
    for (const place of places) channelToPost(world, place ?? '');
    const shared = args.files.map((file) => uploaded(world, file));
    for (const place of places) share(world, shared, place ?? '', args);
    return { files: shared.map((file) => slackFile(world, file)) };
  }),
  'files.info': method(z.object({ file: text }), (world, args) => {
    const file = world.files.get(args.file);
    if (!file?.completed) throw new WebApiError('file_not_found');
    return { file: slackFile(world, file), comments: [] };
  }),
};
