import type * as slack from '@slack/types';
import type { ElementProps } from './element.tsx';
import { chosenIn } from './values.ts';

/** Plain lines go out as rich text; the toolbar of the real thing is left out. */
export function RichTextInput(props: ElementProps<slack.RichTextInput>) {
  return (
    <span class="text-input">
      <textarea
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props.describedBy}
        rows={4}
        placeholder={props.element.placeholder?.text}
        value={plainTextOf(props.value.rich_text_value)}
        onInput={(event) =>
          props.keep(chosenIn('rich_text_input', richTextOf(event.currentTarget.value)))
        }
      />
    </span>
  );
}

function richTextOf(text: string): slack.RichTextBlock | null {
  if (text === '') return null;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

function plainTextOf(value: unknown): string {
  const block = value as slack.RichTextBlock | null;
  return (block?.elements ?? [])
    .flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []))
    .map((leaf) => (leaf.type === 'text' ? leaf.text : ''))
    .join('');
}
