import type * as slack from '@slack/types';
import { safeUrl } from '../blocks/addresses.ts';
import { useDirectory } from '../directory.ts';
import { Icon } from '../icon.tsx';
import { PlainText } from '../mrkdwn-text.tsx';
import type { ElementProps } from './element.tsx';

export function Button({ element, choose, pending }: ElementProps<slack.Button>) {
  const look = `button ${element.style ?? ''} ${pending ? 'pending' : ''}`;
  const press = () =>
    choose({
      type: 'button',
      text: element.text,
      ...(element.value ? { value: element.value } : {}),
    });
  const label = element.accessibility_label;
  const named = label ? { 'aria-label': label } : {};
  if (element.url)
    return (
      <a
        {...named}
        class={look}
        href={safeUrl(element.url)}
        target="_blank"
        rel="noreferrer"
        onClick={press}
      >
        <PlainText text={element.text.text} />
        <Icon name="window" />
      </a>
    );
  return (
    <button
      {...named}
      type="button"
      class={look}
      aria-busy={pending}
      disabled={pending}
      onClick={press}
    >
      <PlainText text={element.text.text} />
    </button>
  );
}

/** Workflows belong to real Slack: the button is shown, and says so. */
export function WorkflowButton({ element }: { element: slack.WorkflowButton }) {
  return (
    <button
      type="button"
      class={`button ${element.style ?? ''}`}
      disabled
      title="Starts a workflow"
    >
      <Icon name="bolt" />
      <PlainText text={element.text.text} />
    </button>
  );
}

export function IconButton({ element, choose, pending }: ElementProps<slack.IconButton>) {
  const { me } = useDirectory();
  const readers = element.visible_to_user_ids;
  if (readers && !readers.includes(me)) return null;
  const label = element.accessibility_label ?? element.text.text;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      disabled={pending}
      onClick={() => choose({ type: 'icon_button', value: element.value ?? '' })}
    >
      <Icon name="trash" />
    </button>
  );
}

export function FeedbackButtons(props: ElementProps<slack.FeedbackButtons>) {
  const { positive_button: positive, negative_button: negative } = props.element;
  const answers = [
    { sign: '👍', button: positive },
    { sign: '👎', button: negative },
  ];
  return (
    <fieldset class="feedback">
      <legend class="unseen">Feedback</legend>
      {answers.map(({ sign, button }) => (
        <button
          key={sign}
          type="button"
          class="icon-button"
          aria-label={button.accessibility_label ?? button.text.text}
          title={button.text.text}
          aria-pressed={props.value.value === button.value}
          disabled={props.pending}
          onClick={() =>
            props.choose({ type: 'feedback_buttons', text: button.text, value: button.value })
          }
        >
          {sign}
        </button>
      ))}
    </fieldset>
  );
}
