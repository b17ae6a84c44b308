import { emojiFor } from './emoji.ts';
import { emojiPictures, type Part } from './emoji-pictures.ts';

/** An emoji by its short name; one that is unknown is shown as written. */
export function Emoji({ name, label }: { name: string; label?: string }) {
  const picture = emojiPictures[name];
  const character = emojiFor(name);
  if (!picture && !character) return <>:{name}:</>;
  return (
    <span
      class="emoji"
      role="img"
      aria-label={label ?? name.replaceAll('_', ' ')}
      title={label ?? `:${name}:`}
    >
      {picture ? <Picture parts={picture} /> : character}
    </span>
  );
}

function Picture({ parts }: { parts: Part[] }) {
  return (
    <svg class="emoji-picture" viewBox="0 0 20 20" aria-hidden="true">
      {parts.map(({ fill, path }) => (
        <path key={path} fill={fill} d={path} />
      ))}
    </svg>
  );
}
