import type { ImageBlock, VideoBlock } from '@slack/types';
import { Icon } from '../icon.tsx';
import { Link, PlainText } from '../mrkdwn-text.tsx';
import { addressOf } from './addresses.ts';

export function Image({ block }: { block: ImageBlock }) {
  return (
    <figure class="image">
      {block.title && (
        <figcaption>
          <PlainText text={block.title.text} />
        </figcaption>
      )}
      <img src={addressOf(block)} alt={block.alt_text} loading="lazy" />
    </figure>
  );
}

/** The page plays nothing: a video is a link to where it plays. */
export function Video({ block }: { block: VideoBlock }) {
  return (
    <div class="video">
      <Link url={block.title_url ?? block.video_url}>
        <Icon name="play" /> <PlainText text={block.title.text} />
      </Link>
      <small>{[block.provider_name, block.author_name].filter(Boolean).join(' · ')}</small>
      {block.description && (
        <p>
          <PlainText text={block.description.text} />
        </p>
      )}
    </div>
  );
}
