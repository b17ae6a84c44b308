import type { ShownElement } from '../blocks/shapes.ts';
import { keyOfElement, useSurface } from '../surface.tsx';
import { Button, FeedbackButtons, IconButton, WorkflowButton } from './button.tsx';
import { Checkboxes, RadioButtons } from './checkboxes.tsx';
import { DatePicker, DateTimePicker, TimePicker } from './date-pickers.tsx';
import { FileInput } from './file-input.tsx';
import { MultiSelect } from './multi-select.tsx';
import { Overflow } from './overflow.tsx';
import { RichTextInput } from './rich-text-input.tsx';
import { Select } from './select.tsx';
import { LineInput, PlainTextInput } from './text-input.tsx';
import { Thumbnail } from './thumbnail.tsx';
import type { Value } from './values.ts';

/** What every element is given, whatever its type. */
export type ElementProps<Element> = {
  element: Element;
  value: Value;
  /** A choice made: kept in an input, sent to the bot elsewhere. */
  choose: (value: Value) => void;
  /** Kept, not sent: text while it is typed. */
  keep: (value: Value) => void;
  blockId: string;
  /** The input block's label, or the words of the element itself. */
  label: string;
  id?: string;
  describedBy?: string;
  pending: boolean;
  /** Nothing is sent to the bot before the whole view is. */
  quiet: boolean;
};

export function Element(props: {
  blockId: string;
  element: ShownElement;
  label?: string;
  id?: string;
  describedBy?: string;
  /** Inside an input block a choice is only kept, unless the block asks to hear of it. */
  quiet?: boolean;
}) {
  const { blockId, element } = props;
  const surface = useSurface();
  const keep = (value: Value) => surface.keep(blockId, element, value);
  const given = {
    blockId,
    value: surface.value(blockId, element),
    keep,
    choose: props.quiet ? keep : (value: Value) => surface.send(blockId, element, value),
    label: props.label ?? placeholderOf(element) ?? 'Choose',
    pending: surface.pending === keyOfElement(blockId, element),
    quiet: props.quiet === true,
    ...(props.id ? { id: props.id } : {}),
    ...(props.describedBy ? { describedBy: props.describedBy } : {}),
  };
  return drawn(element, given);
}

function drawn(element: ShownElement, given: Omit<ElementProps<ShownElement>, 'element'>) {
  switch (element.type) {
    case 'button':
      return <Button {...given} element={element} />;
    case 'workflow_button':
      return <WorkflowButton element={element} />;
    case 'feedback_buttons':
      return <FeedbackButtons {...given} element={element} />;
    case 'icon_button':
      return <IconButton {...given} element={element} />;
    case 'static_select':
    case 'external_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return <Select {...given} element={element} />;
    case 'multi_static_select':
    case 'multi_external_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return <MultiSelect {...given} element={element} />;
    default:
      return drawnField(element, given);
  }
}

type Field = Exclude<
  ShownElement,
  { type: `${string}select` | `${string}button` | 'feedback_buttons' }
>;

function drawnField(element: Field, given: Omit<ElementProps<Field>, 'element'>) {
  switch (element.type) {
    case 'overflow':
      return <Overflow {...given} element={element} />;
    case 'checkboxes':
      return <Checkboxes {...given} element={element} />;
    case 'radio_buttons':
      return <RadioButtons {...given} element={element} />;
    case 'datepicker':
      return <DatePicker {...given} element={element} />;
    case 'timepicker':
      return <TimePicker {...given} element={element} />;
    case 'datetimepicker':
      return <DateTimePicker {...given} element={element} />;
    case 'plain_text_input':
      return <PlainTextInput {...given} element={element} />;
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <LineInput {...given} element={element} />;
    case 'rich_text_input':
      return <RichTextInput {...given} element={element} />;
    case 'file_input':
      return <FileInput {...given} element={element} />;
    case 'image':
      return <Thumbnail image={element} />;
    default:
      return <UnknownElement type={(element as { type: string }).type} />;
  }
}

function UnknownElement({ type }: { type: string }) {
  return <p class="unknown">The sandbox cannot show a “{type}” element.</p>;
}

function placeholderOf(element: ShownElement): string | undefined {
  return 'placeholder' in element ? element.placeholder?.text : undefined;
}
