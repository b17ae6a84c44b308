import type { ImageElement } from '@slack/types';
import { addressOf } from '../blocks/addresses.ts';

export function Thumbnail({ image }: { image: ImageElement }) {
  return <img class="thumbnail" src={addressOf(image)} alt={image.alt_text} loading="lazy" />;
}
