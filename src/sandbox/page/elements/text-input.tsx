import type * as slack from '@slack/types';
import type { ElementProps } from './element.tsx';
import { chosenIn } from './values.ts';

type LineElement = slack.EmailInput | slack.URLInput | slack.NumberInput;
type Config = slack.DispatchActionConfig | undefined;

/** Slack sends typed text on Enter, unless the bot asks for every character. */
function dispatching<Element extends { type: string; dispatch_action_config?: Config }>(
  props: ElementProps<Element>,
) {
  const on = props.element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const valueFrom = (text: string) => chosenIn(props.element.type, text === '' ? null : text);
  return {
    typed(text: string) {
      const tell = on.includes('on_character_entered') ? props.choose : props.keep;
      tell(valueFrom(text));
    },
    entered(event: KeyboardEvent, text: string) {
      const isHeard = !props.quiet && on.includes('on_enter_pressed');
      if (event.key !== 'Enter' || !isHeard) return;
      // The form around it must not be sent as well.
      event.preventDefault();
      props.choose(valueFrom(text));
    },
  };
}

export function PlainTextInput(props: ElementProps<slack.PlainTextInput>) {
  const { element } = props;
  const { typed, entered } = dispatching(props);
  const text = String(props.value.value ?? '');
  const shared = {
    id: props.id,
    'aria-label': props.id ? undefined : props.label,
    'aria-describedby': props.describedBy,
    placeholder: element.placeholder?.text,
    maxLength: element.max_length,
    value: text,
  };
  return (
    <span class="text-input">
      {element.multiline ? (
        <textarea {...shared} rows={4} onInput={(event) => typed(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          onInput={(event) => typed(event.currentTarget.value)}
          onKeyDown={(event) => entered(event, event.currentTarget.value)}
        />
      )}
      {element.max_length !== undefined && (
        <span class="count" aria-hidden="true">
          {element.max_length - text.length}
        </span>
      )}
    </span>
  );
}

const lineTypes = {
  email_text_input: { type: 'email', inputMode: 'email' },
  url_text_input: { type: 'url', inputMode: 'url' },
  // A text box, as in Slack: the browser's number box hides what it cannot read.
  number_input: { type: 'text', inputMode: 'decimal' },
} as const;

export function LineInput(props: ElementProps<LineElement>) {
  const { typed, entered } = dispatching(props);
  return (
    <span class="text-input">
      <input
        {...lineTypes[props.element.type]}
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props.describedBy}
        placeholder={props.element.placeholder?.text}
        value={String(props.value.value ?? '')}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={(event) => entered(event, event.currentTarget.value)}
      />
    </span>
  );
}
