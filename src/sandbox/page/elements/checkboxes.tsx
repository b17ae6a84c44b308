import type * as slack from '@slack/types';
import { useId } from 'preact/hooks';
import { Text } from '../blocks/text.tsx';
import type { ElementProps } from './element.tsx';
import { chosenIn } from './values.ts';

export function Checkboxes({ element, value, ...props }: ElementProps<slack.Checkboxes>) {
  const chosen = (value.selected_options ?? []) as slack.Option[];
  const isChosen = (option: slack.Option) => chosen.some((one) => one.value === option.value);
  const toggled = (option: slack.Option) =>
    // In the order the bot gave them, as Slack sends them.
    element.options.filter((one) => isChosen(one) !== (one.value === option.value));
  return (
    <Ticks {...props} options={element.options}>
      {(option, name) => (
        <input
          type="checkbox"
          name={name}
          checked={isChosen(option)}
          onChange={() => props.choose(chosenIn('checkboxes', toggled(option)))}
        />
      )}
    </Ticks>
  );
}

export function RadioButtons({ element, value, ...props }: ElementProps<slack.RadioButtons>) {
  const chosen = value.selected_option as slack.Option | null;
  return (
    <Ticks {...props} options={element.options}>
      {(option, name) => (
        <input
          type="radio"
          name={name}
          checked={chosen?.value === option.value}
          onChange={() => props.choose(chosenIn('radio_buttons', option))}
        />
      )}
    </Ticks>
  );
}

function Ticks(
  props: Pick<ElementProps<unknown>, 'label' | 'id' | 'describedBy' | 'pending'> & {
    options: slack.Option[];
    children: (option: slack.Option, name: string) => preact.ComponentChild;
  },
) {
  const name = useId();
  return (
    <fieldset
      class={`ticks ${props.pending ? 'pending' : ''}`}
      id={props.id}
      aria-describedby={props.describedBy}
      disabled={props.pending}
    >
      <legend class="unseen">{props.label}</legend>
      {props.options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is handed in by the caller.
        <label key={option.value} class="tick">
          {props.children(option, name)}
          <span>
            <Text of={option.text} />
            {option.description && (
              <small>
                <Text of={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
