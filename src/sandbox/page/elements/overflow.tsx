import type * as slack from '@slack/types';
import { safeUrl } from '../blocks/addresses.ts';
import { Menu } from '../menu.tsx';
import type { ElementProps } from './element.tsx';

export function Overflow({ element, choose, pending }: ElementProps<slack.Overflow>) {
  return (
    <Menu
      label="More options"
      icon="more"
      class={`button overflow ${pending ? 'pending' : ''}`}
      disabled={pending}
      entries={element.options.map((option) => ({
        label: option.text.text,
        ...(option.description ? { hint: option.description.text } : {}),
        choose: () => {
          const url = 'url' in option && option.url ? safeUrl(option.url) : undefined;
          if (url) open(url, '_blank', 'noreferrer');
          choose({ type: 'overflow', selected_option: option });
        },
      }))}
    />
  );
}
