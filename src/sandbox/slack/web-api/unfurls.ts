import { z } from 'zod';
import { validateMessage } from '../../../block-kit/validate.ts';
import { unfurls } from '../manifest.ts';
import { type Attachment, attach, findMessage, type Message } from '../messages.ts';
import type { World } from '../world.ts';
import { insist, json, type Method, method, text, WebApiError } from './method.ts';

const block = z.looseObject({ type: z.string(), block_id: z.string().optional() });
const preview = z.looseObject({ blocks: z.array(block).optional() });

const args = z.object({
  channel: text.optional(),
  ts: text.optional(),
  unfurl_id: text.optional(),
  source: z.enum(['composer', 'conversations_history']).optional(),
  unfurls: json(z.record(z.string(), preview)),
});

type Target = z.infer<typeof args>;

/** The message is named by channel and ts, or by the id its link_shared event carried. */
function messageOf(world: World, target: Target): Message {
  const [fromId, tsFromId] = /^(\w+)-([\d.]+)$/.exec(target.unfurl_id ?? '')?.slice(1) ?? [];
  const channel = world.channels.get(target.channel ?? fromId ?? '');
  const message = channel && findMessage(channel, target.ts ?? tsFromId ?? '');
  if (!message) throw new WebApiError('cannot_find_message');
  return message;
}

export const unfurling: Record<string, Method> = {
  'chat.unfurl': method(args, (world, target) => {
    const message = messageOf(world, target);
    const previews = Object.entries(target.unfurls);
    if (previews.length === 0) throw new WebApiError('missing_unfurls');
    for (const [url, shown] of previews) {
      const said =
        message.text.includes(url.replaceAll('&', '&amp;')) || message.text.includes(url);
      if (!said || !unfurls(world.app.manifest, url)) throw new WebApiError('cannot_unfurl_url');
      if (shown.blocks) insist(validateMessage({ blocks: shown.blocks }), 'invalid_blocks');
    }
    attach(world, message, withPreviews(message, previews));
    return {};
  }),
};

/** The first preview of a link attaches, a later one takes its place. */
function withPreviews(message: Message, previews: [string, Attachment][]): Attachment[] {
  const renewed = previews.map(([url]) => url);
  const kept = (message.attachments ?? []).filter((each) => !renewed.includes(each.from_url ?? ''));
  return [...kept, ...previews.map(([url, shown]) => ({ ...shown, from_url: url }))];
}
